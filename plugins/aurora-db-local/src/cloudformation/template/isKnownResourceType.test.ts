import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { isKnownResourceType } from './isKnownResourceType';
import { publishedResourceTypes } from './publishedResourceTypes';

describe('the resource types that CloudFormation knows', () => {
  it('are those of aws-cdk-lib: see yarn update-resource-types', () => {
    const library = dirname(require.resolve('aws-cdk-lib/package.json'));
    const classes = z
      .record(z.string(), z.string())
      .parse(
        JSON.parse(
          readFileSync(
            join(library, 'cloudformation-include/cfn-types-2-classes.json'),
            'utf8',
          ),
        ),
      );
    const listed = Object.entries(publishedResourceTypes).flatMap(
      ([service, names]) => names.split(' ').map(name => `${service}::${name}`),
    );
    expect(listed.sort()).toEqual(Object.keys(classes).sort());
  });

  it.each([
    ['AWS::Lambda::Function', true],
    ['AWS::CDK::Metadata', true],
    ['AWS::CloudFormation::CustomResource', true],
    ['Custom::Migration', true],
    ['Datadog::Monitors::Monitor', true],
    ['Acme::Network::Vpc::MODULE', true],
    ['AWS::RDS::DBClusters', false],
    ['AWS::Lambda', false],
    ['Lambda::Function', false],
    ['Custom::', false],
  ])('have %s among them: %s', (type, expected) => {
    expect(isKnownResourceType(type)).toBe(expected);
  });
});

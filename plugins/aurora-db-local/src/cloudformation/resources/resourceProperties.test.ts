import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { handledProperties } from './PropertyHandling';
import { resourceTypes } from './resourceTypes';

const cdk = dirname(require.resolve('aws-cdk-lib/package.json'));

/** The properties that CDK's L1 class of a type writes to a template. */
function schemaProperties(type: string): string[] {
  const [, service = '', resource = ''] = type.split('::');
  const module = service.toLocaleLowerCase('en-US');
  const source = readFileSync(
    join(cdk, `aws-${module}/lib/${module}.generated.js`),
    'utf8',
  );
  const [, body] =
    new RegExp(
      `function convertCfn${resource}PropsToCloudFormation\\(properties\\)\\{.*?assertSuccess\\(\\),\\{(.*?)\\}\\):properties\\}`,
    ).exec(source) ?? [];
  if (body === undefined) {
    throw new Error(`aws-cdk-lib has no properties of ${type}.`);
  }
  return Array.from(
    body.matchAll(/(\w+):[^:]*?\(properties\.\w+\)(?=,|$)/g),
    ([, name = '']) => name,
  );
}

describe('the properties of', () => {
  const inCdk = [...resourceTypes.values()].filter(
    ({ type }) => type !== 'AWS::CDK::Metadata',
  );
  it.each(inCdk)('$type are all handled', ({ type, properties, taggable }) => {
    const handled = [
      ...handledProperties(properties),
      ...(taggable ? ['Tags'] : []),
    ];
    expect(handled.sort()).toEqual(schemaProperties(type).sort());
  });
});

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  databaseConfigSchema,
  environmentSettingsSchema,
  type SynthRequest,
  synthRequestSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { App } from 'aws-cdk-lib';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json';
import { DatabaseStack } from '../constructs/DatabaseStack';
import { inlineTemplate } from './inlineTemplate';
import { sampleRequest } from './sampleRequest';
import { synthesizeDatabase } from './synth';
import { synthContext } from './synthContext';
import { sampleOrigins } from '../testing/sampleOrigins';
import { changedRequest, exportedNetwork } from '../testing/sampleTemplates';
import { withoutTemplateValidator } from './withoutTemplateValidator';

/** The request that makes the largest template. */
const largest = changedRequest('prod', {
  network: exportedNetwork,
  name: 'a-name-of-exactly-forty-characters-in-it',
  system: 'system:default/a-system-of-a-long-name',
  alarmTopicArn: 'arn:aws:sns:ap-northeast-1:111111111111:on-call',
  lambdaRoleArns: Array.from(
    { length: 20 },
    (_, index) => `arn:aws:iam::111111111111:role/function-${index}`,
  ),
});

const bytes = (request: SynthRequest) =>
  Buffer.byteLength(synthesizeDatabase(request));

test('the same request gives the same bytes', () => {
  const request = sampleRequest('prod');
  expect(synthesizeDatabase(structuredClone(request))).toBe(
    synthesizeDatabase(request),
  );
});

test('a request is validated once', () => {
  const request = sampleRequest('local');
  const whole = jest.spyOn(synthRequestSchema, 'safeParse');
  const parts = [databaseConfigSchema, environmentSettingsSchema].map(schema =>
    jest.spyOn(schema, 'parse'),
  );
  synthesizeDatabase(request);
  expect(whole).toHaveBeenCalledTimes(1);
  for (const part of parts) {
    expect(part).not.toHaveBeenCalled();
  }
  jest.restoreAllMocks();
});

test('a template has no white space, and is well below the limit of inline templates', () => {
  const template = synthesizeDatabase(sampleRequest('prod'));
  expect(template).toBe(JSON.stringify(JSON.parse(template)));
  expect(Buffer.byteLength(template)).toBeLessThan(18_500);
  expect(bytes(largest)).toBeLessThan(24_000);
});

test('a template over the limit of inline templates is refused with its size and the way out', () => {
  const lambdaRoleArns = Array.from(
    { length: 1500 },
    (_, index) =>
      `arn:aws:iam::111111111111:role/function-with-a-name-of-some-length-${index}`,
  );
  expect(() =>
    synthesizeDatabase({ ...sampleRequest('prod'), lambdaRoleArns }),
  ).toThrow(
    /^The template of goal-mandala-prd-database has \d+ bytes, but CloudFormation takes at most 51200 inline\. Give fewer lambdaRoleArns or subnets\.$/,
  );
});

describe('on disk', () => {
  const ownFolder = mkdtempSync(join(tmpdir(), 'aurora-db-test-'));
  const { TMPDIR } = process.env;
  beforeEach(() => {
    process.env.TMPDIR = ownFolder;
  });
  afterEach(() => {
    if (TMPDIR === undefined) {
      delete process.env.TMPDIR;
    } else {
      process.env.TMPDIR = TMPDIR;
    }
  });
  afterAll(() => rmSync(ownFolder, { recursive: true }));

  test('nothing stays behind after a template or a refusal', () => {
    synthesizeDatabase(sampleRequest('local'));
    expect(() =>
      synthesizeDatabase(
        changedRequest('local', {
          lambdaRoleArns: ['arn:aws:iam::222222222222:role/api'],
        }),
      ),
    ).toThrow('222222222222');
    expect(readdirSync(ownFolder)).toEqual([]);
  });
});

test('CDK’s validator is off only during a synthesis', () => {
  const before = process.env.CDK_VALIDATION;
  synthesizeDatabase(sampleRequest('local'));
  expect(process.env.CDK_VALIDATION).toBe(before);
});

test.each([
  ['a new database', largest],
  ['a restored one', { ...largest, restoreFrom: sampleOrigins.snapshot }],
])(
  'none of CDK’s recommended flags that the package omits would change a template (%s)',
  (_, request) => {
    const templateWith = (context: Record<string, unknown>) => {
      const app = new App({ context, analyticsReporting: false });
      const { artifactId } = new DatabaseStack(app, 'Stack', request);
      return inlineTemplate(
        withoutTemplateValidator(() => app.synth()).getStackArtifact(
          artifactId,
        ),
      );
    };
    expect(templateWith({ ...recommendedFlags, ...synthContext })).toBe(
      synthesizeDatabase(request),
    );
  },
);

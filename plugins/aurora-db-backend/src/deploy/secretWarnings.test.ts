import {
  type EnvironmentProfile,
  environmentDefaults,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { synthesizeDatabase } from '@aurora-db/cdk/synth';
import { testEnvironment } from '../testing/databases/testEnvironment';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { secretWarnings } from './secretWarnings';
import { synthRequestOf } from './synthRequestOf';

const owner = 'group:default/guests';

/** A template as a deploy with these settings leaves it. */
function deployed(
  name: EnvironmentProfile,
  settings: Partial<EnvironmentConfig> = {},
): string {
  const environment = testEnvironment(name, {
    lambdaRoles: [{ arn: `arn:aws:iam::${'4'.repeat(12)}:role/app` }],
    accountId: '4'.repeat(12),
    ...settings,
  });
  return synthesizeDatabase(
    synthRequestOf(environment, {
      name: 'goal-mandala',
      owner,
      config: environmentDefaults[name],
      engineVersion: '15.17',
      protect: false,
    }),
  );
}

/**
 * As version 0.1.0 made templates: functions may read the master secret, the only one, by an inline
 * policy.
 */
function ofOlderVersion(template: string): string {
  const { Resources, ...rest } = JSON.parse(template);
  const {
    DatabaseConnectionSecret3AAAD636: _,
    DatabaseLambdaAccessPolicy91F8ADB9: policy,
    ...others
  } = Resources;
  const [connect, read] = policy.Properties.PolicyDocument.Statement;
  return JSON.stringify({
    ...rest,
    Resources: {
      ...others,
      DatabaseLambdaAccess72E4EAE0: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          PolicyDocument: {
            Statement: [
              connect,
              { ...read, Resource: { Ref: 'DatabaseSecret3B817195' } },
            ],
          },
        },
      },
    },
  });
}

const codesFor = (
  template: string,
  settings: Partial<EnvironmentConfig> = {},
) =>
  secretWarnings(template, testEnvironment('prod', settings)).map(
    ({ code }) => code,
  );

describe('secretWarnings', () => {
  it('returns no warnings if credentials stay as they are', () => {
    expect(codesFor(deployed('prod'))).toEqual([]);
    const managed = { masterPassword: 'managed' } as const;
    expect(codesFor(deployed('prod', managed), managed)).toEqual([]);
    const granted = { masterSecretForFunctions: true };
    expect(codesFor(deployed('prod', granted), granted)).toEqual([]);
  }, 180_000);

  it('says that the master secret stays if the database is protected, and otherwise not', () => {
    const managed = { masterPassword: 'managed' } as const;
    expect(codesFor(deployed('prod'), managed)).toEqual([
      'plan.passwordManagedKept',
    ]);
    expect(codesFor(deployed('dev'), managed)).toEqual([
      'plan.passwordManaged',
    ]);
  }, 180_000);

  it('explains a return to a generated password', () => {
    expect(codesFor(deployed('prod', { masterPassword: 'managed' }))).toEqual([
      'plan.passwordGenerated',
    ]);
  }, 180_000);

  it.each([
    ['of an older version', ofOlderVersion(deployed('prod'))],
    [
      'with masterSecretForFunctions',
      deployed('prod', { masterSecretForFunctions: true }),
    ],
    [
      'with masterSecretForFunctions and a managed password',
      deployed('prod', {
        masterSecretForFunctions: true,
        masterPassword: 'managed',
      }),
    ],
  ])(
    'says that functions lose the master secret, with a template %s',
    (_, template) => {
      expect(codesFor(template)).toContain('plan.masterSecretRevoked');
      expect(
        codesFor(template, { masterSecretForFunctions: true }),
      ).not.toContain('plan.masterSecretRevoked');
    },
  );
});

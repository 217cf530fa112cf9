import {
  auroraDbTags,
  databaseNames,
  defaultShortName,
  type EnvironmentProfile,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { DatabaseStack } from '../../ports/DatabaseStacks';

/** A database's stack for tests, as a deploy leaves it. */
export function testStack(
  name: string,
  environment: EnvironmentProfile,
  overrides?: Partial<DatabaseStack>,
): DatabaseStack {
  const { stackName } = databaseNames(name, {
    shortName: defaultShortName(environment),
  });
  return {
    stackId: `arn:aws:cloudformation:ap-northeast-1:444444444444:stack/${stackName}/51af3dc0`,
    stackName,
    status: 'UPDATE_COMPLETE',
    createdAt: new Date('2026-11-01T00:00:00Z'),
    tags: {
      [auroraDbTags.name]: name,
      [auroraDbTags.environment]: environment,
      [auroraDbTags.owner]: 'group:default/payments',
    },
    outputs: {},
    terminationProtection: false,
    ...overrides,
  };
}

import { databaseNames } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { DatabaseSubject } from '../../preflight/preflightSubjects';
import { testEnvironment } from './testEnvironment';

/** A new database in prod for tests of preflight checks. */
export function testDatabaseSubject(
  overrides?: Partial<DatabaseSubject>,
): DatabaseSubject {
  const environment = overrides?.environment ?? testEnvironment('prod');
  return {
    environment,
    names: databaseNames('goal-mandala', environment),
    config: environment.config,
    owner: 'group:default/payments',
    isNew: true,
    ...overrides,
  };
}

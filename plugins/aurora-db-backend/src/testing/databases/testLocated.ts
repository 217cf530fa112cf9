import type { EnvironmentProfile } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { PortalCluster } from '../../database/LocatedCluster';
import { toPortalCluster } from '../../database/toPortalCluster';
import { testEnvironment } from './testEnvironment';
import { testStack } from './testStack';

/** A database of the portal for tests, as the locator finds it. */
export function testLocated(
  name: string,
  profile: EnvironmentProfile,
  overrides: Partial<Omit<PortalCluster, 'origin'>> = {},
): PortalCluster {
  const environment = overrides.environment ?? testEnvironment(profile);
  const stack = overrides.stack ?? testStack(name, profile);
  const located = toPortalCluster(environment, stack);
  if (!located) {
    throw new Error(`${stack.stackName} is no database of ${environment.name}`);
  }
  return { ...located, readAt: new Date(), ...overrides };
}

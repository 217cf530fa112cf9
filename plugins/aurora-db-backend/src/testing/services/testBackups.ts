import {
  auroraDbTags,
  existingDatabaseName,
  type EnvironmentProfile,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { AuditorServiceCreateEventOptions } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { toEntity } from '../../database/toEntity';
import { databaseOfStack } from '../../database/databaseOfStack';
import { toExistingEntity } from '../../database/existing/toExistingEntity';
import type { LiveCluster } from '../../ports/ClusterReader';
import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';
import type { DatabaseStack } from '../../ports/DatabaseStacks';
import type { EntityReader } from '../../ports/EntityReader';
import type { FakeStacks } from '../fakes/FakeStacks';
import { ownerPolicy } from '../policies/ownerPolicy';
import { testDeploy } from './testDeploy';
import { testNotifications } from './testNotifier';
import { testEnvironment } from '../databases/testEnvironment';
import { testStack } from '../databases/testStack';

/** The database of the portal that tests work on. */
export const sourceRef = 'resource:default/goal-mandala-prd';

/** Snapshots, restores and the release gate of a prod database of the payments team, in memory. */
export function testBackups(
  options: {
    stack?: Partial<DatabaseStack>;
    environment?: EnvironmentProfile;
    /** A cluster of another tool, which the environment includes. */
    existing?: LiveCluster;
    /** Those of other replicas too. */
    stacks?: FakeStacks;
    /** If absent, one with the database's entity. */
    catalog?: EntityReader;
    /** See {@link testDeploy}. */
    through?: <T extends object>(port: T, name: string) => T;
  } = {},
) {
  const { existing } = options;
  const environment = testEnvironment(
    options.environment ?? 'prod',
    existing && {
      existing: {
        all: true,
        ownerTag: 'team',
        defaultOwner: 'group:default/payments',
      },
    },
  );
  const stack = testStack('goal-mandala', environment.profile, {
    outputs: { DatabaseName: 'goalmandalamain' },
    ...options.stack,
  });
  const identity = databaseOfStack(environment, stack);
  const denied = new Set<string>();
  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(({ permission }) => ({
        result: denied.has(permission.name)
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
      })),
    authorizeConditional: ownerPolicy(
      ['group:default/payments'],
      ({ permission }) => !denied.has(permission.name),
    ),
  });
  const catalog =
    options.catalog ??
    catalogServiceMock({
      entities: [
        ...(identity.outcome === 'ours'
          ? [toEntity(environment, stack, identity.database)]
          : []),
        ...(existing ? [existingEntity(environment, existing)] : []),
      ],
    });
  const logger = mockServices.logger.mock();
  const { notifications, send, told } = testNotifications();
  const auditEvents: AuditorServiceCreateEventOptions[] = [];
  const setup = testDeploy(options.stacks, {
    through: options.through,
    environments: [environment],
    backstage: {
      catalog,
      permissions,
      logger,
      notifications,
      auditor: mockServices.auditor.mock({
        createEvent: async event => {
          auditEvents.push(event);
          return { success: async () => {}, fail: async () => {} };
        },
      }),
    },
  });
  if (!options.stacks?.holds(stack.stackId)) {
    setup.stacks.add(stack);
  }
  setup.account.cluster = {
    resourceId: 'cluster-A',
    backup: {
      retentionDays: 30,
      window: '18:00-19:00',
      earliestRestorableTime: new Date('2026-11-01T00:00:00Z'),
      latestRestorableTime: new Date('2026-11-25T09:00:00Z'),
    },
  };
  if (existing) {
    setup.account.others.push(existing);
  }
  const { services } = setup;
  return {
    ...setup,
    environment,
    stack,
    denied,
    access: services.access,
    locator: services.locator,
    logger,
    completion: services.completion,
    notifications: { send, told },
    auditEvents,
    caller: {
      credentials: mockCredentials.user('user:default/ann'),
      userRef: 'user:default/ann',
    },
    other: {
      credentials: mockCredentials.user('user:default/ben'),
      userRef: 'user:default/ben',
    },
    service: services.snapshots,
    gate: services.releaseGate,
    restores: services.restores,
  };
}

function existingEntity(environment: EnvironmentConfig, cluster: LiveCluster) {
  return toExistingEntity({
    environment,
    cluster,
    entityName: existingDatabaseName(environment.name, cluster),
    clusterIdentifier: cluster.clusterIdentifier,
    owner: 'group:default/payments',
  });
}

/** Tags of the payments team's database, as its snapshots carry them. */
export const sourceTags = {
  [auroraDbTags.name]: 'goal-mandala',
  [auroraDbTags.environment]: 'prod',
  [auroraDbTags.owner]: 'group:default/payments',
};

import {
  auroraDbTags,
  type EnvironmentName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { AuditorServiceCreateEventOptions } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { toEntity } from '../database/toEntity';
import { AuroraReleaseGateService } from '../backups/AuroraReleaseGateService';
import { AuroraRestoreService } from '../backups/AuroraRestoreService';
import { AuroraSnapshotService } from '../backups/AuroraSnapshotService';
import { DefaultAuthorizer } from '../access/DefaultAuthorizer';
import { ClusterLocator } from '../database/ClusterLocator';
import { DatabaseAccess } from '../access/DatabaseAccess';
import { DatabaseProtection } from '../stacks/DatabaseProtection';
import { databaseOfStack } from '../database/databaseOfStack';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import { DelegatedEntityReader } from '../access/DelegatedEntityReader';
import type { EntityReader } from '../ports/EntityReader';
import { stackLookup } from '../readings/lookups';
import { ProtectionCompletion } from '../deploy/ProtectionCompletion';
import { RestoreClaims } from '../backups/RestoreClaims';
import { RestorePlanner } from '../backups/RestorePlanner';
import type { FakeStacks } from './FakeStacks';
import { ownersMay } from './ownersMay';
import { testDeploy } from './testDeploy';
import { testNotifier } from './testNotifier';
import { testEnvironment } from './testEnvironment';
import { testStack } from './testStack';

/** The database that tests work on. */
export const sourceRef = 'resource:default/goal-mandala-prd';

/** Snapshots, restores and the release gate over a database of the payments team in prod, all in memory. */
export function testBackups(
  options: {
    stack?: Partial<DatabaseStack>;
    environment?: EnvironmentName;
    /** Those of other replicas too. */
    stacks?: FakeStacks;
    /** Where absent, one with the database's entity. */
    catalog?: EntityReader;
    /** See {@link testDeploy}. */
    through?: <T extends object>(port: T, name: string) => T;
  } = {},
) {
  const { through = port => port } = options;
  const setup = testDeploy(options.stacks, { through });
  const environment = testEnvironment(options.environment ?? 'prod');
  const stack = testStack('goal-mandala', environment.name, {
    outputs: { DatabaseName: 'goalmandalamain' },
    ...options.stack,
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
  const identity = databaseOfStack(environment.name, stack);
  const denied = new Set<string>();
  const authorizer = new DefaultAuthorizer(
    mockServices.permissions.mock({
      authorize: async requests =>
        requests.map(({ permission }) => ({
          result: denied.has(permission.name)
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
        })),
      authorizeConditional: ownersMay(
        ['group:default/payments'],
        ({ permission }) => !denied.has(permission.name),
      ),
    }),
  );
  const catalog =
    options.catalog ??
    catalogServiceMock({
      entities:
        identity.outcome === 'ours'
          ? [toEntity(environment, stack, identity.database)]
          : [],
    });
  const locator = new ClusterLocator({
    catalog,
    stacks: stackLookup(through(setup.stacks, 'stacks')),
    environments: [environment],
  });
  const { snapshots, clusters, follower, runner } = setup;
  const stacks = through(setup.stacks, 'stacks');
  const backups = { clusters, snapshots };
  const logger = mockServices.logger.mock();
  const access = new DatabaseAccess({
    authorizer,
    locator,
    catalog: new DelegatedEntityReader(catalog, mockServices.auth()),
    environments: [environment],
    logger,
  });
  const protection = new DatabaseProtection({ stacks, follower, runner });
  const { notifier, send, told } = testNotifier();
  const auditEvents: AuditorServiceCreateEventOptions[] = [];
  const completion = new ProtectionCompletion({
    environments: [environment],
    stacks,
    protection,
    notifier,
    auditor: mockServices.auditor.mock({
      createEvent: async event => {
        auditEvents.push(event);
        return { success: async () => {}, fail: async () => {} };
      },
    }),
    logger,
  });
  return {
    ...setup,
    environment,
    stack,
    denied,
    access,
    locator,
    logger,
    completion,
    protection,
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
    service: new AuroraSnapshotService({ access, ...backups }),
    gate: new AuroraReleaseGateService({ access, ...backups }),
    restores: new AuroraRestoreService({
      access,
      planner: new RestorePlanner({
        config: setup.config,
        stacks,
        ...backups,
        engineVersions: setup.engineVersions,
        preflight: setup.preflight,
        synthesizer: setup.synthesizer,
      }),
      clearance: setup.clearance,
      follower,
      runner,
      protection,
      claims: new RestoreClaims(stacks, follower, {
        visibleWithinMs: 0,
        // A minute after the stacks in memory come to be.
        now: () => Date.parse('2026-11-23T00:01:00Z'),
      }),
    }),
  };
}

/** Tags of the payments team's database, as its snapshots carry them. */
export const sourceTags = {
  [auroraDbTags.name]: 'goal-mandala',
  [auroraDbTags.environment]: 'prod',
  [auroraDbTags.owner]: 'group:default/payments',
};

import {
  type HealthRange,
  loadSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { mockCredentials } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import { databaseOfStack } from '../../database/databaseOfStack';
import {
  AwsUnavailableError,
  type AwsUnavailableReason,
} from '../../ports/errors/AwsUnavailableError';
import type { ClusterInstances } from '../../ports/ClusterReader';
import type { InstanceLoad, StatementLoad } from '../../ports/LoadReader';
import { testCluster } from '../databases/testCluster';
import { testExistingLocated } from '../databases/testExistingLocated';
import { testLocated } from '../databases/testLocated';
import { testEnvironment } from '../databases/testEnvironment';
import { testStack } from '../databases/testStack';
import { FakeLoadReader } from '../fakes/FakeLoadReader';
import { testMessage } from '../faults/testMessage';
import { AuroraLoadService } from '../../insight/AuroraLoadService';
import { LoadReadings } from '../../insight/LoadReadings';

const credentials = mockCredentials.user();
const prod = testEnvironment('prod');
const stack = testStack('goal-mandala', 'prod');
export const started = Date.parse('2026-11-23T05:30:10Z');
export const minute = 60_000;
export const times = [
  started - 3 * minute,
  started - 2 * minute,
  started - minute,
];

/** An instance, as RDS describes it. */
export type Instance = ClusterInstances['instances'][number];

export const instance = (
  id: string,
  overrides?: Partial<Instance>,
): Instance => ({
  id,
  status: 'available',
  resourceId: `db-${id}`,
  performanceInsights: true,
  ...overrides,
});

export const lock = { name: 'Lock:transactionid', type: 'Lock' };
export const cpu = { name: 'CPU', type: 'CPU' };
export const sleep = { name: 'Timeout:PgSleep', type: 'Timeout' };
const update = `UPDATE accounts SET token = 'secret' WHERE id = 7`;

/** Three minutes of an instance, of which the first has no data. */
export const load: Partial<InstanceLoad> = {
  times,
  total: [null, 3, 5],
  waits: [
    { ...cpu, sessions: [null, 1, 1] },
    { ...lock, sessions: [null, 2, 3] },
    { ...sleep, sessions: [null, 0, 1] },
    { name: 'IO:DataFileRead', type: 'IO', sessions: [null, 0, 0] },
  ],
  statements: [{ id: 'update', text: update, sessions: [null, 2, 4] }],
  counters: { vcpus: [null, 2, 4] },
};
export const statement: StatementLoad = {
  id: 'update',
  text: update,
  sessions: 1.5,
  waits: [
    { ...cpu, sessions: 0.5 },
    { ...lock, sessions: 1 },
  ],
  callsPerSecond: 3,
  averageLatencyMs: 10,
  rowsPerCall: 1,
};

export const refusal = (reason: AwsUnavailableReason) =>
  new AwsUnavailableError(
    { ...testMessage('AWS said no'), params: { action: 'pi:GetThis' } },
    reason,
    prod.accountId,
  );

/** A database with a writer and a reader. */
export function createLoadWorld() {
  const clock = { now: started };
  const now = () => clock.now;
  const reader = new FakeLoadReader(now);
  const identity = databaseOfStack(prod, stack);
  if (identity.outcome === 'not-ours') {
    throw new Error(identity.reason);
  }
  const { names } = identity.database;
  const { entityRef, clusterIdentifier } = names;
  const world = {
    instances: [instance('writer'), instance('reader')],
    cluster: testCluster('goal-mandala', 'prod'),
    mayRead: ['aurora-db.insights.read', 'aurora-db.log.read'],
    failure: undefined as Error | undefined,
    isExisting: false,
    environment: prod,
  };
  const readAt = new Date(started);
  const service = new AuroraLoadService({
    access: {
      find: async (_ref, _credentials, { name }) => {
        if (!world.mayRead.includes(name)) {
          throw new NotAllowedError(`${name} is missing`);
        }
        if (world.failure) {
          throw world.failure;
        }
        return world.isExisting
          ? testExistingLocated({}, world.environment)
          : testLocated('goal-mandala', 'prod', {
              environment: world.environment,
              stack,
              readAt,
            });
      },
    },
    clusters: { get: async () => ({ value: world.cluster, readAt }) },
    readings: new LoadReadings({
      load: reader,
      instances: {
        get: async () => ({
          value: { clusterIdentifier, instances: world.instances },
          readAt,
        }),
      },
      now,
    }),
    now,
  });
  return {
    clock,
    reader,
    world,
    get: async (range: HealthRange = '1h') => {
      const answer = await service.get(entityRef, range, credentials);
      return loadSchema.parse(JSON.parse(JSON.stringify(answer)));
    },
    texts: (id: string) =>
      service.getStatementTexts(entityRef, id, '1h', credentials),
  };
}

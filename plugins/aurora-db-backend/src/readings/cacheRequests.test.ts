import { Telemetry } from '../ports/Telemetry';
import { testCluster } from '../testing/databases/testCluster';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testStack } from '../testing/databases/testStack';
import { sharedCaches } from '../testing/services/sharedCaches';
import { AlarmStates } from './AlarmStates';
import { CoalescedMetrics } from './CoalescedMetrics';
import { DefinedAlarms } from './DefinedAlarms';
import { clusterLookup, instanceLookup, stackLookup } from './lookups';
import { NewestSnapshots } from './NewestSnapshots';
import { OperationReads } from '../operations/OperationReads';

const prod = testEnvironment('prod');
const stack = testStack('goal-mandala', 'prod');
const cluster = testCluster('goal-mandala', 'prod');
const clusterReader = {
  describe: async () => cluster,
  list: async () => [cluster],
  describeInstances: async (_: unknown, clusterIdentifier: string) => ({
    clusterIdentifier,
    instances: [
      { id: 'writer', status: 'available', performanceInsights: true },
    ],
  }),
  listInstances: async () => [],
};

/** A request of each cache, by the cache's name. */
const requests = (
  telemetry: Telemetry,
): Record<string, () => Promise<unknown>> => {
  const stacks = stackLookup(
    { describe: async () => stack, list: async () => [stack] },
    { telemetry },
  );
  const clusters = clusterLookup(clusterReader, { telemetry });
  const instances = instanceLookup(clusterReader, { telemetry });
  const metrics = new CoalescedMetrics(
    {
      queriesPerRequest: () => 500,
      read: async (_, queries, { slots }) =>
        queries.map(() => new Float64Array(slots).fill(1)),
    },
    { telemetry },
  );
  const alarms = new AlarmStates(
    { listNotOk: async () => new Map() },
    { telemetry },
  );
  const definitions = new DefinedAlarms(
    { listDetails: async () => [] },
    { telemetry },
  );
  const snapshots = new NewestSnapshots(
    { listManual: async () => [] },
    { telemetry },
  );
  const operations = new OperationReads(
    {
      stacks: { readEvents: async () => [] },
      snapshots: { listOf: async () => [] },
      history: { listDeleted: async () => [] },
    },
    { telemetry },
  );
  return {
    stacks: () => stacks.get(prod, stack.stackName),
    clusters: () => clusters.get(prod, cluster.clusterIdentifier),
    instances: () => instances.get(prod, cluster.clusterIdentifier),
    datapoints: () => metrics.read(prod, cluster.clusterIdentifier, '1h'),
    alarms: () => alarms.read(prod),
    'alarm-definitions': () => definitions.read(prod),
    'newest-snapshots': () => snapshots.read(prod),
    'stack-events': () => operations.eventsOf(prod, stack.stackId),
    'cluster-snapshots': () => operations.snapshotsOf(prod, 'a'),
    'deleted-stacks': () => operations.deletedStacks(prod),
  };
};

describe('requests of caches', () => {
  beforeEach(() => {
    jest.useFakeTimers({ advanceTimers: true, now: new Date('2026-11-23') });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it.each(Object.keys(requests(new Telemetry())))(
    'the first one of %s is a miss, and the next ones in its time are hits',
    async name => {
      const telemetry = new Telemetry();
      const request = requests(telemetry)[name];
      await request?.();
      expect(telemetry.cache(name)).toMatchObject({ hits: 0, misses: 1 });
      await request?.();
      await request?.();
      expect(telemetry.cache(name)).toMatchObject({ hits: 2, misses: 1 });
      jest.setSystemTime(new Date('2026-11-24'));
      await request?.();
      expect(telemetry.cache(name)).toMatchObject({ hits: 2, misses: 2 });
    },
  );

  it('of lists count too', async () => {
    const telemetry = new Telemetry();
    const clusters = clusterLookup(clusterReader, { telemetry });
    await clusters.list(prod);
    await clusters.list(prod);
    expect(telemetry.cache('clusters')).toMatchObject({ hits: 1, misses: 1 });
  });

  it('are hits of the shared cache if another replica has read the value', async () => {
    jest.useRealTimers();
    const telemetry = new Telemetry();
    for (const shared of sharedCaches(2, undefined, telemetry)) {
      await stackLookup(
        { describe: async () => stack, list: async () => [stack] },
        { shared },
      ).get(prod, stack.stackName);
    }
    expect(telemetry.cache('shared')).toMatchObject({ hits: 1, misses: 1 });
  });
});

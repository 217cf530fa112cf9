import {
  auroraDbInsightsReadPermission,
  healthSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { testCluster } from '../databases/testCluster';
import { testEnvironment } from '../databases/testEnvironment';
import { testEntityOf } from '../databases/testEntityOf';
import { testStack } from '../databases/testStack';
import { AlarmStates } from '../../readings/AlarmStates';
import { DefinedAlarms } from '../../readings/DefinedAlarms';
import { ExistingAlarms } from '../../health/existing/ExistingAlarms';
import { AuroraHealthService } from '../../health/AuroraHealthService';
import type { InstanceReading } from '../../insight/LoadReading';
import { LoadCauses } from '../../insight/LoadCauses';
import { knownConnectionLimits } from './knownConnectionLimits';
import { noExistingClusters } from './noExistingClusters';
import { ClusterLocator } from '../../database/ClusterLocator';
import type { LiveCluster } from '../../ports/ClusterReader';
import { CoalescedMetrics } from '../../readings/CoalescedMetrics';
import { DatabaseAccess } from '../../access/DatabaseAccess';
import type { DatabaseStack } from '../../ports/DatabaseStacks';
import { DelegatedEntityReader } from '../../access/DelegatedEntityReader';
import {
  clusterLookup,
  instanceLookup,
  stackLookup,
} from '../../readings/lookups';

const ref = 'resource:default/goal-mandala-prd';
const credentials = mockCredentials.user();
const prod = testEnvironment('prod');
const stack = testStack('goal-mandala', 'prod');

/** The APIs of AWS that the health of a database comes from. */
export type HealthApi = 'stacks' | 'clusters' | 'metrics' | 'alarms' | 'load';

/** A world whose AWS APIs can be made to fail, each alone. */
export function createHealthWorld() {
  const world: {
    failures: Partial<Record<HealthApi, Error>>;
    calls: HealthApi[];
    stack: DatabaseStack;
    cluster: LiveCluster | undefined;
    valueOf(metricName: string, slot: number): number;
    mayRead: boolean;
    mayReadInsights: boolean;
    /** How often a permission was asked for, by its name. */
    decisions: Record<string, number>;
    /** What Performance Insights has. */
    recent: InstanceReading[];
    /** How long it takes to answer, in ms. */
    loadTakesMs: number;
    /** For each reading of the load: whether the waits of statements were read, too. */
    withStatements: boolean[];
  } = {
    failures: {},
    calls: [],
    stack,
    cluster: testCluster('goal-mandala', 'prod', {
      backup: {
        retentionDays: 30,
        window: '18:00-19:00',
        earliestRestorableTime: new Date('2026-11-01T00:00:00Z'),
      },
    }),
    valueOf: () => 1,
    mayRead: true,
    mayReadInsights: true,
    decisions: {},
    recent: [],
    loadTakesMs: 0,
    withStatements: [],
  };
  const answer = async <T>(api: HealthApi, value: () => T) => {
    world.calls.push(api);
    const failure = world.failures[api];
    if (failure) {
      throw failure;
    }
    return value();
  };
  const catalog = catalogServiceMock({
    entities: [testEntityOf(prod, stack)],
  });
  const access = new DatabaseAccess({
    authorizer: {
      require: async (_, { name }) => {
        world.decisions[name] = (world.decisions[name] ?? 0) + 1;
        if (
          name === auroraDbInsightsReadPermission.name
            ? !world.mayReadInsights
            : !world.mayRead
        ) {
          throw new NotAllowedError('no');
        }
      },
      isConditional: async () => false,
      allowsOn: async () => world.mayRead,
      filter: async () => [],
    },
    locator: new ClusterLocator({
      catalog,
      existing: noExistingClusters,
      environments: [prod],
      stacks: stackLookup({
        describe: () => answer('stacks', () => world.stack),
        list: () => answer('stacks', () => [world.stack]),
      }),
    }),
    catalog: new DelegatedEntityReader(catalog, mockServices.auth()),
    environments: [prod],
    logger: mockServices.logger.mock(),
  });
  const alarms = new AlarmStates({
    listNotOk: () => answer('alarms', () => new Map()),
  });
  const clusters = {
    describe: () => answer('clusters', () => world.cluster),
    list: () => answer('clusters', () => []),
    describeInstances: async () => ({ clusterIdentifier: '', instances: [] }),
    listInstances: async () => [],
  };
  const service = new AuroraHealthService({
    access,
    clusters: clusterLookup(clusters),
    instances: instanceLookup(clusters),
    connectionLimits: knownConnectionLimits(),
    metrics: new CoalescedMetrics({
      queriesPerRequest: () => 500,
      read: (_, queries, { slots }) =>
        answer('metrics', () =>
          queries.map(({ metricName }) =>
            new Float64Array(slots).map((__, slot) =>
              world.valueOf(metricName, slot),
            ),
          ),
        ),
    }),
    alarms,
    existingAlarms: new ExistingAlarms({
      states: alarms,
      defined: new DefinedAlarms({ listDetails: async () => [] }),
    }),
    causes: new LoadCauses({
      readings: {
        recent: async (_, withStatements) => {
          await new Promise(resolve => setTimeout(resolve, world.loadTakesMs));
          world.withStatements.push(withStatements);
          return answer('load', () => ({
            asOf: new Date(),
            instances: world.recent,
            problems: [],
          }));
        },
      },
      logger: mockServices.logger.mock(),
    }),
  });
  const look = async (range: '1h' | '24h' = '1h') => {
    const [json, health] = await Promise.all([
      service.getJson(ref, range, credentials),
      service.get(ref, range, credentials),
      jest.advanceTimersByTimeAsync(3_000),
    ]);
    expect(JSON.parse(json)).toEqual(health);
    return healthSchema.strict().parse(health);
  };
  return { world, look };
}

import { rm } from 'node:fs/promises';
import {
  auroraDbTags,
  databaseNames,
  type EnvironmentName,
  environmentNames,
  type Health,
  healthSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { type AuroraLocal, createAuroraLocal } from '@aurora-db/local';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { toEntity } from '../database/toEntity';
import { auroraDbPlugin } from '../plugin';
import { databaseOfStack } from '../database/databaseOfStack';
import { makeStateDirectory } from '../testing/servers/makeStateDirectory';
import { setClock } from '../testing/services/sharedCaches';
import { portalConfig } from '../testing/servers/startDeployment';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testStack } from '../testing/databases/testStack';
import { until } from '../testing/servers/until';

/**
 * What viewers read while AWS does not answer, in the words of {@link told}: about a database that
 * the portal read before, after two and six minutes, and about one that it had not read. `details`
 * is the HTTP status of the known database's details. Health needs the metrics of this minute, but
 * neither alarms nor instances.
 */
const table = `
  operation           | answers    | after two minutes      | after six                        | not known before                      | details
  GetMetricData       | throttled  | ok, stale: throttled   | unknown, stale: throttled        | unknown, stale: throttledNoData       | 200
  GetMetricData       | slow       | ok, stale: unavailable | unknown, stale: unavailable      | unknown, stale: unavailableNoData     | 200
  GetMetricData       | cut off    | ok, stale: unavailable | unknown, stale: unavailable      | unknown, stale: unavailableNoData     | 200
  GetMetricData       | failing    | ok, stale: unavailable | unknown, stale: unavailable      | unknown, stale: unavailableNoData     | 200
  GetMetricData       | unreadable | ok, stale: unavailable | unknown, stale: unavailable      | unknown, stale: unavailableNoData     | 200
  DescribeAlarms      | throttled  | ok: alarmsUnavailable  | ok, no alarms: alarmsUnavailable | ok, no alarms: alarmsUnavailable      | 200
  DescribeAlarms      | slow       | ok: alarmsUnavailable  | ok, no alarms: alarmsUnavailable | ok, no alarms: alarmsUnavailable      | 200
  DescribeAlarms      | cut off    | ok: alarmsUnavailable  | ok, no alarms: alarmsUnavailable | ok, no alarms: alarmsUnavailable      | 200
  DescribeAlarms      | failing    | ok: alarmsUnavailable  | ok, no alarms: alarmsUnavailable | ok, no alarms: alarmsUnavailable      | 200
  DescribeAlarms      | unreadable | ok: alarmsUnavailable  | ok, no alarms: alarmsUnavailable | ok, no alarms: alarmsUnavailable      | 200
  DescribeDBClusters  | throttled  | ok, stale: throttled   | unknown, stale: throttled        | unknown, no alarms: throttledNoData   | 503
  DescribeDBClusters  | slow       | ok, stale: unavailable | unknown, stale: unavailable      | unknown, no alarms: unavailableNoData | 503
  DescribeDBClusters  | cut off    | ok, stale: unavailable | unknown, stale: unavailable      | unknown, no alarms: unavailableNoData | 503
  DescribeDBClusters  | failing    | ok, stale: unavailable | unknown, stale: unavailable      | unknown, no alarms: unavailableNoData | 503
  DescribeDBClusters  | unreadable | ok, stale: unavailable | unknown, stale: unavailable      | unknown, no alarms: unavailableNoData | 503
  DescribeDBInstances | throttled  | ok                     | ok                               | ok                                    | 503
  DescribeDBInstances | slow       | ok                     | ok                               | ok                                    | 503
  DescribeDBInstances | cut off    | ok                     | ok                               | ok                                    | 503
  DescribeDBInstances | failing    | ok                     | ok                               | ok                                    | 503
  DescribeDBInstances | unreadable | ok                     | ok                               | ok                                    | 503
  DescribeStacks      | throttled  | ok, stale: throttled   | unknown, stale: throttled        | unknown, no alarms: throttledNoData   | 503
  DescribeStacks      | slow       | ok, stale: unavailable | unknown, stale: unavailable      | unknown, no alarms: unavailableNoData | 503
  DescribeStacks      | cut off    | ok, stale: unavailable | unknown, stale: unavailable      | unknown, no alarms: unavailableNoData | 503
  DescribeStacks      | failing    | ok, stale: unavailable | unknown, stale: unavailable      | unknown, no alarms: unavailableNoData | 503
  DescribeStacks      | unreadable | ok, stale: unavailable | unknown, stale: unavailable      | unknown, no alarms: unavailableNoData | 503`;

/** The faults of aurora-db-local. A slow answer takes longer than viewers and the SDK wait. */
const faults: Readonly<Record<string, object>> = {
  throttled: { kind: 'throttle' },
  slow: { kind: 'slow', delayMs: 60_000 },
  'cut off': { kind: 'reset' },
  failing: { kind: 'error500' },
  unreadable: { kind: 'malformed' },
};

/** Environments of one portal, by turns. */
function environmentOf(index: number): EnvironmentName {
  const [first, ...others] = environmentNames;
  return others[(index % environmentNames.length) - 1] ?? first;
}

const rows = table
  .trim()
  .split('\n')
  .slice(1)
  .map((line, index) => {
    const [
      operation = '',
      trouble = '',
      soon = '',
      later = '',
      newcomer = '',
      details,
    ] = line.split('|').map(cell => cell.trim());
    return {
      index,
      // A case has an account to itself, which is one environment of a portal.
      accountId: String(500_000_000_000 + index),
      environment: environmentOf(index),
      operation,
      trouble,
      soon,
      later,
      newcomer,
      details: Number(details),
    };
  });

/** Rows whose accounts are the environments of one portal. */
const groups = rows.flatMap((_, index) =>
  index % environmentNames.length === 0
    ? [rows.slice(index, index + environmentNames.length)]
    : [],
);

type Row = (typeof rows)[number];
type Portal = Awaited<ReturnType<typeof startPortal>>;
type Sight = Awaited<ReturnType<Portal['look']>>[number];

const minuteMs = 60_000;
const pass = (minutes: number) =>
  jest.setSystemTime(Date.now() + minutes * minuteMs);

/** A health in words: severity, whether it is stale or lacks alarms, and the reasons' codes. */
function told({ severity, stale, alarms, reasons }: Health): string {
  const codes = reasons.map(({ code }) => code.replace('health.', ''));
  return [
    severity,
    stale ? ', stale' : '',
    alarms.length === 0 ? ', no alarms' : '',
    codes.length > 0 ? `: ${codes.join(', ')}` : '',
  ].join('');
}

/** A database without a server, in an account of an endpoint. */
function databaseIn({ accountId, environment }: Row) {
  const names = databaseNames('goal-mandala', environment);
  const stack = testStack('goal-mandala', environment);
  return {
    accountId,
    region: testEnvironment(environment).region,
    databases: [
      {
        stack: {
          name: names.stackName,
          tags: {
            [auroraDbTags.name]: 'goal-mandala',
            [auroraDbTags.environment]: environment,
            [auroraDbTags.owner]: stack.tags[auroraDbTags.owner],
          },
        },
        cluster: {
          identifier: names.clusterIdentifier,
          minCapacity: 1,
          maxCapacity: 16,
          maxConnections: 3360,
        },
      },
    ],
  };
}

/** The entity of a row's database, as the catalog has it. */
function entityOf({ accountId, environment }: Row) {
  const stack = testStack('goal-mandala', environment);
  const identity = databaseOfStack(environment, stack);
  if (identity.outcome === 'not-ours') {
    throw new Error(identity.reason);
  }
  return toEntity(
    testEnvironment(environment, { accountId }),
    stack,
    identity.database,
  );
}

/** A portal whose environments are the accounts of some rows. */
async function startPortal(endpoint: string, group: Row[]) {
  const config = portalConfig(endpoint);
  const backend = await startTestBackend({
    features: [
      auroraDbPlugin,
      mockServices.rootConfig.factory({
        data: {
          ...config,
          aws: {
            accounts: group.map(({ accountId }) => ({
              accountId,
              accessKeyId: accountId,
              secretAccessKey: 'local',
            })),
          },
          auroraDb: {
            environments: Object.fromEntries(
              group.map(({ accountId, environment }) => [
                environment,
                { ...config.auroraDb.environments[environment], accountId },
              ]),
            ),
          },
        },
      }),
      mockServices.scheduler.factory({ skipTaskRunOnStartup: true }),
      catalogServiceMock.factory({ entities: group.map(entityOf) }),
    ],
  });
  async function lookAt({ environment }: Row) {
    const { base } = databaseNames('goal-mandala', environment);
    const url = `/api/aurora-db/clusters/default/${base}`;
    const [health, details] = await Promise.all([
      request(backend.server).get(`${url}/health`),
      request(backend.server).get(url),
    ]);
    // An error is one row's failure, not that of all.
    const { data } = healthSchema.strict().safeParse(health.body);
    return {
      status: data?.status,
      maxConnections: data?.metrics.connections.max,
      hasConnections: data?.metrics.connections.current !== undefined,
      points: data?.metrics.connections.points.length,
      told: data ? told(data) : `${health.status} ${health.text}`,
      details: details.status,
    };
  }
  return {
    stop: () => backend.stop(),
    look: () => Promise.all(group.map(lookAt)),
  };
}

describe('the health of a database', () => {
  let directory: string;
  let local: AuroraLocal;
  const portals: Portal[] = [];
  /** Portals that read nothing before the trouble. */
  const newcomers: Portal[] = [];
  /** What the viewers of {@link newcomers} see at the moment of the known portals' viewers. */
  let newcomerSights: Sight[] = [];

  const admin = async (method: string, route: string, body?: object) => {
    const response = await fetch(`${local.url}/_aurora-local/${route}`, {
      method,
      body: JSON.stringify(body),
    });
    expect(response.ok).toBe(true);
  };
  const startPortals = () =>
    Promise.all(groups.map(group => startPortal(local.url, group)));
  /** Returns what the viewers of each row's database see, in the order of the rows. */
  const lookAll = async (all: Portal[]) =>
    (await Promise.all(all.map(one => one.look()))).flat();

  beforeAll(async () => {
    setClock('2026-11-23T12:00:30Z');
    // Jitter at its least: retries follow at once, and no pause outlasts the minutes that pass.
    jest.spyOn(Math, 'random').mockReturnValue(0);
    directory = await makeStateDirectory();
    local = await createAuroraLocal({ stateDirectory: directory });
    for (const row of rows) {
      await admin('POST', 'fleet', databaseIn(row));
    }
    portals.push(...(await startPortals()));
    newcomers.push(...(await startPortals()));
  }, 120_000);

  afterAll(async () => {
    await Promise.all([...portals, ...newcomers].map(one => one.stop()));
    await local?.stop();
    await rm(directory, { recursive: true, force: true });
    jest.restoreAllMocks();
    jest.useRealTimers();
  }, 60_000);

  const fine = { told: 'ok', status: 'available', details: 200 };
  /** What was known stays. */
  const known = ({ details }: Row) => ({
    details,
    status: 'available',
    maxConnections: 3360,
    hasConnections: true,
    points: 60,
  });

  // All rows live through the same minutes at once, because a slow answer takes its time.
  describe.each<{
    moment: string;
    look: () => Promise<Sight[]>;
    expected: (row: Row) => Partial<Sight>;
  }>([
    {
      moment: 'before the trouble',
      look: () => lookAll(portals),
      expected: () => fine,
    },
    {
      moment: 'two minutes into the trouble',
      look: async () => {
        await admin(
          'POST',
          'faults',
          rows.map(({ accountId, operation, trouble }) => ({
            accountId,
            operation,
            ...faults[trouble],
          })),
        );
        pass(2);
        return lookAll(portals);
      },
      expected: row => ({ ...known(row), told: row.soon }),
    },
    {
      moment: 'six minutes into the trouble',
      look: async () => {
        pass(4);
        const [sights, newcomersSee] = await Promise.all([
          lookAll(portals),
          lookAll(newcomers),
        ]);
        newcomerSights = newcomersSee;
        return sights;
      },
      expected: row => ({ ...known(row), told: row.later }),
    },
    {
      moment:
        'six minutes into the trouble, if the portal had not read it before',
      look: async () => newcomerSights,
      expected: ({ newcomer }) => ({
        told: newcomer,
        hasConnections: !newcomer.startsWith('unknown'),
      }),
    },
    {
      moment: 'after the trouble',
      look: async () => {
        await admin('DELETE', 'faults');
        const [sights = [], newcomersSee = []] = await until(
          async () => {
            pass(2);
            return Promise.all([lookAll(portals), lookAll(newcomers)]);
          },
          all =>
            all
              .flat()
              .every(
                ({ told: text, details }) => text === 'ok' && details === 200,
              ),
          // Within an hour of this clock.
          3_600,
        );
        newcomerSights = newcomersSee;
        return sights;
      },
      expected: () => fine,
    },
    {
      moment: 'after the trouble, if the portal had not read it before',
      look: async () => newcomerSights,
      expected: () => fine,
    },
  ])('$moment', ({ look, expected }) => {
    let sights: Sight[] = [];
    beforeAll(async () => {
      sights = await look();
    }, 120_000);

    it.each(rows)('is what it should be if $operation is $trouble', row => {
      expect(sights[row.index]).toMatchObject(expected(row));
    });
  });
});

import {
  auroraDbTags,
  databaseNames,
  type Health,
  healthSchema,
  loadSchema,
  type LogKind,
  logPageSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { PassingTime } from '@aurora-db/local';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type pg from 'pg';
import request from 'supertest';
import { auroraDbPlugin } from '../plugin';
import { connectionOf } from '../testing/databases/connectionOf';
import { testEntities } from '../testing/databases/testEntities';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testEntityOf } from '../testing/databases/testEntityOf';
import { testStack } from '../testing/databases/testStack';
import { makeConnectionLeak } from '../testing/problems/makeConnectionLeak';
import { makeLockQueue } from '../testing/problems/makeLockQueue';
import { makeSequentialScan } from '../testing/problems/makeSequentialScan';
import type { Problem } from '../testing/problems/Problem';
import { startDeployment } from '../testing/servers/startDeployment';
import { setClock } from '../testing/services/sharedCaches';

const owner = 'group:default/guests';
const environment = testEnvironment('local');
const secondMs = 1_000;
const minuteMs = 60 * secondMs;

interface Row {
  /** The name of the database. */
  name: string;
  problem: string;
  make(config: pg.ClientConfig): Promise<Problem>;
  /** The beginning of the reason's code: an alarm of CloudWatch is a reason, too. */
  reason: string;
  cause: RegExp;
  /** The wait and the statement that the tab shows. */
  wait: RegExp;
  statement: RegExp;
  /** What the log contains, and where. */
  log: Array<{ kind: LogKind; search?: string; text: RegExp }>;
}

const rows: Row[] = [
  {
    name: 'scanned',
    problem: 'a sequential scan that uses the CPU',
    make: makeSequentialScan,
    reason: 'health.cpu',
    cause:
      /^\d+% of the load: SELECT count\(\*\) FROM problem_orders WHERE note ~ \?$/,
    wait: /^CPU$/,
    statement: /FROM problem_orders/,
    log: [
      {
        kind: 'slow',
        text: /duration: \d{4,}.*SELECT count.*problem_orders/s,
      },
      {
        kind: 'all',
        search: 'problem_orders',
        text: /SELECT count.*problem_orders/,
      },
    ],
  },
  {
    name: 'locked',
    problem: 'a lock that 40 sessions wait for',
    // The application's pool has other connections, too: 70 % of 189 are 132.
    make: config => makeLockQueue(config, { sessions: 40, idle: 100 }),
    reason: 'health.connections',
    cause:
      /^40 sessions wait for a lock: UPDATE problem_accounts SET balance = balance \+ \? WHERE id = \?/,
    wait: /^Lock:(tuple|transactionid)$/,
    statement: /UPDATE problem_accounts/,
    log: [
      {
        kind: 'all',
        text: /still waiting for .*Lock on (tuple|transaction)/,
      },
    ],
  },
  {
    name: 'leaking',
    problem: 'an application that leaks connections',
    make: makeConnectionLeak,
    reason: 'health.connections',
    cause:
      /^\d+ of \d+ connections are idle in a transaction(, one of them for \d min)? – \d+ of \d+ connections are idle:/,
    // Idle connections are no load.
    wait: /^/,
    statement: /^/,
    log: [{ kind: 'errors', text: /too many clients|connection slots/ }],
  },
];

/** What the catalog has of a database. */
function entityOf({ name }: Row) {
  const stack = testStack(name, 'local');
  stack.tags[auroraDbTags.owner] = owner;
  return testEntityOf(environment, stack);
}

const urlOf = ({ name }: Row) =>
  `/api/aurora-db/clusters/default/${databaseNames(name, environment).base}`;

describe('a real problem of a real database', () => {
  let time: PassingTime;
  let setup: Awaited<ReturnType<typeof startDeployment>>;
  const problems: Problem[] = [];

  async function create(row: Row): Promise<void> {
    const { outputs } = await setup.run('aurora:database:deploy', {
      name: row.name,
      environment: 'local',
      owner,
    });
    problems.push(
      await row.make(
        await connectionOf(setup.local, environment, outputs.secretArn),
      ),
    );
  }

  /** The reasons that named a cause, by the name of the database. */
  const named = new Map<string, Health['reasons'][number]>();

  async function look(): Promise<void> {
    for (const row of rows) {
      const { body } = await request(setup.server)
        .get(`${urlOf(row)}/health`)
        .expect(200);
      const reason = healthSchema
        .parse(body)
        .reasons.find(
          ({ code, cause }) => cause && code.startsWith(row.reason),
        );
      if (reason) {
        named.set(row.name, reason);
      }
    }
  }

  // The three problems last for the same minutes.
  beforeAll(async () => {
    // Not later than the servers' clocks: the log has no lines from before the cluster.
    const start = Math.floor(Date.now() / minuteMs) * minuteMs;
    setClock(new Date(start).toISOString());
    time = new PassingTime(start, now => jest.setSystemTime(now));
    setup = await startDeployment(
      [
        auroraDbPlugin,
        catalogServiceMock.factory({
          entities: [...testEntities, ...rows.map(entityOf)],
        }),
      ],
      { cloudWatchTime: time },
      () => ({ performanceInsights: true }),
    );
    await Promise.all(rows.map(create));
    // Ten seconds into a minute, CloudWatch has the datapoints of the last one.
    await time.pass(10 * secondMs);
    // An alarm needs three minutes, and the cause may follow two minutes later. On a busy machine,
    // an answer does not wait for the load, and the cause follows in a later minute.
    for (let minute = 0; minute < 12; minute += 1) {
      await Promise.all(problems.map(problem => problem.work?.()));
      await time.pass(minuteMs);
      await look();
      if (rows.every(({ name }) => named.has(name))) {
        break;
      }
    }
  }, 480_000);

  afterAll(async () => {
    await Promise.all(problems.map(problem => problem.stop()));
    await setup?.stop();
    jest.useRealTimers();
  }, 180_000);

  describe.each(rows)('$problem', row => {
    it('is named by the card', () => {
      expect(named.get(row.name)?.cause?.text).toMatch(row.cause);
    });

    it('is in the load', async () => {
      const { body } = await request(setup.server)
        .get(`${urlOf(row)}/load?range=1h`)
        .expect(200);
      const load = loadSchema.parse(body);
      expect(load).not.toHaveProperty('unavailable');
      const greatest = [...load.waits].sort(
        (one, other) => sumOf(other.points) - sumOf(one.points),
      )[0];
      expect(greatest?.name ?? '').toMatch(row.wait);
      expect(load.statements[0]?.text ?? '').toMatch(row.statement);
    });

    it.each(row.log)('is in the log: $text', async ({ kind, search, text }) => {
      const query = new URLSearchParams({
        kind,
        from: new Date(time.now() - 30 * minuteMs).toISOString(),
        // The servers write with the real time.
        to: new Date(time.now() + 30 * minuteMs).toISOString(),
        ...(search && { search }),
      });
      const texts: string[] = [];
      for (let next: string | undefined = ''; next !== undefined;) {
        const { body } = await request(setup.server)
          .get(
            `${urlOf(row)}/log?${query}${next && `&next=${encodeURIComponent(next)}`}`,
          )
          .expect(200);
        const page = logPageSchema.parse(body);
        expect(page).not.toHaveProperty('unavailable');
        texts.push(
          ...page.items.map(item =>
            'text' in item
              ? `${item.text} ${item.statement ?? ''}`
              : item.message,
          ),
        );
        next = page.next;
      }
      expect(texts).toContainEqual(expect.stringMatching(text));
    });
  });
});

function sumOf(points: Array<[number, number]>): number {
  return points.reduce((sum, [, sessions]) => sum + sessions, 0);
}

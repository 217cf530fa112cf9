import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { z } from 'zod';
import { listCharts } from '../src/charts/listCharts.ts';
import { listProgress } from '../src/charts/progress.ts';
import { readChart } from '../src/charts/readChart.ts';
import { searchCharts } from '../src/charts/searchCharts.ts';
import type { Database } from '../src/database/Database.ts';
import { createTestDatabase, type TestDatabase } from './testDatabase.ts';

/** Without its index, a query must cost at least this many times as much to the planner. */
const worthIt = 3;

interface PlanNode {
  'Total Cost': number;
  'Index Name'?: string;
  Plans?: PlanNode[];
}
const planNode: z.ZodType<PlanNode> = z.object({
  'Total Cost': z.number(),
  'Index Name': z.string().optional(),
  get Plans() {
    return z.array(planNode).optional();
  },
});
const explanation = z.tuple([z.object({ Plan: planNode })]);

interface Statement {
  text: string;
  values: unknown[];
}

/** What is sent to the server while something runs. */
async function statementsOf(
  work: () => Promise<unknown>,
): Promise<Statement[]> {
  const sent: Statement[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = new Proxy(query, {
    apply(target, client, given: unknown[]) {
      const parsed = z
        .object({ text: z.string(), values: z.array(z.unknown()).default([]) })
        .safeParse(given[0]);
      if (parsed.success && /SELECT/.test(parsed.data.text)) {
        sent.push(parsed.data);
      }
      return Reflect.apply(target, client, given);
    },
  });
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return sent;
}

function nodesOf(plan: PlanNode): PlanNode[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

describe('each index is worth what it costs', () => {
  let server: TestDatabase;
  let database: Database;
  let client: pg.Client;
  const some = { user: '', goal: '', action: '' };

  before(async () => {
    server = await createTestDatabase();
    database = server.open();
    client = await server.connect();
    // 20,000 charts of 4,000 users. Every fourth has its sub-goals, every twentieth its actions
    // (64,000). Some of these have entries.
    await client.query(`
      INSERT INTO users (id, email, name) SELECT gen_random_uuid(), n || '@example.com', 'User ' || n FROM generate_series(1, 4000) AS n;
      INSERT INTO goals (id, user_id, title) SELECT gen_random_uuid(), id, md5(id::text || n) FROM users, generate_series(1, 5) AS n;
      INSERT INTO sub_goals (id, goal_id, position, title)
        SELECT gen_random_uuid(), id, n, md5(id::text || n) FROM (SELECT id FROM goals LIMIT 5000) AS g, generate_series(1, 8) AS n;
      INSERT INTO actions (id, sub_goal_id, position, title)
        SELECT gen_random_uuid(), id, n, md5(id::text || n) FROM (SELECT id FROM sub_goals LIMIT 8000) AS s, generate_series(1, 8) AS n;
      INSERT INTO progress_entries (action_id, recorded_on, percent)
        SELECT id, '2026-01-01'::date + n, n FROM (SELECT id FROM actions LIMIT 3000) AS a, generate_series(1, 20) AS n`);
    // Trigrams that are still in their index's waiting list would be read one by one.
    await client.query('VACUUM (ANALYZE)');
    const { rows } = await client.query(
      `SELECT user_id AS user, goals.id AS goal, actions.id AS action
         FROM goals JOIN sub_goals ON goal_id = goals.id JOIN actions ON sub_goal_id = sub_goals.id LIMIT 1`,
    );
    Object.assign(some, rows[0]);
  });
  after(async () => {
    await client.end();
    await server.drop();
  });

  async function costOf(statements: Statement[]) {
    const plans: PlanNode[] = [];
    for (const { text, values } of statements) {
      const { rows } = await client.query<{ 'QUERY PLAN': unknown }>(
        `EXPLAIN (FORMAT JSON) ${text}`,
        values,
      );
      const [{ Plan }] = explanation.parse(rows[0]?.['QUERY PLAN']);
      plans.push(Plan);
    }
    return {
      nodes: plans.flatMap(nodesOf),
      cost: plans.reduce((sum, plan) => sum + plan['Total Cost'], 0),
    };
  }

  const uses = [
    {
      index: 'goals_of_user',
      query: "the list of a user's charts",
      run: () => listCharts(database, some.user),
    },
    {
      index: 'sub_goals_of_goal',
      query: "a chart's page",
      run: () => readChart(database, { id: some.goal, userId: some.user }),
    },
    {
      index: 'actions_of_sub_goal',
      query: "a chart's page",
      run: () => readChart(database, { id: some.goal, userId: some.user }),
    },
    {
      index: 'progress_of_action',
      query: "a chart's page",
      run: () => readChart(database, { id: some.goal, userId: some.user }),
    },
    {
      index: 'progress_of_action',
      query: 'a list of progress',
      run: () =>
        listProgress(database, { actionId: some.action, userId: some.user }),
    },
    ...['goals', 'sub_goals', 'actions'].map(table => ({
      index: `${table}_by_title`,
      query: 'a search',
      run: () => searchCharts(database, 'marathon'),
    })),
  ];

  for (const { index, query, run } of uses) {
    test(`${query} uses ${index}, which saves ${worthIt} times what it costs`, async () => {
      const statements = await statementsOf(run);
      assert(statements.length > 0);
      const withIt = await costOf(statements);
      const use = withIt.nodes.find(node => node['Index Name'] === index);
      assert(use, `${index} is not used`);
      await client.query(`BEGIN; DROP INDEX ${index}`);
      const without = await costOf(statements);
      await client.query('ROLLBACK');
      const saved = without.cost - withIt.cost;
      assert(
        saved > worthIt * use['Total Cost'],
        `a look into it costs ${use['Total Cost']} and saves ${saved}`,
      );
    });
  }

  test('no index is there that no query and no rule needs', async () => {
    const needed = new Set([
      ...uses.map(({ index }) => index),
      // An address is there once.
      'users_email_key',
    ]);
    const there = await server.query(
      `SELECT indexname AS name FROM pg_indexes WHERE schemaname = 'public' AND indexname !~ '_pkey$'`,
    );
    assert.deepEqual(new Set(there.map(({ name }) => name)), needed);
  });
});

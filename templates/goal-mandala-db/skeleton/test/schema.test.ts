import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { createChart } from '../src/charts/createChart.ts';
import {
  chartAbout,
  createTestDatabase,
  owner,
  type TestDatabase,
} from './testDatabase.ts';

describe('the schema', () => {
  let server: TestDatabase;
  const user = owner();
  const goal = randomUUID();

  before(async () => {
    server = await createTestDatabase();
    await createChart(server.open(), {
      id: goal,
      user,
      chart: chartAbout('Health'),
    });
  });
  after(() => server.drop());

  for (const [wrong, statement, constraint] of [
    [
      'a ninth sub-goal',
      `UPDATE sub_goals SET position = 9 WHERE position = 8`,
      'sub_goals_position',
    ],
    [
      'a sub-goal in no place',
      `UPDATE sub_goals SET position = 0 WHERE position = 8`,
      'sub_goals_position',
    ],
    [
      'two sub-goals in one place',
      `UPDATE sub_goals SET position = 7 WHERE position = 8`,
      'sub_goals_of_goal',
    ],
    [
      'a ninth action',
      `UPDATE actions SET position = 9 WHERE position = 8`,
      'actions_position',
    ],
    [
      'two actions in one place',
      `UPDATE actions SET position = 7 WHERE position = 8`,
      'actions_of_sub_goal',
    ],
    [
      'a sub-goal of no goal',
      `UPDATE sub_goals SET goal_id = gen_random_uuid() WHERE position = 1`,
      'sub_goals_goal_id_fkey',
    ],
    [
      'a goal without a user',
      `UPDATE goals SET user_id = gen_random_uuid()`,
      'goals_user_id_fkey',
    ],
    [
      'a goal without a title',
      `UPDATE goals SET title = '  '`,
      'goals_title_not_blank',
    ],
    [
      'a sub-goal without a title',
      `UPDATE sub_goals SET title = ''`,
      'sub_goals_title_not_blank',
    ],
    [
      'an action without a title',
      `UPDATE actions SET title = ' '`,
      'actions_title_not_blank',
    ],
    [
      'more than all of an action done',
      `INSERT INTO progress_entries (action_id, recorded_on, percent) SELECT id, '2026-11-01', 101 FROM actions LIMIT 1`,
      'progress_entries_percent',
    ],
    [
      'less than nothing done',
      `INSERT INTO progress_entries (action_id, recorded_on, percent) SELECT id, '2026-11-01', -1 FROM actions LIMIT 1`,
      'progress_entries_percent',
    ],
    [
      'two entries of a day',
      `INSERT INTO progress_entries (action_id, recorded_on, percent) SELECT actions.id, '2026-11-01', 1 FROM actions, generate_series(1, 2) WHERE position = 1`,
      'progress_of_action',
    ],
    [
      'an address in another case',
      `UPDATE users SET email = upper(email)`,
      'users_email_lower_case',
    ],
    [
      'an address that another user has',
      `INSERT INTO users (id, email, name) SELECT gen_random_uuid(), email, name FROM users`,
      'users_email_key',
    ],
    [
      'a user deleted who has charts',
      `DELETE FROM users`,
      'goals_user_id_fkey',
    ],
  ] as const) {
    test(`there can't be ${wrong}`, async () => {
      await assert.rejects(server.query(statement), { constraint });
    });
  }

  test('a chart takes its sub-goals, actions and progress with it, and leaves others alone', async () => {
    const other = randomUUID();
    await createChart(server.open(), {
      id: other,
      user,
      chart: chartAbout('Work'),
    });
    await server.query(
      `INSERT INTO progress_entries (action_id, recorded_on, percent) SELECT id, '2026-11-01', 50 FROM actions`,
    );
    await server.query('DELETE FROM goals WHERE id = $1', [other]);
    const [left] = await server.query(
      `SELECT (SELECT count(*)::int FROM goals) AS goals, (SELECT count(*)::int FROM sub_goals) AS "subGoals",
              (SELECT count(*)::int FROM actions) AS actions, (SELECT count(*)::int FROM progress_entries) AS entries`,
    );
    assert.deepEqual(left, { goals: 1, subGoals: 8, actions: 64, entries: 64 });
  });

  test('every foreign key has an index that begins with it', async () => {
    const missing = await server.query(
      `SELECT conrelid::regclass::text AS "table", conname AS key FROM pg_constraint
        WHERE contype = 'f' AND NOT EXISTS (
          SELECT FROM pg_index WHERE indrelid = conrelid AND (indkey::int2[])[0:cardinality(conkey) - 1] = conkey)`,
    );
    assert.deepEqual(missing, []);
  });

  test('the functions may work with rows, and with nothing else', async () => {
    const [role] = await server.query(
      `SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls,
              has_schema_privilege('lambda-user', 'public', 'CREATE') AS "makesTables",
              has_table_privilege('lambda-user', 'goals', 'TRUNCATE') AS truncates
         FROM pg_roles WHERE rolname = 'lambda-user'`,
    );
    assert.deepEqual(role, {
      rolsuper: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolbypassrls: false,
      makesTables: false,
      truncates: false,
    });
    const granted = await server.query(
      `SELECT table_name AS "table", string_agg(privilege_type, ' ' ORDER BY privilege_type) AS rights
         FROM information_schema.role_table_grants WHERE grantee = 'lambda-user' GROUP BY 1 ORDER BY 1`,
    );
    assert.deepEqual(
      granted,
      ['actions', 'goals', 'progress_entries', 'sub_goals', 'users'].map(
        table => ({ table, rights: 'DELETE INSERT SELECT UPDATE' }),
      ),
    );
  });

  test('the functions log in with a token if the server knows tokens, and have no password anywhere', async () => {
    const [role] = await server.query(
      `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = 'rds_iam') AS known,
              EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles u ON u.oid = m.member
                       WHERE g.rolname = 'rds_iam' AND u.rolname = 'lambda-user') AS granted`,
    );
    assert.equal(role?.granted, role?.known);
    const { host, port, ca } = server.address;
    await assert.rejects(
      new pg.Client({
        host,
        port,
        database: server.name,
        user: 'lambda-user',
        password: 'guessed',
        ssl: { ca },
      }).connect(),
    );
  });
});

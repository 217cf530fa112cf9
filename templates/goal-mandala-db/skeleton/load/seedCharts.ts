import type pg from 'pg';
import type { Sample } from './mix.ts';

const words = ['English', 'Fitness', 'Garden', 'Health', 'Patience', 'Savings'];
const word = `(ARRAY['${words.join("', '")}'])[1 + floor(random() * ${words.length})::int]`;
const title = `${word} || ' and ' || ${word} || ' ' || floor(random() * 1000)`;

/**
 * Fills the database with users of four charts, each with 64 actions and 640 entries.
 *
 * @returns an action of each of at most 200 random charts
 */
export async function seedCharts(
  client: pg.ClientBase,
  charts: number,
): Promise<Sample[]> {
  for (const statement of [
    `INSERT INTO users (id, email, name) SELECT id, id || '@example.com', 'A user of the load test'
       FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, ${Math.ceil(charts / 4)})) AS made`,
    `INSERT INTO goals (id, user_id, title)
     SELECT gen_random_uuid(), users.id, ${title} FROM users, generate_series(1, 4) LIMIT ${charts}`,
    `INSERT INTO sub_goals (id, goal_id, position, title)
     SELECT gen_random_uuid(), goals.id, place, ${title} FROM goals, generate_series(1, 8) AS place`,
    `INSERT INTO actions (id, sub_goal_id, position, title)
     SELECT gen_random_uuid(), sub_goals.id, place, ${title} FROM sub_goals, generate_series(1, 8) AS place`,
    `INSERT INTO progress_entries (action_id, recorded_on, percent)
     SELECT actions.id, current_date - day, 100 - 10 * day FROM actions, generate_series(1, 10) AS day`,
    'VACUUM (ANALYZE) users, goals, sub_goals, actions, progress_entries',
  ]) {
    await client.query(statement);
  }
  const { rows } = await client.query<Sample>(
    `SELECT goals.user_id AS "userId", goals.id AS "chartId", actions.id AS "actionId", ${word} AS text
       FROM (SELECT * FROM goals ORDER BY random() LIMIT 200) AS goals
       JOIN sub_goals ON sub_goals.goal_id = goals.id AND sub_goals.position = 1
       JOIN actions ON actions.sub_goal_id = sub_goals.id AND actions.position = 1`,
  );
  return rows;
}

import type { LoadDatabase } from './LoadDatabase.ts';
import type { Sample } from './mix.ts';

/** Charts of a user, and days back for which an action has an entry. */
const chartsOfUser = 4;
const days = 10;

const words =
  'Baseball Breakfast Cleaning Diary English Family Fitness Garden Guitar Health Kindness Mathematics Patience Reading Savings Travel'.split(
    ' ',
  );
const word = `(ARRAY['${words.join("', '")}'])[1 + floor(random() * ${words.length})::int]`;
/** Two random words and a number. */
const title = `${word} || ' and ' || ${word} || ' ' || floor(random() * 1000)`;

/** Fills the database with complete charts: 8 sub-goals, 64 actions, and entries of ten days. */
export async function seedCharts(
  database: LoadDatabase,
  charts: number,
): Promise<void> {
  const users = Math.ceil(charts / chartsOfUser);
  for (const statement of [
    `INSERT INTO users (id, email, name)
     SELECT id, id || '@example.com', 'A user of the load test'
       FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, ${users})) AS made`,
    `INSERT INTO goals (id, user_id, title)
     SELECT gen_random_uuid(), users.id, ${title} FROM users, generate_series(1, ${chartsOfUser}) LIMIT ${charts}`,
    `INSERT INTO sub_goals (id, goal_id, position, title)
     SELECT gen_random_uuid(), goals.id, place, ${title} FROM goals, generate_series(1, 8) AS place`,
    `INSERT INTO actions (id, sub_goal_id, position, title)
     SELECT gen_random_uuid(), sub_goals.id, place, ${title} FROM sub_goals, generate_series(1, 8) AS place`,
    `INSERT INTO progress_entries (action_id, recorded_on, percent)
     SELECT actions.id, current_date - day, 100 - 10 * day FROM actions, generate_series(1, ${days}) AS day`,
    'VACUUM (ANALYZE) users, goals, sub_goals, actions, progress_entries',
  ]) {
    await database.query(statement);
  }
}

/** Returns the subjects of requests: one action of each of up to `most` random charts. */
export async function drawSamples(
  database: LoadDatabase,
  most: number,
): Promise<Sample[]> {
  return database.query<Sample & { [column: string]: unknown }>(
    `SELECT goals.user_id AS "userId", goals.id AS "chartId", actions.id AS "actionId", ${word} AS text
       FROM (SELECT * FROM goals ORDER BY random() LIMIT $1) AS goals
       JOIN sub_goals ON sub_goals.goal_id = goals.id AND sub_goals.position = 1 + (hashtext(goals.id::text) & 7)
       JOIN actions ON actions.sub_goal_id = sub_goals.id AND actions.position = sub_goals.position`,
    [most],
  );
}

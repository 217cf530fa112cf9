import type { LoadDatabase } from './LoadDatabase.ts';
import type { Sample } from './mix.ts';

/** How many charts a user has, and how many days back an action has an entry. */
const chartsOfUser = 4;
const days = 10;

const words = [
  'Baseball',
  'Breakfast',
  'Cleaning',
  'Diary',
  'English',
  'Family',
  'Fitness',
  'Garden',
  'Guitar',
  'Health',
  'Kindness',
  'Mathematics',
  'Patience',
  'Reading',
  'Savings',
  'Travel',
];

/** Two words and a number, anew for each row. */
const title = `${word()} || ' and ' || ${word()} || ' ' || floor(random() * 1000)`;

/** Fills the database with charts that are filled in: eight sub-goals, 64 actions, an entry of each of the last ten days. */
export async function seedCharts(
  database: LoadDatabase,
  charts: number,
): Promise<void> {
  await database.query(
    `INSERT INTO users (id, email, name)
     SELECT id, id || '@example.com', 'A user of the load test'
       FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, $1)) AS made`,
    [Math.ceil(charts / chartsOfUser)],
  );
  await database.query(
    `INSERT INTO goals (id, user_id, title)
     SELECT gen_random_uuid(), users.id, ${title}
       FROM users, generate_series(1, ${chartsOfUser}) LIMIT $1`,
    [charts],
  );
  await database.query(
    `INSERT INTO sub_goals (id, goal_id, position, title)
     SELECT gen_random_uuid(), goals.id, place, ${title}
       FROM goals, generate_series(1, 8) AS place`,
  );
  await database.query(
    `INSERT INTO actions (id, sub_goal_id, position, title)
     SELECT gen_random_uuid(), sub_goals.id, place, ${title}
       FROM sub_goals, generate_series(1, 8) AS place`,
  );
  await database.query(
    `INSERT INTO progress_entries (action_id, recorded_on, percent)
     SELECT actions.id, current_date - day, 100 - 10 * day
       FROM actions, generate_series(1, ${days}) AS day`,
  );
  await database.query(
    'VACUUM (ANALYZE) users, goals, sub_goals, actions, progress_entries',
  );
}

/** What requests may be about: an action each of up to `most` charts, drawn by lot. */
export async function drawSamples(
  database: LoadDatabase,
  most: number,
): Promise<Sample[]> {
  return database.query<Sample & { [column: string]: unknown }>(
    `SELECT goals.user_id AS "userId", goals.id AS "chartId", actions.id AS "actionId", ${word()} AS text
       FROM (SELECT * FROM goals ORDER BY random() LIMIT $1) AS goals
       JOIN sub_goals ON sub_goals.goal_id = goals.id AND sub_goals.position = 1 + (hashtext(goals.id::text) & 7)
       JOIN actions ON actions.sub_goal_id = sub_goals.id AND actions.position = sub_goals.position`,
    [most],
  );
}

function word(): string {
  return `(ARRAY['${words.join("', '")}'])[1 + floor(random() * ${words.length})::int]`;
}

import pg from 'pg';

/** Values that only readers of the log may see. */
export const secrets = {
  password: 'hunter2-pw',
  newRole: 'hunter2-role',
  card: '4111111111111111',
  bound: '5500005555555559',
  escaped: 'hunter2-escaped',
  quoted: 'hunter2-dollar',
  block: 'hunter2-block',
  comment: 'hunter2-comment',
  setting: 'hunter2-setting',
  cut: 'hunter2-cut',
  failed: 'hunter2-failed',
} as const;

/** Longer than the 500 bytes that Performance Insights keeps, with a value at the cut. */
const cutStatement = `SELECT ${'1 + '.repeat(118)}1, '${secrets.cut}', pg_sleep(600)`;

/** Statements that last until their connection ends, each with a value. */
const sleeping = [
  `SELECT pg_sleep(600), E'${secrets.escaped}\\'s'`,
  `SELECT pg_sleep(600), $tag$${secrets.quoted}$tag$`,
  `DO $$ BEGIN PERFORM pg_sleep(600), '${secrets.block}'; END $$`,
  `SELECT pg_sleep(600) /* ${secrets.comment} */ -- ${secrets.comment}`,
  `SELECT set_config('app.token', '${secrets.setting}', false), pg_sleep(600)`,
  cutStatement,
];
/** Statements that wait for a lock. */
const waiting = [
  `ALTER ROLE app PASSWORD '${secrets.password}'`,
  `CREATE ROLE late PASSWORD '${secrets.newRole}'`,
];
/** Enough waiting sessions that they are the cause of the database's problem. */
const inserts = 40;

/**
 * Runs statements with passwords, tokens and data, some that last, some that wait and some that
 * fail, on a database whose pool is nearly full.
 *
 * @param idle - number of idle connections of the pool
 */
export async function runSecretStatements(
  config: pg.ClientConfig,
  idle: number,
) {
  const clients: pg.Client[] = [];
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client(config);
    // The connections break when the endpoint stops.
    client.on('error', () => {});
    clients.push(client);
    await client.connect();
    return client;
  };
  const holder = await connect();
  await holder.query('CREATE TABLE cards (number text PRIMARY KEY)');
  await holder.query(`INSERT INTO cards VALUES ($1)`, [secrets.bound]);
  await holder.query('CREATE ROLE app');

  const failing = await connect();
  const failures: Array<[string, string[]?]> = [
    ['INSERT INTO cards VALUES ($1)', [secrets.bound]],
    [`SELECT '${secrets.failed}'::integer`],
    ['SELECT $1::integer', [secrets.failed]],
  ];
  for (const [text, values] of failures) {
    await failing.query(text, values).then(
      () => {
        throw new Error(`${text} did not fail`);
      },
      () => {},
    );
  }

  await holder.query('BEGIN');
  await holder.query('LOCK TABLE cards');
  await holder.query('ALTER ROLE app CONNECTION LIMIT 9');
  await holder.query('CREATE ROLE late');
  const start = async (text: string, values?: string[]) => {
    const client = await connect();
    client.query(text, values).catch(() => {});
  };
  for (const text of [...sleeping, ...waiting]) {
    await start(text);
  }
  for (let index = 0; index < inserts; index += 1) {
    await start(`INSERT INTO cards VALUES ('${secrets.card}')`);
  }
  await start('INSERT INTO cards VALUES ($1)', [secrets.bound]);
  for (let index = 0; index < idle; index += 1) {
    await connect();
  }
  return {
    /** Breaks all connections. */
    async stop(): Promise<void> {
      await Promise.all(clients.map(client => client.end().catch(() => {})));
    },
  };
}

/**
 * `problem <scan|locks|leak> <connection string>`: gives a database a problem until the process is
 * interrupted, so that a user can see what the portal says of it.
 */
import type pg from 'pg';
import { makeConnectionLeak } from './makeConnectionLeak';
import { makeLockQueue } from './makeLockQueue';
import { makeSequentialScan } from './makeSequentialScan';
import type { Problem } from './Problem';

const problems: Readonly<
  Record<string, (config: pg.ClientConfig) => Promise<Problem>>
> = {
  scan: makeSequentialScan,
  // A pool of this size and 40 sessions are more than 70 % of the 189 connections of 1 ACU.
  locks: config => makeLockQueue(config, { idle: 100 }),
  leak: makeConnectionLeak,
};

async function main([name = '', connectionString]: string[]): Promise<void> {
  const make = problems[name];
  if (!make || !connectionString) {
    throw new Error(
      `Name a problem (${Object.keys(problems).join(', ')}) and the connection string of a database, such as postgresql://postgres:…@127.0.0.1:5432/main?sslmode=verify-full&sslrootcert=ca.pem`,
    );
  }
  const problem = await make({ connectionString });
  process.stdout.write(
    'The database has the problem. Its card shows it after three minutes. Press Ctrl+C to end it.\n',
  );
  await new Promise(resolve => process.once('SIGINT', resolve));
  await problem.stop();
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});

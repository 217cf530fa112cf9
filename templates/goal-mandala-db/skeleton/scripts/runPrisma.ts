import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { backOff } from '../src/database/backOff.ts';
import type { DatabaseAddress } from '../src/database/readDatabaseAddress.ts';
import { prismaVariables } from './prismaVariables.ts';

/** A paused cluster takes about 15 s to resume, a failover up to 30 s; in milliseconds. */
const patienceMs = 60_000;
/**
 * Prisma's codes of a database that cannot be reached, timed out or closed the connection. P1002 is
 * also another migration that holds the lock.
 */
const passing = /Error: (P1001|P1002|P1017)\b|Can't reach database server/;

/**
 * Runs Prisma's command line on a database with verified TLS. Repeats it while the database cannot
 * be reached.
 *
 * @returns its exit code
 */
export async function runPrisma(
  command: string[],
  address: DatabaseAddress,
  caFile: string,
): Promise<number> {
  const until = Date.now() + patienceMs;
  for (let attempt = 1; ; attempt += 1) {
    const { code, output } = await runOnce(
      command,
      await databaseUrl(address, caFile),
    );
    if (
      code === 0 ||
      !passing.test(output) ||
      !(await backOff(attempt, until))
    ) {
      return code;
    }
    console.warn('The database is out of reach; trying again');
  }
}

/** Prisma's `sslaccept=strict` verifies the certificate and the host name. */
async function databaseUrl(
  { host, port, database, user, password }: DatabaseAddress,
  caFile: string,
): Promise<string> {
  const url = new URL(`postgresql://${host}:${port}`);
  url.username = encodeURIComponent(user);
  url.password = encodeURIComponent(await password());
  url.pathname = `/${encodeURIComponent(database)}`;
  url.search = new URLSearchParams({
    sslmode: 'require',
    sslaccept: 'strict',
    sslcert: resolve(caFile),
  }).toString();
  return url.href;
}

async function runOnce(
  command: string[],
  url: string,
): Promise<{ code: number; output: string }> {
  // The address contains the password. A variable is in no list of processes. Prisma however passes
  // it to its engine as an argument, which users who may list processes can read meanwhile.
  const child = spawn('prisma', command, {
    env: { ...prismaVariables(), DATABASE_URL: url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    from.on('data', (chunk: Buffer) => {
      output += chunk;
      to.write(chunk);
    });
  }
  const code = await new Promise<number>((onExit, onError) => {
    child.once('error', onError);
    child.once('close', status => onExit(status ?? 1));
  });
  return { code, output };
}

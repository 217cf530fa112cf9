import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { connectAsOwner } from '../../scripts/connectAsOwner.ts';

/** A test that is over soon, and leaves the others on the cluster their connections. */
const small = [
  ...['--limit', '3', '--charts', '20', '--seconds', '3', '--calm', '1'],
  ...['--think-ms', '100'],
];
/** A database that a killed run has left, and one that another run uses. */
const left = 'load_00000000aaaa';
const used = 'load_00000000bbbb';

const counts = z.record(z.string(), z.number());
const reportSchema = z.object({
  interrupted: z.boolean(),
  cluster: z.object({ DBClusterIdentifier: z.string() }),
  connections: z.object({ free: z.number() }),
  steps: z.array(
    z.object({
      clients: z.number(),
      connections: z.number(),
      perSecond: z.number().positive(),
      responseMs: z.object({ p50: z.number().positive() }),
      errors: counts,
      retries: counts,
    }),
  ),
  minutes: z.array(z.object({ capacity: z.number().positive() })).min(1),
});

/** Runs `npm run load`, and interrupts it when it has said something. */
async function load(args: string[], interruptAt?: string) {
  const child = spawn(process.execPath, ['load/run.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let isInterrupted = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk;
      if (interruptAt && output.includes(interruptAt) && !isInterrupted) {
        isInterrupted = child.kill('SIGINT');
      }
    });
  }
  const code = await new Promise<number | null>((onExit, onError) => {
    child.once('error', onError);
    child.once('close', onExit);
  });
  return { code, output };
}

/** The files of the report that a run has named, which are removed. */
async function reportOf(output: string) {
  const [, page = ''] = /^Report: (.+)$/m.exec(output) ?? assert.fail(output);
  const json = await readFile(page.replace('.md', '.json'), 'utf8');
  const files = {
    page: await readFile(page, 'utf8'),
    ...reportSchema.parse(JSON.parse(json)),
  };
  await rm(dirname(page), { recursive: true });
  return files;
}

const query = async (statement: string) => {
  const { client } = await connectAsOwner(undefined, 'test');
  const { rows } = await client.query(statement).finally(() => client.end());
  return rows;
};
const exists = async (name = '') =>
  (await query(`SELECT FROM pg_database WHERE datname = '${name}'`)).length > 0;
/** The database of a run, from what it said. */
const databaseOf = (output: string) =>
  /(load_\w+) is the database/.exec(output)?.[1] ?? assert.fail(output);

describe('a load test', () => {
  before(async () => {
    for (const name of [left, used]) {
      await query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await query(`CREATE DATABASE ${name}`);
    }
  });
  after(async () => {
    await query(`DROP DATABASE IF EXISTS ${left}`);
    await query(`DROP DATABASE IF EXISTS ${used} WITH (FORCE)`);
  });

  test('goes past the limit of connections, reports what that was like, and leaves no database', async () => {
    const { client: other } = await connectAsOwner(undefined, 'test', used);
    const { code, output } = await load([...small, '--steps', '2,200%']);
    assert.equal(code, 0, output);
    assert.equal(await exists(databaseOf(output)), false);
    assert.equal(await exists(left), false);
    assert.equal(await exists(used), true);
    await other.end();

    const { page, steps, ...report } = await reportOf(output);
    assert.equal(report.connections.free, 3);
    assert.equal(report.interrupted, false);
    const [within, past] = steps;
    assert.equal(within?.clients, 2);
    assert.equal(within?.connections, 2);
    assert.deepEqual({ ...within?.errors, ...within?.retries }, {});
    assert.equal(past?.clients, 6);
    assert.equal(past?.connections, 3);
    assert.deepEqual(Object.keys({ ...past?.errors, ...past?.retries }), [
      '53300',
    ]);
    assert.match(page, new RegExp(report.cluster.DBClusterIdentifier));
    assert.equal(page.match(/^xychart-beta$/gm)?.length, 3);
  });

  test('that is interrupted drops its database and reports the steps it had', async () => {
    const { code, output } = await load(
      [...small, '--steps', '1,2'],
      '\n1 clients: ',
    );

    assert.equal(code, 130, output);
    assert.equal(await exists(databaseOf(output)), false);
    const { interrupted, steps } = await reportOf(output);
    assert.equal(interrupted, true);
    assert.equal(steps.length, 1);
  });

  for (const [args, said] of [
    [['--steps', '10%,over'], '--steps is "over": use clients, as 20, or'],
    [['--steps', '201%'], '--steps is "201%": use clients, as 20, or'],
    [['--seconds', '1.5'], '--seconds is "1.5": use a whole number from 1'],
    [['--limit', '0'], '--limit is "0": use a whole number from 1'],
    [['--speed', '3'], "Unknown option '--speed'"],
  ] as const) {
    test(`does not begin with ${args.join(' ')}`, async () => {
      const { code, output } = await load([...args]);

      assert.equal(code, 1);
      assert.ok(output.includes(said), output);
    });
  }
});

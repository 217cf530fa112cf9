import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import pg from 'pg';
import { z } from 'zod';
import { LoadDatabase } from '../../load/LoadDatabase.ts';
import { mix } from '../../load/mix.ts';
import { drawSamples, seedCharts } from '../../load/seedCharts.ts';
import { Workload } from '../../load/Workload.ts';
import { Database } from '../../src/database/Database.ts';
import {
  readDatabaseAddress,
  type DatabaseAddress,
} from '../../src/database/readDatabaseAddress.ts';
import { ownerSettings } from '../testDatabase.ts';

/** A test that is over soon, and leaves the others on the cluster their connections. */
const small = [
  ...['--limit', '3', '--charts', '20', '--seconds', '3', '--calm', '0'],
  ...['--think-ms', '100', '--lifetime-seconds', '1'],
];

const times = z.object({
  count: z.number().min(1),
  p50: z.number(),
  max: z.number(),
});
const reportSchema = z.object({
  interrupted: z.boolean(),
  cluster: z.object({ identifier: z.string(), maxCapacity: z.number() }),
  connections: z.object({ most: z.number(), free: z.number() }),
  steps: z.array(
    z.object({
      clients: z.number(),
      connections: z.object({
        held: z.number(),
        made: z.number(),
        refused: z.number(),
        connectMs: times.optional(),
      }),
      requests: z.object({ planned: z.number(), answered: z.number() }),
      responseMs: times,
      operations: z.record(z.string(), times),
      errors: z.record(z.string(), z.number()),
    }),
  ),
  metrics: z.object({
    capacity: z.array(z.object({ at: z.iso.datetime(), value: z.number() })),
    connections: z.array(z.object({ value: z.number() })),
  }),
});

let folder: string;
let owner: DatabaseAddress;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'load-'));
  owner = await readDatabaseAddress(ownerSettings, new SecretsManagerClient());
});
after(() => rm(folder, { recursive: true }));

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

/** The database that a run made, from what it said. */
const nameIn = (output: string) =>
  /load_[0-9a-f]{12}/.exec(output)?.[0] ?? assert.fail(output);

async function exists(name: string): Promise<boolean> {
  const client = new pg.Client({
    ...owner,
    password: await owner.password(),
    ssl: { ca: owner.ca },
  });
  await client.connect();
  const { rows } = await client.query(
    'SELECT FROM pg_database WHERE datname = $1',
    [name],
  );
  await client.end();
  return rows.length > 0;
}

describe('a load test', () => {
  test('goes past the limit of connections and reports what that was like', async () => {
    const report = join(folder, 'report');
    const { code, output } = await load([
      ...small,
      ...['--steps', '2,200%', '--report', report],
    ]);
    assert.equal(code, 0, output);

    const found = reportSchema.parse(
      JSON.parse(await readFile(join(report, 'report.json'), 'utf8')),
    );
    const [within, past] = found.steps;
    assert.equal(found.connections.free, 3);
    assert.equal(within?.clients, 2);
    assert.equal(within?.connections.held, 2);
    assert.equal(within?.connections.refused, 0);
    assert.equal(past?.clients, 6);
    assert.equal(past?.connections.held, 3);
    assert.ok((past?.connections.refused ?? 0) > 0);
    for (const step of found.steps) {
      assert.ok(step.requests.answered > 0);
      assert.ok(step.requests.planned >= step.requests.answered);
      assert.ok(step.connections.connectMs);
      // They come and go: a second is how long a client keeps one.
      assert.ok(step.connections.made > step.connections.held);
      assert.deepEqual(Object.keys(step.errors), []);
    }

    // CloudWatch's figures are of the minutes of the test.
    const { capacity, connections } = found.metrics;
    assert.ok(capacity.some(({ value }) => value > 0));
    assert.ok(
      capacity.every(({ value }) => value <= found.cluster.maxCapacity),
    );
    assert.ok(connections.some(({ value }) => value > 0));

    const page = await readFile(join(report, 'report.md'), 'utf8');
    assert.match(page, new RegExp(found.cluster.identifier));
    assert.equal(page.match(/^xychart-beta$/gm)?.length, 3);
    assert.deepEqual((await readdir(report)).toSorted(), [
      'report.json',
      'report.md',
    ]);
    assert.equal(await exists(nameIn(output)), false);
  });

  test('that is interrupted drops its database and reports the steps it had', async () => {
    const report = join(folder, 'interrupted');
    const { code, output } = await load(
      [...small, '--steps', '1,2', '--seconds', '2', '--report', report],
      '1 clients: ',
    );

    assert.equal(code, 130, output);
    assert.equal(await exists(nameIn(output)), false);
    const found = reportSchema.parse(
      JSON.parse(await readFile(join(report, 'report.json'), 'utf8')),
    );
    assert.equal(found.interrupted, true);
    assert.equal(found.steps.length, 1);
  });

  test('does not begin if an option is wrong', async () => {
    const { code, output } = await load(['--steps', 'many']);

    assert.equal(code, 1);
    assert.match(output, /--steps is "many": use clients, as 20/);
  });
});

describe('the database of a load test', () => {
  test(
    'is left alone by other runs while it is used, and dropped by the next one if its run was killed',
    { timeout: 60_000 },
    async () => {
      const database = await LoadDatabase.create(owner, ownerSettings.caFile);
      assert.equal(await exists(database.name), true);
      try {
        const dropped = await LoadDatabase.clean(owner);
        assert.ok(!dropped.includes(database.name));
        // As when its run was killed.
        await database.close();
      } finally {
        // The server may still be ending the connection.
        while (await exists(database.name)) {
          await LoadDatabase.clean(owner);
        }
      }
    },
  );

  test('gets the statements that the application sends, and each write is a new row', async () => {
    const database = await LoadDatabase.create(owner, ownerSettings.caFile);
    try {
      await seedCharts(database, 2);
      const application = new Database({
        readAddress: async () => owner,
        database: database.name,
        log: () => undefined,
      });
      const workload = await Workload.record(
        application,
        await drawSamples(database, 2),
      );
      await application.close();
      const entries = async () => {
        const [row] = await database.query<{ count: number }>(
          'SELECT count(*)::int AS count FROM progress_entries',
        );
        return row?.count ?? 0;
      };
      const before = await entries();

      let writes = 0;
      const kinds = new Set<string>();
      while (writes < 5 || kinds.size < 4) {
        const { operation, statements } = workload.next();
        kinds.add(operation);
        writes += operation === 'record progress' ? 1 : 0;
        for (const { text, values } of statements) {
          await database.query(text, values);
        }
      }

      assert.equal(await entries(), before + writes);
      assert.deepEqual(
        [...kinds].toSorted(),
        mix.map(({ name }) => name).toSorted(),
      );
    } finally {
      await database.drop();
    }
  });
});

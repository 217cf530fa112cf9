import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import { LoadDatabase } from '../../load/LoadDatabase.ts';
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
  ...['--think-ms', '100', '--lifetime-seconds', '1', '--metrics-wait', '90'],
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
  mix: z.array(z.object({ statements: z.number().min(1) })),
  steps: z.array(
    z.object({
      clients: z.number(),
      connections: z.object({
        held: z.number(),
        made: z.number(),
        refused: z.number(),
        connectMs: times.optional(),
        waitMs: times.optional(),
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
  conclusions: z.array(z.string()).min(1),
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
  const { dropped, used } = await LoadDatabase.clean(owner);
  return [...dropped, ...used].includes(name);
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
    assert.match(found.conclusions.join(), /Connections ran out at 6 clients/);

    // CloudWatch's figures are of the minutes of the test.
    const { capacity, connections } = found.metrics;
    assert.ok(capacity.some(({ value }) => value > 0));
    assert.ok(
      capacity.every(({ value }) => value <= found.cluster.maxCapacity),
    );
    assert.ok(connections.some(({ value }) => value > 0));

    const page = await readFile(join(report, 'index.html'), 'utf8');
    assert.match(page, new RegExp(found.cluster.identifier));
    assert.equal(page.match(/<svg /g)?.length, 14);
    assert.deepEqual((await readdir(report)).toSorted(), [
      'index.html',
      'report.json',
    ]);
    assert.equal(await exists(nameIn(output)), false);
  });

  test('that is interrupted drops its database and reports the steps it had', async () => {
    const report = join(folder, 'interrupted');
    const { code, output } = await load(
      [...small, '--steps', '1,2', '--seconds', '2', '--report', report],
      '1 client: ',
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
    assert.match(output, /--steps has "many": use clients, as 20/);
  });
});

describe('the database of a load test', () => {
  test('is left alone by --clean while it is used, and dropped once nobody does', async () => {
    const database = await LoadDatabase.create(owner, ownerSettings.caFile);
    const leftOver = /^Dropped: .*/m;
    try {
      const { output } = await load(['--clean']);
      assert.match(output, new RegExp(`In use.*: .*${database.name}`));
      // As when its run was killed.
      await database.close();
    } finally {
      const { code, output } = await load(['--clean']);
      assert.equal(code, 0);
      assert.match(leftOver.exec(output)?.[0] ?? '', new RegExp(database.name));
    }
    assert.equal(await exists(database.name), false);
  });

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
        workload
          .summary()
          .map(({ name }) => name)
          .toSorted(),
      );
    } finally {
      await database.drop();
    }
  });
});

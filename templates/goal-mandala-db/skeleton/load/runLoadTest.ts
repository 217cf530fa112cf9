import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { RDSClient } from '@aws-sdk/client-rds';
import { AddressBook } from '../src/database/AddressBook.ts';
import { Database } from '../src/database/Database.ts';
import type { DatabaseSettings } from '../src/database/databaseSettings.ts';
import type { DatabaseAddress } from '../src/database/readDatabaseAddress.ts';
import { concludeFrom } from './concludeFrom.ts';
import { inClients } from './figures.ts';
import { findLoadedCluster } from './findLoadedCluster.ts';
import { LoadDatabase } from './LoadDatabase.ts';
import type { LoadOptions } from './loadOptions.ts';
import type { LoadReport } from './LoadReport.ts';
import { pause } from './pause.ts';
import { readMetrics } from './readMetrics.ts';
import { renderReport } from './renderReport.ts';
import { runStep } from './runStep.ts';
import { drawSamples, seedCharts } from './seedCharts.ts';
import type { StepResult } from './StepMeasures.ts';
import { stepRows } from './stepRows.ts';
import { Workload } from './Workload.ts';

/** Metrics begin this time before the test, to show what was normal; in milliseconds. */
const beforeMs = 3 * 60_000;
/** Requests are about this number of charts at most. */
const mostSamples = 200;

export interface LoadTest {
  options: LoadOptions;
  settings: DatabaseSettings;
  /** The login that may create databases. */
  owner: DatabaseAddress;
  /** Reads the login that the clients use. */
  readAddress: () => Promise<DatabaseAddress>;
  /** Ends the test. The report shows what was measured before. */
  signal: AbortSignal;
}

/**
 * Loads the cluster step by step, watches it calm down, and writes the report. If the test is ended
 * before the end of its first step, there is no report.
 */
export async function runLoadTest(test: LoadTest): Promise<void> {
  const { options, owner, signal } = test;
  const cluster = await findLoadedCluster(new RDSClient(), {
    identifier: options.cluster,
    address: owner,
    production: options.production,
  });
  const cloudwatch = new CloudWatchClient();
  const metricsOf = (start: number, to: Date, waitMs: number) => {
    const from = new Date(start - beforeMs);
    const span = { cluster: cluster.identifier, from, to };
    return readMetrics(cloudwatch, span, { waitMs, signal });
  };
  // A caller without the right to read metrics learns that before the test.
  await metricsOf(Date.now(), new Date(), 0);

  console.log(
    `Makes a database of its own in ${cluster.identifier} with ${options.charts} charts, and drops it at the end`,
  );
  const measured = await inLoadDatabase(test, database =>
    measure(test, database),
  );
  const first = measured?.steps[0];
  const last = measured?.steps.at(-1);
  if (!measured || !first || !last) {
    return;
  }
  if (options.calm > 0 && !signal.aborted) {
    console.log(`Watching the capacity for ${options.calm} s`);
    await pause(1000 * options.calm, signal);
  }
  const watchedUntil = new Date();
  console.log("Reading back CloudWatch's figures");
  const read = await metricsOf(
    Date.parse(first.from),
    watchedUntil,
    1000 * options['metrics-wait'],
  ).then(
    metrics => ({ metrics }),
    (error: unknown) => ({ metricsError: String(error) }),
  );
  const facts = {
    ...measured,
    ...read,
    cluster,
    charts: options.charts,
    startedAt: first.from,
    endedAt: last.to,
    watchedUntil: watchedUntil.toISOString(),
    interrupted: measured.steps.length < options.steps.length,
    client: { node: process.version, processors: availableParallelism() },
  };
  const time = facts.startedAt.slice(0, 19).replaceAll(':', '-');
  await writeReport(
    { ...facts, conclusions: concludeFrom(facts) },
    resolve(options.report ?? join('reports', time)),
  );
}

/** Returns undefined if the signal ended the work. The database is dropped in any case. */
async function inLoadDatabase<Result>(
  { owner, settings, signal }: LoadTest,
  work: (database: LoadDatabase) => Promise<Result>,
): Promise<Result | undefined> {
  try {
    const database = await LoadDatabase.create(owner, settings.caFile);
    try {
      return await work(database);
    } finally {
      await database.drop();
      console.log(`${database.name} is dropped`);
    }
  } catch (error) {
    if (!signal.aborted) {
      throw error;
    }
    if (error !== signal.reason) {
      console.error(error);
    }
    return undefined;
  }
}

async function measure(
  { options, readAddress, signal }: LoadTest,
  database: LoadDatabase,
) {
  signal.throwIfAborted();
  await seedCharts(database, options.charts);
  signal.throwIfAborted();
  const workload = await record(database, readAddress);
  const found = await database.connections();
  const { limit } = options;
  const free = Math.min(
    limit ?? Infinity,
    found.most - found.reserved - found.taken,
  );
  if (free < 1) {
    throw new Error(
      `Of ${found.most} connections ${found.taken} are taken and ${found.reserved} reserved: none is free for a test`,
    );
  }
  if (limit !== undefined) {
    await database.limit(limit);
  }
  const sizes = options.steps.map(size =>
    'clients' in size
      ? size.clients
      : Math.max(1, Math.floor(size.share * free)),
  );
  console.log(
    `Steps of ${sizes.join(', ')} clients, ${options.seconds} s each; ${free} connections are free. Ctrl-C ends the test and cleans up.`,
  );
  if (limit === undefined && sizes.some(clients => clients >= free)) {
    console.log(
      'The test takes all of them: nobody else gets a connection to this cluster during the test (--limit leaves some).',
    );
  }
  const client = {
    addresses: new AddressBook(readAddress, error =>
      console.warn(`The secret can't be read again: ${String(error)}`),
    ),
    database: database.name,
    workload,
    thinkMs: options['think-ms'],
    lifetimeMs: 1000 * options['lifetime-seconds'],
  };
  const steps: StepResult[] = [];
  try {
    for (const clients of sizes) {
      const size = { clients, seconds: options.seconds };
      const step = await runStep(size, client, signal);
      steps.push(step);
      console.log(
        `${inClients(clients)}: ${step.requests.perSecond.toFixed(1)} requests/s answered, ${step.connections.refused} connections refused`,
      );
    }
  } catch (error) {
    if (!signal.aborted) {
      throw error;
    }
  }
  return {
    connections: { ...found, free, limit },
    thinkMs: client.thinkMs,
    lifetimeMs: client.lifetimeMs,
    mix: workload.summary(),
    steps,
  };
}

async function record(
  database: LoadDatabase,
  readAddress: () => Promise<DatabaseAddress>,
): Promise<Workload> {
  const application = new Database({
    readAddress,
    database: database.name,
    max: 1,
    log: ({ level, message }) => {
      if (level !== 'debug') {
        console.warn(message);
      }
    },
  });
  try {
    const samples = await drawSamples(database, mostSamples);
    return await Workload.record(application, samples);
  } finally {
    await application.close();
  }
}

async function writeReport(report: LoadReport, folder: string): Promise<void> {
  const page = join(folder, 'index.html');
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'report.json'),
    `${JSON.stringify(report, undefined, 2)}\n`,
  );
  await writeFile(page, renderReport(report));
  const table = stepRows(report.steps).map(
    ({ title, cells }) =>
      title.padEnd(24) + cells.map(cell => cell.padStart(9)).join(''),
  );
  console.log(['', ...table, '', ...report.conclusions, ''].join('\n'));
  console.log(`Report: ${page}`);
}

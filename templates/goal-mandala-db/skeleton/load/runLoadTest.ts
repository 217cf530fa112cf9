import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { RDSClient } from '@aws-sdk/client-rds';
import { AddressBook } from '../src/database/AddressBook.ts';
import { Database } from '../src/database/Database.ts';
import type { DatabaseAddress } from '../src/database/readDatabaseAddress.ts';
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
import { Workload } from './Workload.ts';

/** Metrics begin this time before the test, to show what was normal; in milliseconds. */
const beforeMs = 3 * 60_000;
/** Longest wait for CloudWatch's last minute, in milliseconds. */
const metricsWaitMs = 180_000;
/** Requests are about this number of charts at most. */
const mostSamples = 200;

export interface LoadTest {
  options: LoadOptions;
  /** File of the authorities that verify the server. */
  caFile: string;
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

  const left = await LoadDatabase.clean(owner);
  console.log(
    `Makes a database of its own in ${cluster.identifier} and drops it at the end; left by killed tests and dropped now: ${left.join(', ') || 'nothing'}`,
  );
  const measured = await measure(test);
  const [first] = measured.steps;
  const last = measured.steps.at(-1);
  if (!first || !last) {
    return;
  }
  console.log(`Watching the capacity for ${options.calm} s`);
  await pause(1000 * options.calm, signal);
  const read = await metricsOf(
    Date.parse(first.from),
    new Date(),
    metricsWaitMs,
  ).then(
    metrics => ({ metrics }),
    (error: unknown) => ({ metricsError: String(error) }),
  );
  const report: LoadReport = {
    ...measured,
    ...read,
    cluster,
    charts: options.charts,
    thinkMs: options['think-ms'],
    lifetimeMs: 1000 * options['lifetime-seconds'],
    startedAt: first.from,
    endedAt: last.to,
    interrupted: measured.steps.length < options.steps.length,
  };
  const time = report.startedAt.slice(0, 19).replaceAll(':', '-');
  const folder = options.report ?? join('reports', time);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'report.json'), JSON.stringify(report, null, 2));
  await writeFile(join(folder, 'report.md'), renderReport(report));
  console.log(`Report: ${join(folder, 'report.md')}`);
}

/** Runs the steps up to the signal. The test's database is dropped in any case. */
async function measure({ options, owner, readAddress, ...test }: LoadTest) {
  const { limit } = options;
  const steps: StepResult[] = [];
  const database = await LoadDatabase.create(owner, test.caFile);
  try {
    await seedCharts(database, options.charts);
    const workload = await record(database, readAddress);
    const { most, free: found } = await database.connections();
    const free = Math.min(limit ?? Infinity, found);
    if (limit !== undefined) {
      await database.limit(limit);
    }
    const sizes = options.steps.map(size =>
      size.endsWith('%')
        ? Math.max(1, Math.floor((free * parseInt(size, 10)) / 100))
        : Number(size),
    );
    console.log(
      `Steps of ${sizes.join(', ')} clients, ${options.seconds} s each; ${free} connections are free, which others can't have meanwhile (--limit leaves some)`,
    );
    const client = {
      addresses: new AddressBook(readAddress, error =>
        console.warn(`The secret can't be read again: ${String(error)}`),
      ),
      database: database.name,
      workload,
      thinkMs: options['think-ms'],
      lifetimeMs: 1000 * options['lifetime-seconds'],
    };
    for (const clients of test.signal.aborted ? [] : sizes) {
      const size = { clients, seconds: options.seconds };
      const step = await runStep(size, client, test.signal);
      if (!step) {
        break;
      }
      steps.push(step);
      console.log(
        `${clients} clients: ${step.requests.perSecond.toFixed(1)} requests/s answered, ${step.connections.refused} connections refused`,
      );
    }
    return { connections: { most, free, limit }, steps };
  } finally {
    await database.drop();
    console.log(`${database.name} is dropped`);
  }
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

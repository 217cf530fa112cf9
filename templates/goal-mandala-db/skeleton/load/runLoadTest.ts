import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { RDSClient } from '@aws-sdk/client-rds';
import { AddressBook } from '../src/database/AddressBook.ts';
import { Database } from '../src/database/Database.ts';
import type { DatabaseSettings } from '../src/database/databaseSettings.ts';
import type { DatabaseAddress } from '../src/database/readDatabaseAddress.ts';
import { concludeFrom } from './concludeFrom.ts';
import { inClients } from './figures.ts';
import { findLoadedCluster, type LoadedCluster } from './findLoadedCluster.ts';
import { LoadDatabase } from './LoadDatabase.ts';
import type { LoadOptions, StepSize } from './loadOptions.ts';
import type { LoadReport } from './LoadReport.ts';
import { readMetrics } from './readMetrics.ts';
import { renderReport } from './renderReport.ts';
import { runStep } from './runStep.ts';
import { drawSamples, seedCharts } from './seedCharts.ts';
import type { StepResult } from './StepMeasures.ts';
import { stepTable } from './stepTable.ts';
import { Workload } from './Workload.ts';

/** The report begins so long before the test, in milliseconds: what was normal is seen beside it. */
const beforeMs = 3 * 60_000;
/** What requests are about at most: so many charts. */
const mostSamples = 200;

export interface LoadTestOptions {
  options: LoadOptions;
  settings: DatabaseSettings;
  /** The login that may make databases. */
  owner: DatabaseAddress;
  /** The login that the clients use. */
  readAddress: () => Promise<DatabaseAddress>;
  /** Ends the test: what was measured up to then is reported. */
  signal: AbortSignal;
}

/**
 * Loads the cluster step by step from a database of the test's own, watches it calm down, and writes the report.
 *
 * @returns the folder of the report; undefined where the test was ended before its first step was
 */
export async function runLoadTest(
  test: LoadTestOptions,
): Promise<string | undefined> {
  const { options, owner, signal } = test;
  const cluster = await findLoadedCluster(new RDSClient(), {
    identifier: options.cluster,
    address: owner,
    production: options.production,
  });
  const cloudwatch = new CloudWatchClient();
  const metricsOf = (from: number, to: Date, waitMs: number) =>
    readMetrics(cloudwatch, {
      cluster: cluster.identifier,
      from: new Date(from),
      to,
      waitMs,
      signal,
    });
  // Whoever may not read them learns it now and not after a quarter of an hour.
  await metricsOf(Date.now() - beforeMs, new Date(), 0);

  const measured = await measure(test, cluster).catch((error: unknown) => {
    if (!signal.aborted) {
      throw error;
    }
    if (error !== signal.reason) {
      console.error(error);
    }
  });
  const first = measured?.steps[0];
  const last = measured?.steps.at(-1);
  if (!measured || !first || !last) {
    return undefined;
  }
  if (options.calm > 0 && !signal.aborted) {
    console.log(`Watching the capacity for ${options.calm} s`);
    await pause(1000 * options.calm, signal);
  }
  const watchedUntil = new Date();
  console.log("Reading back CloudWatch's figures");
  const read = await metricsOf(
    Date.parse(first.from) - beforeMs,
    watchedUntil,
    1000 * options['metrics-wait'],
  ).then(
    metrics => ({ metrics }),
    (error: unknown) => ({ metricsError: String(error) }),
  );
  const facts = {
    ...measured,
    ...read,
    startedAt: first.from,
    endedAt: last.to,
    watchedUntil: watchedUntil.toISOString(),
    interrupted: measured.steps.length < options.steps.length,
  };
  return writeReport(
    { ...facts, conclusions: concludeFrom(facts) },
    resolve(
      options.report ??
        join('reports', facts.startedAt.slice(0, 19).replaceAll(':', '-')),
    ),
  );
}

/** Everything that needs the database of the test, which is gone afterwards. */
async function measure(
  { options, settings, owner, readAddress, signal }: LoadTestOptions,
  cluster: LoadedCluster,
) {
  console.log(
    `Makes a database of its own in ${cluster.identifier} with ${options.charts} charts, and drops it at the end`,
  );
  const database = await LoadDatabase.create(owner, settings.caFile);
  try {
    signal.throwIfAborted();
    await seedCharts(database, options.charts);
    signal.throwIfAborted();
    const addresses = new AddressBook(readAddress, error =>
      console.warn(`The secret can't be read again: ${String(error)}`),
    );
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
    const sizes = options.steps.map(size => clientsOf(size, free));
    announce(options, sizes, free);
    const steps: StepResult[] = [];
    const thinkMs = options['think-ms'];
    const lifetimeMs = 1000 * options['lifetime-seconds'];
    try {
      for (const clients of sizes) {
        const step = await runStep(
          { clients, seconds: options.seconds },
          {
            addresses,
            database: database.name,
            workload,
            thinkMs,
            lifetimeMs,
          },
          signal,
        );
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
      cluster,
      connections: { ...found, free, limit },
      thinkMs,
      lifetimeMs,
      charts: options.charts,
      mix: workload.summary(),
      steps,
      client: {
        node: process.version,
        processors: availableParallelism(),
      },
    };
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
    return await Workload.record(
      application,
      await drawSamples(database, mostSamples),
    );
  } finally {
    await application.close();
  }
}

function clientsOf(size: StepSize, free: number): number {
  return 'clients' in size
    ? size.clients
    : Math.max(1, Math.floor(size.share * free));
}

function announce(options: LoadOptions, sizes: number[], free: number): void {
  const past = sizes.some(clients => clients >= free);
  console.log(
    `Steps of ${sizes.join(', ')} clients, ${options.seconds} s each; ${free} connections are free. Ctrl-C ends the test and cleans up.`,
  );
  if (past && options.limit === undefined) {
    console.log(
      'It takes all of them: meanwhile nobody else gets a connection to this cluster (--limit leaves some).',
    );
  }
}

async function writeReport(
  report: LoadReport,
  folder: string,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'report.json'),
    `${JSON.stringify(report, undefined, 2)}\n`,
  );
  await writeFile(join(folder, 'index.html'), renderReport(report));
  console.log(
    ['', stepTable(report.steps), '', ...report.conclusions, ''].join('\n'),
  );
  console.log(`Report: ${join(folder, 'index.html')}`);
  return folder;
}

async function pause(milliseconds: number, signal: AbortSignal) {
  await delay(milliseconds, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) {
      throw error;
    }
  });
}

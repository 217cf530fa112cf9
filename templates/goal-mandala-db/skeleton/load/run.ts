// npm run load: loads the cluster of DATABASE_SECRET_ID with more and more clients, and writes a
// report into reports/. The load is on a database of its own, which is dropped at the end.
//   --steps 10%,50%,100%,110%  clients of each step: numbers, or shares of the free connections
//   --seconds 60       how long each step is measured
//   --think-ms 1000    average time of a client between an answer and its next request
//   --charts 500       charts in the database of the test
//   --limit 5000       most connections of the test; leaves the rest to others
//   --calm 300         how long the capacity is watched after the last step, in seconds
//   --production       allows a cluster that is tagged as production
// It needs rds:DescribeDBClusters, cloudwatch:GetMetricData, secretsmanager:GetSecretValue of both
// secrets, rds-db:connect for the clients' user, and a way to the cluster.
import '../scripts/loadEnvironment.ts';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { RDSClient } from '@aws-sdk/client-rds';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type pg from 'pg';
import { readOwnerAddress } from '../scripts/readOwnerAddress.ts';
import { Database } from '../src/database/Database.ts';
import { databaseSettings } from '../src/database/databaseSettings.ts';
import { readDatabaseAddress } from '../src/database/readDatabaseAddress.ts';
import { findLoadedCluster, readMinutes } from './loadedCluster.ts';
import { sendRequest } from './mix.ts';
import { renderReport } from './renderReport.ts';
import { pause, runStep, type StepResult } from './runStep.ts';
import { seedCharts } from './seedCharts.ts';
import { withLoadDatabase } from './withLoadDatabase.ts';

/** Metrics begin this time before the test, to show what was normal; in milliseconds. */
const beforeMs = 3 * 60_000;

const text = (standard: string) =>
  ({ type: 'string', default: standard }) as const;
const { values } = parseArgs({
  options: {
    steps: text('10%,50%,100%,110%'),
    seconds: text('60'),
    'think-ms': text('1000'),
    charts: text('500'),
    limit: text('5000'),
    calm: text('300'),
    production: { type: 'boolean', default: false },
  },
});
const check = (name: string, given: string, allowed: RegExp, said: string) => {
  if (!allowed.test(given)) {
    throw new Error(`--${name} is "${given}": use ${said}`);
  }
};
const numberOf = (
  name: 'seconds' | 'think-ms' | 'charts' | 'limit' | 'calm',
) => {
  check(name, values[name], /^[1-9]\d{0,3}$/, 'a whole number from 1 to 9999');
  return Number(values[name]);
};
const stepSize = /^([1-9]\d{0,3}|([1-9]\d?|1\d\d|200)%)$/;
const steps = values.steps.split(',');
for (const step of steps) {
  check(
    'steps',
    step,
    stepSize,
    'clients, as 20, or shares, as 50% (at most 200%), with commas between them',
  );
}
const seconds = numberOf('seconds');
const thinkMs = numberOf('think-ms');
const charts = numberOf('charts');
const limit = numberOf('limit');
const calm = numberOf('calm');

const interruption = new AbortController();
const { signal } = interruption;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    console.log(`${name}: cleaning up before the end`);
    process.exitCode = 130;
    interruption.abort();
  });
}

const cluster = await findLoadedCluster(
  new RDSClient(),
  await readOwnerAddress(undefined),
  values.production,
);
const cloudwatch = new CloudWatchClient();
const started = new Date();
const readMetrics = () =>
  readMinutes(
    cloudwatch,
    cluster.DBClusterIdentifier,
    new Date(started.getTime() - beforeMs),
  );
// A caller without the right to read metrics learns that before the test.
await readMetrics();
console.log(`Loads ${cluster.DBClusterIdentifier}`);
const measured = await withLoadDatabase(measure);
if (measured.steps.length > 0) {
  console.log(`Watching the capacity for ${calm} s`);
  await pause(1000 * calm, signal);
  const report = {
    ...{ ...measured, cluster, thinkMs, charts },
    startedAt: started.toISOString(),
    interrupted: signal.aborted,
    minutes: await readMetrics().catch((error: unknown) => {
      console.warn(`CloudWatch could not be read: ${String(error)}`);
      return [];
    }),
  };
  const time = report.startedAt.slice(0, 19).replaceAll(':', '-');
  const folder = join('reports', time);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'report.json'), JSON.stringify(report, null, 2));
  await writeFile(join(folder, 'report.md'), renderReport(report));
  console.log(`Report: ${join(folder, 'report.md')}`);
}

/** Runs the steps up to the signal. */
async function measure(client: pg.Client, name: string) {
  const samples = await seedCharts(client, charts);
  const { most, free: found } = await readConnections(client);
  const free = Math.min(limit, found);
  // One more for the session of this function.
  await client.query(`ALTER DATABASE ${name} CONNECTION LIMIT ${free + 1}`);
  const sizes = steps.map(step => {
    const size = parseInt(step, 10) * (step.endsWith('%') ? free / 100 : 1);
    return Math.max(1, Math.floor(size));
  });
  console.log(
    `Steps of ${sizes.join(', ')} clients, ${seconds} s each; ${free} connections are free, which others can't have meanwhile (--limit leaves some)`,
  );
  const address = await readDatabaseAddress(
    databaseSettings(),
    new SecretsManagerClient(),
  );
  const readAddress = async () => address;
  const results: StepResult[] = [];
  for (const clients of sizes) {
    const result = await runStep(
      {
        ...{ clients, seconds, thinkMs },
        openDatabase: log =>
          new Database({ readAddress, database: name, max: 1, log }),
        sendRequest: database => sendRequest(database, samples),
        countConnections: async () => (await readConnections(client)).own,
      },
      signal,
    );
    if (!result) {
      break;
    }
    results.push(result);
    console.log(`${clients} clients: ${result.perSecond.toFixed(1)} answers/s`);
  }
  return { connections: { most, free }, steps: results };
}

/** Connections of the server: max_connections, those free for users, and those of the clients. */
async function readConnections(client: pg.Client) {
  const { rows } = await client.query<Record<'most' | 'free' | 'own', number>>(
    // The second reserve is RDS's own.
    `SELECT most, most - taken - current_setting('superuser_reserved_connections')::int
              - coalesce(current_setting('rds.rds_superuser_reserved_connections', true)::int, 0) AS free, own
       FROM (SELECT current_setting('max_connections')::int AS most, sum(numbackends)::int AS taken,
                    sum(numbackends) FILTER (WHERE datname = current_database())::int - 1 AS own
               FROM pg_stat_database) AS counted`,
  );
  return rows[0] ?? { most: 0, free: 0, own: 0 };
}

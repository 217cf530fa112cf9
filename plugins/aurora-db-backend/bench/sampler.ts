/**
 * Bench `sampler`: transactions of a database whose sessions are sampled for Performance Insights,
 * against the same database without Performance Insights, in turns.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RDS, waitUntilDBInstanceAvailable } from '@aws-sdk/client-rds';
import { BudgetReport, median } from './BudgetReport';
import { AuroraLocalProcess } from './AuroraLocalProcess';

const workspace = resolve(__dirname, '../../..');
const rounds = 30;
const roundMs = 2_000;
const sessions = 4;
const accounts = 100_000;
const branches = 10;
const budget = 0.97;

/** The PostgreSQL client that aurora-db-local uses. */
const { Client }: typeof import('pg') = createRequire(
  join(workspace, 'plugins/aurora-db-local/package.json'),
)('pg');

const random = (most: number) => Math.floor(Math.random() * most);

async function main() {
  const report = new BudgetReport('sampler');
  const root = mkdtempSync(join(tmpdir(), 'aurora-db-bench-'));
  chmodSync(root, 0o755);
  const local = await AuroraLocalProcess.start(join(root, 'state'));
  const rds = new RDS({
    endpoint: local.url,
    region: 'ap-northeast-1',
    credentials: {
      accessKeyId: '123456789012',
      secretAccessKey: 'not-checked',
    },
  });
  const clients: import('pg').Client[] = [];
  try {
    const ca = await (await fetch(`${local.url}/_aurora-local/ca.pem`)).text();
    const password = 'correct-horse-battery';
    await rds.createDBCluster({
      DBClusterIdentifier: 'sampled',
      Engine: 'aurora-postgresql',
      MasterUsername: 'postgres',
      MasterUserPassword: password,
      ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 16 },
    });
    await rds.createDBInstance({
      DBInstanceIdentifier: 'sampled-one',
      DBClusterIdentifier: 'sampled',
      DBInstanceClass: 'db.serverless',
      Engine: 'aurora-postgresql',
    });
    await waitUntilDBInstanceAvailable(
      { client: rds, maxWaitTime: 60, minDelay: 1, maxDelay: 1 },
      { DBInstanceIdentifier: 'sampled-one' },
    );
    const { DBClusters } = await rds.describeDBClusters({});
    for (let session = 0; session < sessions; session += 1) {
      const client = new Client({
        host: DBClusters?.[0]?.Endpoint,
        port: DBClusters?.[0]?.Port,
        user: 'postgres',
        password,
        database: 'postgres',
        ssl: { ca },
      });
      await client.connect();
      clients.push(client);
    }
    // The tables and the transaction of pgbench's TPC-B.
    await clients[0]?.query(
      `CREATE TABLE branches (id int PRIMARY KEY, balance int);
       CREATE TABLE tellers (id int PRIMARY KEY, balance int);
       CREATE TABLE accounts (id int PRIMARY KEY, balance int, filler char(84));
       CREATE TABLE history (teller int, branch int, account int, delta int, at timestamptz);
       INSERT INTO branches SELECT n, 0 FROM generate_series(0, ${branches - 1}) AS n;
       INSERT INTO tellers SELECT n, 0 FROM generate_series(0, ${10 * branches - 1}) AS n;
       INSERT INTO accounts SELECT n, 0, '' FROM generate_series(0, ${accounts - 1}) AS n`,
    );
    const transaction = async (client: import('pg').Client) => {
      const account = random(accounts);
      const teller = random(10 * branches);
      const branch = random(branches);
      const delta = random(10_000) - 5_000;
      const run = (name: string, text: string, values: number[]) =>
        client.query({ name, text, values });
      await client.query('BEGIN');
      await run(
        'a',
        'UPDATE accounts SET balance = balance + $1 WHERE id = $2',
        [delta, account],
      );
      await run('b', 'SELECT balance FROM accounts WHERE id = $1', [account]);
      await run(
        'c',
        'UPDATE tellers SET balance = balance + $1 WHERE id = $2',
        [delta, teller],
      );
      await run(
        'd',
        'UPDATE branches SET balance = balance + $1 WHERE id = $2',
        [delta, branch],
      );
      await run('e', 'INSERT INTO history VALUES ($1, $2, $3, $4, now())', [
        teller,
        branch,
        account,
        delta,
      ]);
      await client.query('COMMIT');
    };
    /** Transactions per second. */
    const rate = async () => {
      let transactions = 0;
      const begun = performance.now();
      await Promise.all(
        clients.map(async client => {
          while (performance.now() - begun < roundMs) {
            await transaction(client);
            transactions += 1;
          }
        }),
      );
      return (transactions * 1000) / (performance.now() - begun);
    };
    const rates = {
      sampled: new Array<number>(),
      without: new Array<number>(),
    };
    const measure = async (sampled: boolean) => {
      await rds.modifyDBCluster({
        DBClusterIdentifier: 'sampled',
        EnablePerformanceInsights: sampled,
        ApplyImmediately: true,
      });
      await delay(500);
      rates[sampled ? 'sampled' : 'without'].push(await rate());
    };
    await rate();
    for (let round = 0; round < rounds; round += 1) {
      // The order changes, because tables grow and machines get busier meanwhile.
      const sampledFirst = round % 2 === 0;
      await measure(sampledFirst);
      await measure(!sampledFirst);
    }
    const ratios = rates.sampled.map(
      (value, round) => value / (rates.without[round] ?? Number.NaN),
    );
    report.note('without sampler', median(rates.without), 'transactions/s');
    report.note('with sampler', median(rates.sampled), 'transactions/s');
    const ratio = median(ratios);
    report.add(
      'with sampler against without, median of the rounds',
      ratio * 100,
      '%',
      `≥ ${budget * 100} %`,
      ratio >= budget,
    );
    report.finish();
  } finally {
    await Promise.all(clients.map(client => client.end()));
    await local.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});

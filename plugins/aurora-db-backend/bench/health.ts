/**
 * Bench `health`: calls to AWS by 200 viewers of 1,000 clusters, and of 1,000 clusters of other
 * tools in a second account; and the time of a cached answer compared with an empty route.
 */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  databaseNames,
  healthSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { benchFleet, fleetNames } from './benchFleet';
import { benchExistingFleets, existingNames } from './benchExistingFleet';
import { BenchPortal } from './BenchPortal';
import { BenchViewer, clusterPath } from './BenchViewer';
import { BudgetReport, median } from './BudgetReport';
import { compareThroughput } from './compareThroughput';
import { reportCalls } from './reportCalls';
import { AuroraLocalProcess } from './AuroraLocalProcess';

/** app-config.yaml's account of prod. */
const accountId = '444444444444';
/** app-config.yaml's account of stg, which has the clusters of other tools. */
const existingAccountId = '333333333333';
const region = 'ap-northeast-1';
const clusters = 1_000;
/** One in this number of clusters has alarms. */
const ill = 50;
const viewers = 200;
const cardsOfViewer = clusters / viewers;
/** One in this number of viewers also has the list of all databases open. */
const listViewers = 10;
const minuteMs = 60_000;
/** Minutes of the measurement. The backend reads some things only every three minutes. */
const minutes = 3;
/** Calls a minute that the backend allows for lists that it reads rarely, on average. */
const rareCalls: ReadonlyArray<readonly [string, number]> = [
  ['DescribeDBInstances', 4],
  ['DescribeAlarms, of definitions', 2],
];

const rounds = 5;
const minRate = 0.7;
const maxLatency = 2;

/** Viewers of the operations of a deploy, and the interval of their requests. */
const watchers = 50;
const watchEveryMs = 4_000;
/**
 * Maximum calls per minute, for any number of viewers. The backend reads stack, events and cluster
 * every 5 s, snapshots every 10 s, and deleted stacks once a minute. The catalog and the locator
 * read the lists of all stacks, of ten pages each, every five minutes. That may be in the same
 * minute.
 */
const maxWatchCalls = 40 + 20;

const names = fleetNames(clusters).map(
  name => databaseNames(name, { shortName: 'prd' }).base,
);
const existing = existingNames(clusters).map(name => `stg.${name}`);
const existingConfig = {
  auroraDb: {
    environments: {
      stg: { existing: { all: true, defaultOwner: 'group:default/guests' } },
    },
  },
};

async function nextMinute(): Promise<void> {
  await delay(minuteMs - (Date.now() % minuteMs));
}

/** Calls of each operation between two counts. */
function difference(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): Map<string, number> {
  return new Map(
    Array.from(after, ([operation, count]) => [
      operation,
      count - (before.get(operation) ?? 0),
    ]),
  );
}

/** Calls of each operation in all minutes, for both accounts. */
async function countCalls(portal: BenchPortal, local: AuroraLocalProcess) {
  const all = Array.from(
    { length: viewers },
    (_, index) =>
      new BenchViewer(
        portal,
        [names, existing].flatMap(entities =>
          entities.slice(index * cardsOfViewer, (index + 1) * cardsOfViewer),
        ),
        { hasList: index % listViewers === 0, share: index / viewers },
      ),
  );
  const pollAll = () => Promise.all(all.map(viewer => viewer.poll()));
  await nextMinute();
  await pollAll(); // The first reads, with empty caches.
  await nextMinute();
  const before = await local.calls(accountId);
  const beforeExisting = await local.calls(existingAccountId);
  all.forEach(viewer => {
    viewer.requests = 0;
    viewer.failures.length = 0;
  });
  for (let minute = 0; minute < minutes; minute += 1) {
    await pollAll();
    await nextMinute();
  }
  const calls = difference(before, await local.calls(accountId));
  const existingCalls = difference(
    beforeExisting,
    await local.calls(existingAccountId),
  );
  const requests = all.reduce((sum, viewer) => sum + viewer.requests, 0);
  const failures = all.flatMap(viewer => viewer.failures);
  return { calls, existingCalls, requests, failures };
}

/** Counts the calls of a minute in which many users watch one deploy. */
async function countWatchCalls(portal: BenchPortal, local: AuroraLocalProcess) {
  const path = `${clusterPath(names.at(-1) ?? '')}/operations`;
  await portal.get(path);
  const before = await local.calls(accountId);
  let requests = 0;
  const watch = async (index: number) => {
    await delay((watchEveryMs * index) / watchers);
    for (let look = 0; look < minuteMs / watchEveryMs; look += 1) {
      await Promise.all([portal.get(path), delay(watchEveryMs)]);
      requests += 1;
    }
  };
  await Promise.all(Array.from({ length: watchers }, (_, at) => watch(at)));
  const after = await local.calls(accountId);
  const calls = Array.from(after, ([operation, count]) => ({
    operation,
    count: count - (before.get(operation) ?? 0),
  })).filter(({ count }) => count > 0);
  return { calls, requests };
}

/** The median time of the list of all databases, in ms. */
async function timeOfList(portal: BenchPortal): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await portal.get('/api/aurora-db/clusters');
    times.push(performance.now() - start);
  }
  return median(times);
}

async function main() {
  const report = new BudgetReport('health');
  const root = mkdtempSync(join(tmpdir(), 'aurora-db-bench-'));
  chmodSync(root, 0o755);
  const local = await AuroraLocalProcess.start(join(root, 'local'));
  let portal: BenchPortal | undefined;
  try {
    await local.createFleet(
      benchFleet(accountId, region, clusters, { ill, deployed: 1 }),
    );
    for (const fleet of benchExistingFleets(
      existingAccountId,
      region,
      clusters,
      ill,
    )) {
      await local.createFleet(fleet);
    }
    const config = join(root, 'existing.json');
    writeFileSync(config, JSON.stringify(existingConfig));
    portal = await BenchPortal.start({
      entry: 'bench/healthBackend.ts',
      configs: [config],
      state: join(root, 'portal'),
      localUrl: local.url,
    });
    await portal.signIn();
    for (const name of [...names, ...existing]) {
      await portal.until(
        `/api/catalog/entities/by-name/resource/default/${name}`,
      );
    }
    const { calls, existingCalls, requests, failures } = await countCalls(
      portal,
      local,
    );
    reportCalls(report, { calls, minutes }, '');
    // These are read less often than the measurement takes. Their average counts.
    for (const [operation, callsAMinute] of rareCalls) {
      const measured = existingCalls.get(operation) ?? 0;
      existingCalls.set(operation, Math.max(measured, callsAMinute * minutes));
    }
    reportCalls(
      report,
      { calls: existingCalls, minutes },
      ', clusters of other tools',
    );
    report.note(
      `a call per viewer and card (${viewers} viewers, ${2 * clusters} clusters)`,
      2 * viewers * cardsOfViewer,
      'calls a minute',
    );
    report.note(
      'requests that the viewers made',
      requests / minutes,
      'a minute',
    );

    report.add(
      'of them failed',
      failures.length,
      'requests',
      'none may',
      failures.length === 0,
    );
    if (failures[0]) {
      report.note(`the first: ${failures[0]}`, 1, 'request');
    }

    report.note(
      `the list of all ${2 * clusters} databases`,
      await timeOfList(portal),
      'ms',
    );

    const watched = await countWatchCalls(portal, local);
    const watchCalls = watched.calls.reduce((sum, { count }) => sum + count, 0);
    report.add(
      `all calls to AWS a minute while ${watchers} watch one deploy`,
      watchCalls,
      'calls',
      `≤ ${maxWatchCalls}`,
      watchCalls > 0 && watchCalls <= maxWatchCalls,
    );
    for (const { operation, count } of watched.calls) {
      report.note(`${operation}, by the watchers`, count, 'calls a minute');
    }
    report.note(
      'requests that the watchers made',
      watched.requests,
      'a minute',
    );

    const [name = ''] = names;
    const path = `${clusterPath(name)}/health`;
    healthSchema.parse(await portal.get(path));
    const [empty, health] = await compareThroughput(
      portal,
      `/api/aurora-db-bench/empty/${name}`,
      path,
    );
    if (!empty || !health) {
      throw new Error('Nothing was measured');
    }
    report.note('empty route', empty.perSecond, 'requests/s');
    report.add(
      'cached health response',
      health.perSecond,
      'requests/s',
      `≥ ${minRate} × the empty route's`,
      health.perSecond >= minRate * empty.perSecond,
    );
    report.note('empty route p99', empty.p99, 'ms');
    report.add(
      'cached health response p99',
      health.p99,
      'ms',
      `≤ ${maxLatency} × the empty route's`,
      health.p99 <= maxLatency * empty.p99,
    );
    report.finish();
  } finally {
    await portal?.stop();
    await local.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});

/**
 * Bench `insight`: calls of Performance Insights by 200 viewers of 20 databases over all ranges,
 * compared with a call per viewer and minute. A few of the databases have problems, and the cards
 * say why. As many databases have no viewers.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  databaseNames,
  healthRanges,
  loadSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { AuroraLocalProcess } from './AuroraLocalProcess';
import { benchFleet, fleetNames } from './benchFleet';
import { BenchPortal } from './BenchPortal';
import { BudgetReport } from './BudgetReport';
import { type CountedCall, CountingProxy } from './CountingProxy';

/** app-config.yaml's account of prod. */
const accountId = '444444444444';
const region = 'ap-northeast-1';
const databases = 40;
const viewed = 20;
/** One in this number of databases is near its limits. */
const ill = 5;
const viewers = 200;
const minuteMs = 60_000;
/** The viewers of a range poll at different seconds. */
const spreadMs = 55_000;
/** Until each range of each database was read once. Those with problems take longest. */
const minutesBefore = 7;
const minutes = 3;
/** Calls of an instance in any minute. */
const maxCalls = 2;
const instancesOfDatabase = 2;
const operations = [
  'GetResourceMetrics',
  'DescribeDimensionKeys',
  'GetDimensionKeyDetails',
];

const names = fleetNames(databases).map(
  name => databaseNames(name, { shortName: 'prd' }).base,
);

interface Poll {
  failure?: string;
  isUnavailable?: boolean;
  hasStatements?: boolean;
}

/** Looks at the load and at the health of a database once a minute. */
async function poll(portal: BenchPortal, viewer: number): Promise<Poll> {
  await delay((spreadMs * ((viewer * 7) % viewers)) / viewers);
  const path = `/api/aurora-db/clusters/default/${names[viewer % viewed]}`;
  const range =
    healthRanges[Math.floor(viewer / viewed) % healthRanges.length] ?? '1h';
  try {
    const [load] = await Promise.all([
      portal.get(`${path}/load?range=${range}`),
      portal.get(`${path}/health?range=${range}`),
    ]);
    const { unavailable, statements } = loadSchema.parse(load);
    return {
      isUnavailable: unavailable?.code === 'insight.nextMinute',
      hasStatements: statements.length > 0,
    };
  } catch (error) {
    return { failure: String(error).slice(0, 300).replace(/\s+/g, ' ') };
  }
}

async function pollMinutes(portal: BenchPortal, count: number) {
  const polls: Poll[] = [];
  for (let minute = 0; minute < count; minute += 1) {
    const end = Date.now() + minuteMs;
    polls.push(
      ...(await Promise.all(
        Array.from({ length: viewers }, (_, viewer) => poll(portal, viewer)),
      )),
    );
    await delay(Math.max(0, end - Date.now()));
  }
  return polls;
}

/** The most calls of one instance in any minute. */
function mostCalls(calls: readonly CountedCall[]): number {
  return Math.max(
    0,
    ...calls.map(
      ({ resourceId, at }) =>
        calls.filter(
          one =>
            one.resourceId === resourceId &&
            one.at >= at &&
            one.at < at + minuteMs,
        ).length,
    ),
  );
}

async function countAtAws(local: AuroraLocalProcess): Promise<number> {
  const counts = await local.calls(accountId);
  return operations.reduce((sum, name) => sum + (counts.get(name) ?? 0), 0);
}

async function main() {
  const report = new BudgetReport('insight');
  const root = mkdtempSync(join(tmpdir(), 'aurora-db-bench-'));
  chmodSync(root, 0o755);
  const local = await AuroraLocalProcess.start(join(root, 'local'));
  const proxy = await CountingProxy.start(local.url);
  let portal: BenchPortal | undefined;
  try {
    await local.createFleet(
      benchFleet(accountId, region, databases, { ill, insights: true }),
    );
    portal = await BenchPortal.start({
      entry: 'bench/healthBackend.ts',
      state: join(root, 'portal'),
      localUrl: proxy.url,
    });
    await portal.signIn();
    for (const name of names) {
      await portal.until(
        `/api/catalog/entities/by-name/resource/default/${name}`,
      );
    }
    await pollMinutes(portal, minutesBefore);
    const before = await countAtAws(local);
    const polls = await pollMinutes(portal, minutes);
    const calls = ((await countAtAws(local)) - before) / minutes;
    const instances = new Set(proxy.calls.map(({ resourceId }) => resourceId));
    const most = mostCalls(proxy.calls);
    const limit = maxCalls * viewed * instancesOfDatabase;
    report.note(
      `a call per viewer and minute (${viewers} viewers, ${viewed} databases)`,
      viewers,
      'calls a minute',
    );
    report.note(
      'a reading of both instances per viewer and minute',
      viewers * maxCalls * instancesOfDatabase,
      'calls a minute',
    );
    report.add(
      'calls of Performance Insights',
      calls,
      'calls a minute',
      `≤ ${limit} (${maxCalls} per viewed instance)`,
      calls > 0 && calls <= limit,
    );
    report.add(
      'the most calls of an instance in any minute',
      most,
      'calls',
      `≤ ${maxCalls}`,
      most > 0 && most <= maxCalls,
    );
    report.add(
      'instances that were read',
      instances.size,
      'instances',
      `${viewed * instancesOfDatabase}, those of viewed databases`,
      instances.size === viewed * instancesOfDatabase,
    );
    const failures = polls.flatMap(({ failure }) => (failure ? [failure] : []));
    report.add(
      'failed requests',
      failures.length,
      'requests',
      'none may',
      failures.length === 0,
    );
    if (failures[0]) {
      report.note(`the first: ${failures[0]}`, 1, 'request');
    }
    const unserved = polls.filter(
      ({ isUnavailable, hasStatements }) => isUnavailable || !hasStatements,
    ).length;
    report.add(
      `answers without a load, after ${minutesBefore} minutes`,
      unserved,
      `of ${polls.length}`,
      'none may',
      unserved === 0,
    );
    report.finish();
  } finally {
    await portal?.stop();
    await proxy.stop();
    await local.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});

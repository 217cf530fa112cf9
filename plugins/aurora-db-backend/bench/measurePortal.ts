import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { BenchPortal } from './BenchPortal';
import { type BudgetReport, median } from './BudgetReport';
import { AuroraLocalProcess } from './AuroraLocalProcess';
import { PeakMemory } from './PeakMemory';
import { isSynthChild, processTree, residentMegabytes } from './processMemory';

const workspace = resolve(__dirname, '../../..');
const rounds = 7;
const deploys = 20;
/**
 * Several environments, because IAM attaches at most 10 managed policies to a role, one for each
 * database.
 */
const environments = ['local', 'dev', 'stg'];
const pauseMs = 5;
const owner = 'group:default/guests';
const maxSlower = 3;
const maxBackend = 150;
const maxSynthChild = 500;

/** Latencies in milliseconds of consecutive trivial requests while `work` runs. */
async function latenciesDuring(
  portal: BenchPortal,
  work: () => Promise<unknown>,
): Promise<number[]> {
  const latencies: number[] = [];
  let isRunning = true;
  const watching = (async () => {
    while (isRunning) {
      const start = performance.now();
      await portal.get('/.backstage/health/v1/liveness');
      latencies.push(performance.now() - start);
      await delay(pauseMs);
    }
  })();
  await work();
  isRunning = false;
  await watching;
  return latencies;
}

function percentile99(latencies: number[]): number {
  const sorted = [...latencies].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
}

/** Ends the synth child, so that the next synthesis starts cold. */
async function endSynthChild(portal: BenchPortal): Promise<void> {
  const children = () => processTree(portal.pid).filter(isSynthChild);
  for (const pid of children()) {
    process.kill(pid);
  }
  while (children().length > 0) {
    await delay(pauseMs);
  }
}

/**
 * Measures the effects of a synthesis, and of many concurrent deploys, on a portal's users.
 *
 * @param bareFork - causes the same load on the machine as a synthesis, without the portal
 */
export async function measurePortal(
  report: BudgetReport,
  bareFork: () => Promise<void>,
): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'aurora-db-bench-'));
  chmodSync(root, 0o755);
  const local = await AuroraLocalProcess.start(join(root, 'local'));
  let portal: BenchPortal | undefined;
  try {
    portal = await BenchPortal.start({
      entry: 'bench/portalBackend.ts',
      state: join(root, 'portal'),
      localUrl: local.url,
    });
    await portal.signIn();
    await portal.until('/api/catalog/entities/by-name/group/default/guests');
    await measureRequests(report, portal, bareFork);
    await measureQueue(report, portal);
  } finally {
    await portal?.stop();
    await local.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

async function measureRequests(
  report: BudgetReport,
  portal: BenchPortal,
  bareFork: () => Promise<void>,
): Promise<void> {
  const values = { name: 'bench-plan', environment: 'dev', owner };
  const plan = () => portal.post('/api/aurora-db/deploys/plan', values);
  // The first plan loads the EC2 client, once in a backend's lifetime.
  const first = await latenciesDuring(portal, plan);
  const beside: number[] = [];
  const during: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    beside.push(...(await latenciesDuring(portal, bareFork)));
    await endSynthChild(portal);
    during.push(...(await latenciesDuring(portal, plan)));
  }
  const baseline = percentile99(beside);
  report.add(
    'a request beside a plan, with its synthesis from cold, p99',
    percentile99(during),
    'ms',
    `≤ 2 × that beside a bare fork, ${baseline.toFixed(1)} ms`,
    percentile99(during) <= 2 * baseline,
  );
  report.note('the longest of them', Math.max(...during), 'ms');
  report.note(
    'the longest beside a backend’s first plan, which loads the EC2 client',
    Math.max(...first),
    'ms',
  );
}

async function measureQueue(
  report: BudgetReport,
  portal: BenchPortal,
): Promise<void> {
  const { PortalClient } = await import(
    pathToFileURL(join(workspace, 'scripts/PortalClient.mjs')).href
  );
  const client = new PortalClient(portal.url);
  await client.signIn();
  await client.entity('template:default/goal-mandala-db');
  const idle = residentMegabytes(portal.pid);
  const peak = new PeakMemory(portal.pid);
  const start = performance.now();
  const ids: string[] = await Promise.all(
    Array.from({ length: deploys }, (_, index) =>
      client.startTask('goal-mandala-db', {
        name: `bench-${index}`,
        environment: environments[index % environments.length],
        owner,
      }),
    ),
  );
  const seconds: number[] = [];
  for (const id of ids) {
    const { status, log } = await client.finishTask(id, 600);
    if (status !== 'completed') {
      throw new Error(`A deploy ${status}:\n${log.join('\n')}`);
    }
    const events: { createdAt: string }[] = await client.get(
      `/api/scaffolder/v2/tasks/${id}/events`,
    );
    const times = events.map(({ createdAt }) => Date.parse(createdAt));
    seconds.push((Math.max(...times) - Math.min(...times)) / 1000);
  }
  peak.stop();
  report.add(
    `${deploys} deploys asked for at once: completed`,
    seconds.length,
    'of them',
    'all',
    seconds.length === deploys,
  );
  report.note('all of them took', (performance.now() - start) / 1000, 's');
  // Backstage starts waiting tasks in no fixed order. After its start, no task may starve.
  const usual = Math.max(median(seconds), 1);
  report.add(
    'the slowest, from its beginning',
    Math.max(...seconds),
    's',
    `≤ ${maxSlower} × the median, ${usual.toFixed(0)} s`,
    Math.max(...seconds) <= maxSlower * usual,
  );
  report.add(
    'the backend grew by, at most',
    peak.backend - idle,
    'MB',
    `≤ ${maxBackend} MB`,
    peak.backend - idle <= maxBackend,
  );
  report.add(
    'the synth child, one for all',
    peak.synthChild,
    'MB',
    `≤ ${maxSynthChild} MB`,
    peak.synthChild <= maxSynthChild,
  );
}

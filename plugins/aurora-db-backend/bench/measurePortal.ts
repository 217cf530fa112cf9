import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { BenchPortal } from './BenchPortal';
import { type BudgetReport, median } from './BudgetReport';
import { LocalEndpoint } from './localEndpoint';
import { PeakMemory } from './PeakMemory';
import { residentMegabytes } from './processMemory';

const workspace = resolve(__dirname, '../../..');
const rounds = 3;
const deploys = 20;
const pauseMs = 5;
const owner = 'group:default/guests';
/** Tasks that Backstage's scaffolder works on at once, unless `scaffolder.concurrentTasksLimit` says otherwise. */
const concurrentTasks = 10;
const maxBackend = 150;
const maxSynthChild = 500;

/** Latencies in milliseconds of a request that does nothing, one after the other, while something runs. */
async function latenciesDuring(
  portal: BenchPortal,
  work: () => Promise<unknown>,
): Promise<{ p99: number; max: number }> {
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
  latencies.sort((a, b) => a - b);
  return {
    p99: latencies[Math.floor(latencies.length * 0.99)] ?? Number.NaN,
    max: latencies.at(-1) ?? Number.NaN,
  };
}

/**
 * What a portal's users notice of a synthesis, and of many deploys at once.
 *
 * @param bareFork - keeps the machine as busy as a synthesis does, without the portal
 */
export async function measurePortal(
  report: BudgetReport,
  bareFork: () => Promise<void>,
): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'aurora-db-bench-'));
  chmodSync(root, 0o755);
  const local = await LocalEndpoint.start(join(root, 'local'));
  const beside: { p99: number; max: number }[] = [];
  const during: { p99: number; max: number }[] = [];
  let portal: BenchPortal | undefined;
  try {
    for (let round = 0; round < rounds; round += 1) {
      await portal?.stop();
      const started = await BenchPortal.start({
        entry: 'bench/portalBackend.ts',
        state: join(root, `portal-${round}`),
        localUrl: local.url,
      });
      portal = started;
      await started.signIn();
      await started.until('/api/catalog/entities/by-name/group/default/guests');
      beside.push(await latenciesDuring(started, bareFork));
      during.push(
        await latenciesDuring(started, () =>
          started.post('/api/aurora-db/deploys/plan', {
            name: 'bench-plan',
            environment: 'dev',
            owner,
          }),
        ),
      );
    }
    const p99 = (rows: { p99: number }[]) => median(rows.map(row => row.p99));
    report.add(
      'a request beside a plan, with its synthesis from cold, p99',
      p99(during),
      'ms',
      `≤ 2 × that beside a bare fork, ${p99(beside).toFixed(1)} ms`,
      p99(during) <= 2 * p99(beside),
    );
    report.note(
      'the longest of them (the first plan loads the EC2 client)',
      median(during.map(({ max }) => max)),
      'ms',
    );
    if (portal) {
      await measureQueue(report, portal);
    }
  } finally {
    await portal?.stop();
    await local.stop();
    rmSync(root, { recursive: true, force: true });
  }
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
        environment: 'local',
        owner,
      }),
    ),
  );
  const tasks: { id: string; createdAt: string; begunAt: string }[] = [];
  for (const id of ids) {
    const { status, createdAt, log } = await client.finishTask(id, 600);
    if (status !== 'completed') {
      throw new Error(`A deploy ${status}:\n${log.join('\n')}`);
    }
    const [first] = await client.get(`/api/scaffolder/v2/tasks/${id}/events`);
    tasks.push({ id, createdAt, begunAt: first.createdAt });
  }
  peak.stop();
  const seconds = (performance.now() - start) / 1000;
  const byCreation = [...tasks].sort((one, other) =>
    one.createdAt.localeCompare(other.createdAt),
  );
  const byBeginning = [...tasks].sort((one, other) =>
    one.begunAt.localeCompare(other.begunAt),
  );
  const overtaken = byCreation.map(
    (task, index) => byBeginning.indexOf(task) - index,
  );
  report.add(
    `${deploys} deploys asked for at once: completed`,
    tasks.length,
    'of them',
    'all',
    tasks.length === deploys,
  );
  report.note('all of them took', seconds, 's');
  report.add(
    'the most that one was overtaken',
    Math.max(...overtaken),
    'places',
    `≤ the ${concurrentTasks} that the scaffolder works on at once`,
    Math.max(...overtaken) <= concurrentTasks,
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

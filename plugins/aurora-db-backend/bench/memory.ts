/**
 * Bench `memory`: the plugin's share of a portal's memory, and the memory of aurora-db-local. Needs
 * /proc.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { BenchPortal } from './BenchPortal';
import { BudgetReport, median } from './BudgetReport';
import { AuroraLocalProcess } from './AuroraLocalProcess';
import { packBackend } from './packBackend';
import { PeakMemory } from './PeakMemory';
import {
  processTree,
  proportionalMegabytes,
  residentMegabytes,
} from './processMemory';

const workspace = resolve(__dirname, '../../..');
const settleMs = 20_000;
const rounds = 3;
const environments = ['local', 'dev', 'stg', 'prod'];
/** The plugin adds the templates to the catalog. The baseline has them as locations. */
const locations = [
  { type: 'file', target: './dev/catalog/entities.yaml' },
  ...['goal-mandala-db', 'aurora-db-release-snapshot', 'aurora-db-delete']
    .flatMap(name => [`${name}/template.yaml`, `${name}/template.ja.yaml`])
    .map(file => ({
      type: 'file',
      target: join(workspace, 'templates', file),
    })),
];

async function main() {
  const report = new BudgetReport('memory');
  const { PortalClient } = await import(
    pathToFileURL(join(workspace, 'scripts/PortalClient.mjs')).href
  );
  const root = mkdtempSync(join(tmpdir(), 'aurora-db-bench-'));
  chmodSync(root, 0o755);
  // Compiling sources at the start would use more memory than the plugin itself.
  const packed = await packBackend(root);
  const local = await AuroraLocalProcess.start(join(root, 'local'));
  const start = (name: string, variables?: Record<string, string>) =>
    BenchPortal.start({
      entry: 'bench/portalBackend.js',
      packed,
      state: join(root, name),
      localUrl: local.url,
      variables,
    });
  try {
    const without: number[] = [];
    const idle: number[] = [];
    const busy: number[] = [];
    let synthChild = 0;
    let localMegabytes = 0;
    for (let round = 0; round < rounds; round += 1) {
      const baseline = await start(`without-${round}`, {
        WITHOUT_AURORA_DB: 'true',
        APP_CONFIG_catalog_locations: JSON.stringify(locations),
      });
      await delay(settleMs);
      without.push(residentMegabytes(baseline.pid));
      await baseline.stop();

      const backend = await start(`with-${round}`);
      await delay(settleMs);
      idle.push(residentMegabytes(backend.pid));

      const client = new PortalClient(backend.url);
      await client.signIn();
      await client.entity('template:default/goal-mandala-db');
      const requests = [
        ...environments.map(environment => ({
          name: `bench-${round}`,
          environment,
        })),
        { name: `bench-${round}-again`, environment: 'local' },
      ];
      const tasks: string[] = [];
      for (const request of requests) {
        tasks.push(
          await client.startTask('goal-mandala-db', {
            ...request,
            owner: 'group:default/guests',
          }),
        );
      }
      const peak = new PeakMemory(backend.pid);
      for (const task of tasks) {
        const { status, log } = await client.finishTask(task);
        if (status !== 'completed') {
          throw new Error(`A deploy ${status}:\n${log.join('\n')}`);
        }
      }
      peak.stop();
      busy.push(peak.backend);
      synthChild = Math.max(synthChild, peak.synthChild);
      if (round === 0) {
        // Deletes the fifth cluster: the measurement needs one of each environment.
        const extra = await client.startTask('aurora-db-delete', {
          entityRef: 'resource:default/bench-0-again-local',
          confirm: 'bench-0-again-local',
          finalSnapshot: false,
        });
        await client.finishTask(extra);
        await delay(settleMs);
        localMegabytes = proportionalMegabytes(processTree(local.pid));
      }
      await backend.stop();
    }
    const base = median(without);
    report.note('backend without the plugin, idle (RSS)', base, 'MB');
    report.add(
      'plugin adds at idle',
      median(idle) - base,
      'MB',
      '≤ 60 MB',
      median(idle) - base <= 60,
    );
    report.add(
      'plugin adds during 5 deploys at once',
      median(busy) - base,
      'MB',
      '≤ 150 MB',
      median(busy) - base <= 150,
    );
    report.add(
      'synth child',
      synthChild,
      'MB',
      '≤ 500 MB',
      synthChild > 0 && synthChild <= 500,
    );
    report.add(
      'aurora-db-local with four clusters (PSS)',
      localMegabytes,
      'MB',
      '≤ 400 MB',
      localMegabytes > 0 && localMegabytes <= 400,
    );
    report.finish();
  } finally {
    await local.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});

/**
 * Bench `synth`: delays of the portal's event loop, time until a template, and concurrent deploys.
 */
import { execFile, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { benchRequest } from './benchRequest';
import { DefaultTemplateSynthesizer } from '../src/deploy/DefaultTemplateSynthesizer';
import { BudgetReport, median } from './BudgetReport';
import { measurePortal } from './measurePortal';

const rounds = 9;
const workspace = resolve(__dirname, '../../..');
const cdk = resolve(workspace, 'plugins/aurora-db-cdk');
const transform = require.resolve('@backstage/cli/config/nodeTransform.cjs');
const run = promisify(execFile);

async function timed<T>(work: () => Promise<T>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Event-loop delay in milliseconds while `work` runs. */
async function delayDuring(work: () => Promise<unknown>) {
  const histogram = monitorEventLoopDelay({ resolution: 1 });
  histogram.enable();
  // The monitor does not count a block before the first turn of the loop.
  await new Promise(done => setTimeout(done, 20));
  await work();
  histogram.disable();
  return { p99: histogram.percentile(99) / 1e6, max: histogram.max / 1e6 };
}

/**
 * The baseline: forks a child that does the same synthesis and causes the same load on the other
 * core.
 */
const bareFork = () =>
  new Promise<void>(done => {
    const child = fork(
      join(cdk, 'bench/bareSynth.ts'),
      [JSON.stringify(benchRequest)],
      {
        execArgv: ['--require', transform],
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      },
    );
    child.once('exit', () => done());
  });

const inBareChild = () =>
  run(
    process.execPath,
    [
      '--require',
      transform,
      join(cdk, 'bench/bareSynth.ts'),
      JSON.stringify(benchRequest),
    ],
    {
      cwd: cdk,
      maxBuffer: 1e8,
    },
  );

/** Runs `npx cdk synth`. Returns undefined if npm cannot download it. */
async function cdkSynth(): Promise<number | undefined> {
  const output = mkdtempSync(join(tmpdir(), 'aurora-db-bench-'));
  const app = `${process.execPath} --require ${transform} ${join(cdk, 'bench/cdkApp.ts')}`;
  const npx = (...args: string[]) =>
    run('npx', ['--yes', '--prefix', output, 'aws-cdk@2', ...args], {
      cwd: cdk,
      env: {
        ...process.env,
        CDK_DISABLE_CLI_TELEMETRY: 'true',
        SYNTH_REQUEST: JSON.stringify(benchRequest),
      },
    });
  try {
    await npx('--version'); // Downloads the CLI before the measurement.
    return await timed(() =>
      npx('synth', '--quiet', '--output', output, '--app', app),
    );
  } catch (error) {
    process.stderr.write(`cdk synth is not available: ${error}\n`);
    return undefined;
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

async function main() {
  const report = new BudgetReport('synth');

  const cold: number[] = [];
  const warm: number[] = [];
  const bare: number[] = [];
  const forks: { p99: number; max: number }[] = [];
  const synths: { p99: number; max: number }[] = [];
  await inBareChild(); // Fills the file cache for all measurements.
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await timed(inBareChild));
    forks.push(await delayDuring(bareFork));
    const synthesizer = new DefaultTemplateSynthesizer();
    synths.push(
      await delayDuring(async () => {
        cold.push(await timed(() => synthesizer.synthesize(benchRequest)));
      }),
    );
    warm.push(await timed(() => synthesizer.synthesize(benchRequest)));
    synthesizer.stop();
  }
  await measurePortal(report, bareFork);
  const external = await cdkSynth();

  // Last, because it blocks this event loop and keeps the memory.
  process.env.CDK_VALIDATION = 'false';
  const inProcess = await delayDuring(async () => {
    const synth: typeof import('@aurora-db/cdk/synth') = require('@aurora-db/cdk/synth');
    synth.synthesizeDatabase(benchRequest);
    await new Promise(done => setTimeout(done, 20));
  });

  const p99 = (rows: { p99: number }[]) => median(rows.map(row => row.p99));
  const max = (rows: { max: number }[]) => median(rows.map(row => row.max));
  report.add(
    'event-loop delay p99',
    p99(synths),
    'ms',
    `≤ 2 × a bare fork's ${p99(forks).toFixed(1)} ms`,
    p99(synths) <= 2 * p99(forks),
  );
  report.add(
    'event-loop delay max',
    max(synths),
    'ms',
    `≤ 2 × a bare fork's ${max(forks).toFixed(1)} ms`,
    max(synths) <= 2 * max(forks),
  );
  report.note('event-loop delay max of CDK in process', inProcess.max, 'ms');
  report.add(
    'time to template, cold',
    median(cold),
    'ms',
    `≤ 1.15 × a bare child's ${median(bare).toFixed(0)} ms`,
    median(cold) <= 1.15 * median(bare),
  );
  report.add(
    'time to template, warm',
    median(warm),
    'ms',
    '≤ 300 ms',
    median(warm) <= 300,
  );
  if (external !== undefined) {
    report.note('`npx cdk synth` of the same stack', external, 'ms');
  }
  report.finish();
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});

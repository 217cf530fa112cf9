/**
 * Bench `start`: time until the sample portal with six databases is usable, and of its pages, with
 * the compiled frontend and, as the baseline, with the development servers. Needs /proc.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchChromium } from '../../e2e/launchChromium.mjs';
import { signInAsGuest } from '../../e2e/signInAsGuest.mjs';
import { PortalClient } from '../PortalClient.mjs';
import { PortalCommand } from './PortalCommand.mjs';

// bench.mjs compiles what this requires.
const { BudgetReport, median } = createRequire(import.meta.url)(
  '../../plugins/aurora-db-backend/bench/BudgetReport.ts',
);

const rounds = 3;
const databases = [
  ['one', 'local'],
  ['two', 'local'],
  ['three', 'dev'],
  ['four', 'dev'],
  ['five', 'stg'],
  ['six', 'prod'],
];
const page = '/catalog/default/resource/one-local';
const variants = ['start', 'dev'];

const secondsSince = begun => (performance.now() - begun) / 1000;

async function createDatabases(portal) {
  const client = new PortalClient(portal.backendUrl);
  await client.signIn();
  const tasks = [];
  for (const [name, environment] of databases) {
    tasks.push(
      await client.startTask('goal-mandala-db', {
        name,
        environment,
        owner: 'group:default/guests',
      }),
    );
  }
  for (const task of tasks) {
    const { status, log } = await client.finishTask(task, 600);
    if (status !== 'completed') {
      throw new Error(`A deploy ${status}:\n${log.join('\n')}`);
    }
  }
}

/** A browser without a cache, which counts what it loads. */
async function openBrowser(browser) {
  const context = await browser.newContext();
  const tab = await context.newPage();
  tab.setDefaultTimeout(180_000);
  const session = await context.newCDPSession(tab);
  await session.send('Network.enable');
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  return {
    tab,
    close: () => context.close(),
    /** The time of `load` in seconds, and the megabytes that it loads. */
    async measure(load) {
      bytes = 0;
      const begun = performance.now();
      await load();
      return { seconds: secondsSince(begun), megabytes: bytes / 1e6 };
    },
  };
}

/** Starts a portal once and measures its first page and then further ones. */
async function measure(variant, state, chromium) {
  const portal = await PortalCommand.start(variant, state);
  try {
    const first = await openBrowser(chromium);
    const firstPage = await first.measure(async () => {
      await first.tab.goto(portal.url);
      await first.tab.getByRole('button', { name: 'Enter' }).waitFor();
    });
    await signInAsGuest(first.tab, portal.url);
    const cookiesOnly = await first.measure(async () => {
      await first.tab.goto(`${portal.url}${page}`);
      await first.tab
        .getByRole('heading', { name: 'Aurora database' })
        .waitFor();
    });
    const again = await first.measure(async () => {
      await first.tab.reload();
      await first.tab
        .getByRole('heading', { name: 'Aurora database' })
        .waitFor();
    });
    await first.close();
    return {
      ready: portal.seconds,
      firstPage,
      fullPage: cookiesOnly,
      again,
      server: portal.frontendMegabytes(),
      all: portal.megabytes(),
    };
  } finally {
    await portal.stop();
  }
}

const report = new BudgetReport('start');
const state = mkdtempSync(join(tmpdir(), 'aurora-db-bench-'));
// As root, PostgreSQL runs as another user.
chmodSync(state, 0o755);
const chromium = await launchChromium();
try {
  const first = await PortalCommand.start('start', state);
  report.note(
    `the first start${first.compiled ? ', with the build of the frontend' : ' with an empty state'}`,
    first.seconds,
    's',
  );
  try {
    await createDatabases(first);
  } finally {
    await first.stop();
  }
  const results = { start: [], dev: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const variant of variants) {
      results[variant].push(await measure(variant, state, chromium));
    }
  }
  const of = (variant, read) => median(results[variant].map(read));
  for (const [figure, unit, limit, read] of [
    ['ready, with six databases', 's', 10, one => one.ready],
    [
      'the first page, from then on',
      's',
      2,
      ({ firstPage }) => firstPage.seconds,
    ],
    ['the first page loads', 'MB', 4, ({ firstPage }) => firstPage.megabytes],
    [
      'a full load of the page of a database',
      's',
      2,
      ({ fullPage }) => fullPage.seconds,
    ],
    [
      'the same again, with what the browser kept',
      's',
      2,
      ({ again }) => again.seconds,
    ],
    ['it loads', 'MB', 1, ({ again }) => again.megabytes],
    [
      'memory of the server of the frontend (RSS)',
      'MB',
      200,
      one => one.server,
    ],
  ]) {
    const value = of('start', read);
    report.add(
      `npm start: ${figure}`,
      value,
      unit,
      `≤ ${limit} ${unit}`,
      value <= limit,
    );
    report.note(`baseline, npm run dev: ${figure}`, of('dev', read), unit);
  }
  for (const variant of variants) {
    report.note(
      `npm ${variant === 'dev' ? 'run dev' : 'start'}: all processes with PostgreSQL (PSS)`,
      of(variant, one => one.all),
      'MB',
    );
  }
  report.finish();
} finally {
  await chromium.close();
  rmSync(state, { recursive: true, force: true });
}

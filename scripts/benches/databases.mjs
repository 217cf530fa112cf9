/**
 * Bench `databases`: the longest task of the page of all databases with 1,000 and 2,000 of them,
 * while a user types, sorts, turns pages, scrolls and opens groups. The baseline is the same page
 * with as many databases as it shows at once. The answer of the backend is simulated, the rest is
 * the sample portal.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchChromium } from '../../e2e/launchChromium.mjs';
import { signInAsGuest } from '../../e2e/signInAsGuest.mjs';
import { fleetSummaries } from './fleetSummaries.mjs';
import { PortalCommand } from './PortalCommand.mjs';

// bench.mjs compiles what this requires.
const { BudgetReport, median } = createRequire(import.meta.url)(
  '../../plugins/aurora-db-backend/bench/BudgetReport.ts',
);

const rounds = 3;
/** The rows of one page. */
const baseline = 50;
const sizes = [baseline, 1_000, 2_000];
/** Users see an answer within this time as immediate, in ms of CPU time. */
const allowedMs = 100;

/**
 * The longest task of the page's main thread during an action, in ms of CPU time, so that other
 * load of the machine does not count. A task delays frames.
 */
async function longestTask(chromium, page, act) {
  await chromium.startTracing(page, { categories: ['toplevel', '__metadata'] });
  await act(page);
  const { traceEvents } = JSON.parse(await chromium.stopTracing());
  const threads = new Set(
    traceEvents
      .filter(
        ({ name, args }) =>
          name === 'thread_name' && args.name === 'CrRendererMain',
      )
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = traceEvents.filter(
    ({ name, pid, tid, tdur }) =>
      /RunTask$/.test(name) && tdur > 0 && threads.has(`${pid} ${tid}`),
  );
  return Math.max(0, ...tasks.map(({ tdur }) => tdur / 1_000));
}

const column = (page, name) =>
  page.getByRole('columnheader', { name }).getByRole('button');

async function choose(page, label, option) {
  await page.getByRole('button', { name: label }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** What a user does, in this order. */
const actions = {
  typing: async page => {
    const search = page.getByRole('searchbox', { name: 'Search' });
    await search.pressSequentially('team-1', { delay: 60 });
    await page.waitForURL(/text=team-1/);
    await search.fill('');
    await page.waitForURL(url => !url.searchParams.has('text'));
  },
  sorting: async page => {
    for (const name of ['Database', 'Capacity', 'Engine']) {
      await column(page, name).click();
      await page.waitForURL(/sort=/);
    }
  },
  scrolling: async page => {
    for (let step = 0; step < 10; step += 1) {
      await page.mouse.wheel(0, 400);
      await page.evaluate(
        () => new Promise(resolve => requestAnimationFrame(resolve)),
      );
    }
  },
  'opening groups': async page => {
    await choose(page, /^None/, 'Environment');
    await page.waitForURL(/group=environment/);
    await page.getByRole('button', { name: 'prod' }).click();
    await page.waitForURL(/open=prod/);
    await page.getByRole('button', { name: 'Expand all' }).click();
    await page.waitForURL(/open=\*|open=%2A/);
    await page.getByRole('button', { name: 'Collapse all' }).click();
    await page.waitForURL(url => !url.searchParams.has('open'));
  },
};

/** The longest task of each action, in ms. */
async function measure(chromium, portal, size) {
  const context = await chromium.newContext({
    locale: 'en-GB',
    viewport: { width: 1280, height: 900 },
  });
  try {
    const page = await context.newPage();
    const items = fleetSummaries(size);
    await page.route('**/api/aurora-db/clusters', route =>
      route.fulfill({
        json: { items, unavailable: [] },
        headers: {
          'access-control-allow-origin': portal.url,
          'access-control-allow-credentials': 'true',
        },
      }),
    );
    await signInAsGuest(page, portal.url);
    await page.getByRole('link', { name: 'Databases' }).click();
    await page.getByText(`${size.toLocaleString('en')} databases`).waitFor();
    await page.waitForLoadState('networkidle');
    const longest = {};
    for (const [name, act] of Object.entries(actions)) {
      longest[name] = await longestTask(chromium, page, act);
    }
    return longest;
  } finally {
    await context.close();
  }
}

const report = new BudgetReport('databases');
const state = mkdtempSync(join(tmpdir(), 'aurora-db-bench-'));
// As root, PostgreSQL runs as another user.
chmodSync(state, 0o755);
const chromium = await launchChromium();
const portal = await PortalCommand.start('start', state);
try {
  const results = new Map(sizes.map(size => [size, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const size of sizes) {
      results.get(size).push(await measure(chromium, portal, size));
    }
  }
  for (const name of Object.keys(actions)) {
    const [before, ...values] = sizes.map(size =>
      median(results.get(size).map(longest => longest[name])),
    );
    values.forEach((value, index) =>
      report.add(
        `${name} with ${sizes[index + 1]} databases: the longest task`,
        value,
        'ms',
        `≤ ${allowedMs} ms`,
        value <= allowedMs,
      ),
    );
    report.note(`baseline, ${name} with ${baseline} databases`, before, 'ms');
  }
  report.finish();
} finally {
  await portal.stop();
  await chromium.close();
  rmSync(state, { recursive: true, force: true });
}

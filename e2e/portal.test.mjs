// The main job in a real browser: sign in, fill in the form, watch the task, look at the card of a real PostgreSQL server.
import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { Portal } from '../scripts/Portal.mjs';
import { ensureChromium } from '../scripts/ensureChromium.mjs';
import { freePort, isFree } from '../scripts/ports.mjs';

const patience = 60_000;
/** Set AURORA_DB_SCREENSHOTS to a folder to keep a picture of every step. */
const pictures = process.env.AURORA_DB_SCREENSHOTS;

let portal;
let state;
let browser;
let page;

async function picture(name) {
  if (pictures) {
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({
      path: join(pictures, `${name}.png`),
      fullPage: true,
    });
  }
}

before(
  async () => {
    state = mkdtempSync(join(tmpdir(), 'aurora-db-e2e-'));
    chmodSync(state, 0o755);
    portal = new Portal({
      ports: {
        local: await freePort(),
        backend: await freePort(),
        portal: await freePort(),
      },
      state,
    });
    await portal.start();
    browser = await chromium.launch({
      executablePath: ensureChromium(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    page = await (
      await browser.newContext({
        viewport: { width: 1280, height: 1000 },
        locale: 'en-GB',
      })
    ).newPage();
    page.setDefaultTimeout(patience);
  },
  { timeout: 10 * 60_000 },
);

after(async () => {
  await browser?.close();
  const ports = Object.values(portal.ports);
  await portal.stop();
  // Everything that was started has ended, PostgreSQL included.
  for (const port of ports) {
    assert.ok(await isFree(port), `port ${port} is still in use`);
  }
  assert.deepEqual(processesNaming(state), []);
  rmSync(state, { recursive: true, force: true });
});

/** Command lines of running processes that name a folder, by /proc; none where there is no /proc. */
function processesNaming(folder) {
  if (!existsSync('/proc/self/cmdline')) {
    return [];
  }
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap(pid => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll(
          '\0',
          ' ',
        );
        return command.includes(folder) ? [command] : [];
      } catch {
        return [];
      }
    });
}

test('a guest signs in', async () => {
  await page.goto(portal.url);
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.getByText('Goal Mandala API').first().waitFor();
  await picture('1-catalog');
});

test('a bad name and a capacity beyond the bounds are refused in one clear sentence', async () => {
  await page.goto(`${portal.url}/create/templates/default/goal-mandala-db`);
  await page.getByLabel('Name').fill('Goal Mandala');
  await page.getByText('Local: to try things out').click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page
    .getByText(/3 to 40 lower-case letters, digits and single hyphens/)
    .first()
    .waitFor();
  await picture('2-bad-name');

  await page.getByLabel('Name').fill('goal-mandala');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('Owner').first().waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('textbox', { name: /Maximum capacity/ }).fill('64');
  await page.getByRole('button', { name: 'Review' }).click();
  const refusal = page.getByText(
    '64 ACU is outside the bounds of local: choose 1',
  );
  await refusal.waitFor();
  await picture('3-bad-capacity');

  await page.getByRole('textbox', { name: /Maximum capacity/ }).fill('1');
  await page.keyboard.press('Tab');
  await refusal.waitFor({ state: 'detached' });
});

test('the form deploys a database, and its task links to the entity', async () => {
  await page.getByRole('textbox', { name: /Maximum capacity/ }).fill('');
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('link', { name: 'Open the database' }).waitFor();
  await page.getByText('goal-mandala-local-aurora-cluster').first().waitFor();
  await picture('4-task');
});

test("the entity's page shows the card of the running database with numbers", async () => {
  await page.getByRole('link', { name: 'Open the database' }).click();
  await page.getByRole('heading', { name: 'Aurora database' }).waitFor();
  // The first datapoints come with the first minute of the server.
  await page
    .getByText(/\d+ of 189/)
    .first()
    .waitFor({ timeout: 150_000 });
  await page.getByText('15.17').first().waitFor();
  await page
    .getByText(/127\.0\.0\.1/)
    .first()
    .waitFor();
  await picture('5-entity');
});

// The main task in a real browser: sign in, fill in the form, watch the task, read the card of a
// real PostgreSQL server.
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
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test as nodeTest } from 'node:test';
import { Portal } from '../scripts/Portal.mjs';
import { freePort, isFree } from '../scripts/ports.mjs';
import { launchChromium } from './launchChromium.mjs';
import { signInAsGuest } from './signInAsGuest.mjs';

const patience = 60_000;
/** If AURORA_DB_SCREENSHOTS names a folder, each step saves a screenshot there. */
const pictures = process.env.AURORA_DB_SCREENSHOTS;

const axe = readFileSync(
  createRequire(
    new URL('../plugins/aurora-db-frontend/package.json', import.meta.url),
  ).resolve('axe-core/axe.min.js'),
  'utf8',
);

/** A test with a time limit: not every call to a page has one of its own. */
const test = (name, body) => nodeTest(name, { timeout: 8 * 60_000 }, body);

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

/** axe's findings about an element in the page, after its colours have settled. */
async function axeFindings(locator) {
  // Animations that follow the scroll position never end, e.g. the shadows of @backstage/ui's
  // cards.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .filter(({ timeline }) => timeline === document.timeline)
      .every(
        ({ effect, playState }) =>
          playState !== 'running' ||
          effect.getComputedTiming().endTime === Infinity,
      ),
  );
  await page.evaluate(axe);
  return locator.evaluate(async element => {
    const { violations } = await globalThis.axe.run(element);
    return violations.map(({ id, nodes }) =>
      [id, ...nodes.map(node => node.html)].join(' '),
    );
  });
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
    browser = await launchChromium();
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
  // Every process has ended, including PostgreSQL.
  for (const port of ports) {
    assert.ok(await isFree(port), `port ${port} is still in use`);
  }
  assert.deepEqual(processesNaming(state), []);
  rmSync(state, { recursive: true, force: true });
});

/**
 * Command lines of running processes that contain a folder, from /proc; none on machines without
 * /proc.
 */
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
  await signInAsGuest(page, portal.url);
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
  // The user's only group is filled in after the catalog has answered. The owner is required.
  await page.locator('input[value="group:default/guests"]').waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('textbox', { name: /Maximum capacity/ }).fill('64');
  await page.getByRole('button', { name: 'Next' }).click();
  const refusal = page.getByText(
    '64 ACU is outside the bounds of local: choose 1',
  );
  await refusal.waitFor();
  await picture('3-bad-capacity');

  await page.getByRole('textbox', { name: /Maximum capacity/ }).fill('1');
  await page.keyboard.press('Tab');
  await refusal.waitFor({ state: 'detached' });
});

test('the plan says what would be made, before anything is', async () => {
  await page.getByRole('textbox', { name: /Maximum capacity/ }).fill('');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText(/\d+ resources are added/).waitFor();
  await page.getByText('A new stack goal-mandala-local-database').waitFor();
  assert.deepEqual(await axeFindings(page.locator('form')), []);
  await picture('4-plan');
});

test('the form deploys a database, and its task links to the entity', async () => {
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('link', { name: 'Open the database' }).waitFor();
  await page.getByText('goal-mandala-local-aurora-cluster').first().waitFor();
  await picture('4-task');
});

test("the entity's page shows the card of the running database with numbers", async () => {
  await page.getByRole('link', { name: 'Open the database' }).click();
  await page.getByRole('heading', { name: 'Aurora database' }).waitFor();
  // The server publishes its first datapoints after its first minute.
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

test('its tab shows a chart of each metric, read out at one time, and how to connect', async () => {
  const entityPage = page.url();
  await page.getByRole('link', { name: 'Details' }).click();
  const charts = page.getByRole('figure');
  await charts.nth(4).locator('canvas').waitFor();
  assert.equal(await charts.count(), 5);
  const { width = 0, height = 0 } =
    (await charts.first().locator('.u-over').boundingBox()) ?? {};
  await charts
    .first()
    .locator('.u-over')
    .hover({ position: { x: width - 2, y: height / 2 } });
  // The cursors of the other charts move to the same time.
  for (const chart of await charts.all()) {
    const cursor = await chart.locator('.u-cursor-x').boundingBox();
    const plot = await chart.locator('.u-over').boundingBox();
    assert.ok(cursor && plot && cursor.x > plot.x + plot.width / 2);
  }
  await page
    .getByText(/^psql "host=127\.0\.0\.1 .*sslmode=verify-full/)
    .waitFor();
  await page.getByRole('radio', { name: '7 days' }).click();
  await page.waitForURL(/range=7d/);
  assert.deepEqual(await axeFindings(page.locator('main')), []);
  await picture('5-tab');
  await page.goto(entityPage);
});

test('the page of all databases leads to it', async () => {
  await page.getByRole('link', { name: 'Databases' }).click();
  const row = page.getByRole('row', { name: /goal-mandala \(local\)/ });
  await row.getByText(/of 1$/).waitFor();
  await page.getByRole('searchbox').fill('no such database');
  await row.waitFor({ state: 'detached' });
  await page.getByRole('searchbox').fill('goal-mandala');
  assert.deepEqual(await axeFindings(page.locator('main')), []);
  await picture('5-databases');
  await row.getByRole('link', { name: 'goal-mandala (local)' }).click();
  await page.getByRole('heading', { name: 'Aurora database' }).waitFor();
  const card = page.getByRole('article').filter({ hasText: 'Connections' });
  await card.getByText(/\d+ of 189/).waitFor();
  assert.deepEqual(await axeFindings(card), []);
});

test('a snapshot before a release takes one button and its few words', async () => {
  await page.getByRole('button', { name: 'Take snapshot' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Label').fill('before the release');
  await dialog.getByLabel('Release', { exact: true }).fill('v2.4.0');
  await dialog.getByRole('textbox', { name: /days/ }).fill('14');
  await picture('6-snapshot');
  await dialog.getByRole('button', { name: 'Take the snapshot' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Release v2.4.0').waitFor();
  // A snapshot can be restored as soon as it is available.
  await page
    .getByRole('button', { name: /Restore.*before the release/ })
    .and(page.locator(':enabled'))
    .waitFor();
  await page.getByText('1 of 100 manual snapshots used').first().waitFor();
  await picture('7-snapshots');
});

test('a restore to a time is chosen by keyboard, and its plan says what would be made', async () => {
  await page
    .getByRole('button', { name: /^Restore/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('A point in time').click();
  const slider = dialog.getByRole('slider');
  // A database that is a few seconds old can be restored only to a single second.
  await page.waitForFunction(
    input => Number(input.min) < Number(input.max),
    await slider.elementHandle(),
  );
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  // The right end of the slider follows the latest restorable time, which moves on.
  const { chosen, latest } = await slider.evaluate(input => ({
    chosen: input.valueAsNumber,
    latest: Number(input.max),
  }));
  assert.ok(chosen < latest);
  const utc = new Date(chosen).toISOString().slice(11, 19);
  await dialog
    .getByText(new RegExp(`${utc} UTC$`))
    .first()
    .waitFor();
  await dialog.getByRole('button', { name: 'Show the plan' }).click();
  await dialog.getByText(/resources are added/).waitFor();
  await dialog
    .getByText('No other restore of this database is running')
    .waitFor();
  await picture('8-plan');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});

test('a snapshot is restored into a database of its own, once the name is typed', async () => {
  await page
    .getByRole('button', { name: /Restore.*before the release/ })
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name of the new database').fill('goal-mandala-undo');
  await dialog.getByRole('button', { name: 'Show the plan' }).click();
  await dialog.getByRole('button', { name: 'Continue' }).click();
  const confirm = dialog.getByRole('button', { name: /^Restore as/ });
  await dialog.getByRole('textbox').fill('goal-mandala');
  assert.ok(await confirm.isDisabled());
  await dialog.getByRole('textbox').fill('goal-mandala-local');
  await picture('9-confirm');
  await confirm.click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'goal-mandala-undo-local' }).waitFor();
  await picture('10-restoring');

  await page.getByRole('link', { name: 'Open the restored database' }).click();
  await page
    .getByRole('heading', { name: 'goal-mandala-undo (local)' })
    .waitFor();
  await page.getByText('Restored from').first().waitFor();
  await picture('11-restored');
  // The page is as it was before.
  await page
    .getByRole('link', { name: 'goal-mandala (local)' })
    .first()
    .click();
  await page.getByRole('heading', { name: 'goal-mandala (local)' }).waitFor();
  await page
    .getByText(/127\.0\.0\.1/)
    .first()
    .waitFor();
});

test('a name that exists and another restore are refused in words, and nothing typed is lost', async () => {
  await page
    .getByRole('button', { name: /Restore.*before the release/ })
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name of the new database').fill('goal-mandala-undo');
  await dialog.getByRole('button', { name: 'Show the plan' }).click();
  await dialog
    .getByText(/goal-mandala-undo-local-database exists already/)
    .waitFor();
  assert.ok(
    await dialog.getByRole('button', { name: 'Continue' }).isDisabled(),
  );
  await picture('12-taken');
  await dialog.getByRole('button', { name: 'Back' }).click();
  assert.equal(
    await dialog.getByLabel('Name of the new database').inputValue(),
    'goal-mandala-undo',
  );
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});

test('a snapshot is deleted once it is confirmed', async () => {
  await page
    .getByRole('button', { name: /Delete.*before the release/ })
    .click();
  const dialog = page.getByRole('dialog');
  await picture('13-delete');
  await dialog.getByRole('button', { name: /^Delete/ }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('0 of 100 manual snapshots used').first().waitFor();
});

test('a release pipeline takes its snapshot by a template', async () => {
  await page.goto(
    `${portal.url}/create/templates/default/aurora-db-release-snapshot`,
  );
  // Not the side bar's “Databases”.
  await page.getByLabel(/^Database\b/).click();
  await page.getByRole('option', { name: /goal-mandala \(local\)/ }).click();
  await page.getByLabel('Release').fill('v2.5.0');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Take snapshot' }).click();
  await page
    .getByText(/goal-mandala-local-release-\d{14}/)
    .first()
    .waitFor();
  await picture('14-release-snapshot');
});

// The main tasks in a real browser. Each test names the databases and snapshots that it needs.
import assert from 'node:assert/strict';
import { after, before, test as nodeTest } from 'node:test';
import {
  TestPortal,
  axeFindings,
  formPath,
  picture,
  usedSnapshots,
} from './TestPortal.mjs';

const minute = 60_000;
/** A test with a time limit: not every call to a page has one of its own. */
const test = (name, body) =>
  nodeTest(name, { timeout: 8 * minute }, async () => {
    try {
      await body();
    } catch (error) {
      await portal.closePage();
      throw error;
    }
  });

const portal = new TestPortal();
/** Until sessions of the database `accounts` wait for a lock. */
let locked;

before(
  async () => {
    await portal.start();
    // Its first datapoints come after its first minute. Tests without it run meanwhile.
    void portal.database('goal-mandala').catch(() => undefined);
    // Three of its minutes must exceed the threshold.
    locked = portal.lock('accounts');
    locked.catch(() => undefined);
  },
  { timeout: 10 * minute },
);
after(() => portal.stop());

test('a guest signs in', async () => {
  const context = await portal.newContext();
  const page = await portal.newPage(context);
  await page.goto(portal.url);
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.getByText('Goal Mandala API').first().waitFor();
  await picture(page, '1-catalog');
  await context.close();
});

test('a bad name is refused in one clear sentence', async () => {
  const page = await portal.openPage(formPath);
  await page.getByLabel('Name').fill('Goal Mandala');
  await page.getByText('Local: to try things out').click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page
    .getByText(/3 to 40 lower-case letters, digits and single hyphens/)
    .first()
    .waitFor();
  await picture(page, '2-bad-name');
});

test('a capacity beyond the bounds is refused in one clear sentence', async () => {
  const page = await portal.openForm('too-large');
  const capacity = page.getByRole('textbox', { name: /Maximum capacity/ });
  await capacity.fill('64');
  await page.getByRole('button', { name: 'Next' }).click();
  const refusal = page.getByText(
    '64 ACU is outside the bounds of local: choose 1',
  );
  await refusal.waitFor();
  await picture(page, '3-bad-capacity');

  await capacity.fill('1');
  await page.keyboard.press('Tab');
  await refusal.waitFor({ state: 'detached' });
});

test('the plan shows the changes before the form deploys a database, and the task links to its entity', async () => {
  const page = await portal.openForm('from-form');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText(/\d+ resources are added/).waitFor();
  await page.getByText('A new stack from-form-local-database').waitFor();
  assert.deepEqual(await axeFindings(page, page.locator('form')), []);
  await picture(page, '4-plan');

  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  const link = page.getByRole('link', { name: 'Open the database' });
  await link.waitFor({ timeout: 5 * minute });
  await page.getByText('from-form-local-aurora-cluster').first().waitFor();
  await picture(page, '4-task');
  await link.click();
  await page.getByRole('heading', { name: 'Aurora database' }).waitFor();
});

test("the entity's page shows the card of the running database with numbers", async () => {
  const page = await portal.openCard('goal-mandala');
  await page.getByText('15.17').first().waitFor();
  await page
    .getByText(/127\.0\.0\.1/)
    .first()
    .waitFor();
  await picture(page, '5-entity');
  const card = page.getByRole('article').filter({ hasText: 'Connections' });
  await card.getByText(/\d+ of 189/).waitFor();
  assert.deepEqual(await axeFindings(page, card), []);
});

/** Runs in the page: whether the cursor of each chart is in its right half. */
const haveCursorsAtRight = charts =>
  charts.every(chart => {
    const cursor = chart.querySelector('.u-cursor-x')?.getBoundingClientRect();
    const plot = chart.querySelector('.u-over')?.getBoundingClientRect();
    return cursor && plot && cursor.x > plot.x + plot.width / 2;
  });

test('its tab shows a chart of each metric, read out at one time, and how to connect', async () => {
  const page = await portal.openCard('goal-mandala');
  await page.getByRole('link', { name: 'Details' }).click();
  const charts = page.getByRole('figure');
  await charts.nth(4).locator('canvas').waitFor();
  assert.equal(await charts.count(), 5);
  // The cursors of the other charts move to the same time, at their next rendering. A list that
  // appears above the charts moves them away from the pointer.
  for (const until = Date.now() + minute; ;) {
    const plot = charts.first().locator('.u-over');
    const { width = 0, height = 0 } = (await plot.boundingBox()) ?? {};
    await plot.hover({ position: { x: width - 2, y: height / 2 } });
    if (await charts.evaluateAll(haveCursorsAtRight)) {
      break;
    }
    assert.ok(Date.now() < until, 'the cursors are not at one time');
  }
  const chart = charts.first().getByRole('slider');
  await chart.focus();
  await page.keyboard.press('ArrowLeft');
  await page.getByText(/^Values at /).waitFor();
  assert.match(
    await chart.getAttribute('aria-valuetext'),
    /, (\d.* ACU|no data)(,|$)/,
  );
  await page
    .getByText(/^psql "host=127\.0\.0\.1 .*sslmode=verify-full/)
    .waitFor();
  await page.getByRole('radio', { name: '7 days' }).click();
  await page.waitForURL(/range=7d/);
  assert.deepEqual(await axeFindings(page, page.locator('main')), []);
  await picture(page, '5-tab');
});

/** The titles of the columns whose arrow of the sort is visible. */
const columnsWithArrow = page =>
  page
    .getByRole('columnheader')
    .filter({ has: page.locator('svg') })
    .evaluateAll(headers =>
      headers
        .filter(
          header => getComputedStyle(header.querySelector('svg')).opacity > 0,
        )
        .map(header => header.textContent),
    );

test('the page of all databases leads to each of them', async () => {
  await portal.database('goal-mandala');
  const page = await portal.openPage('/');
  await page.getByRole('link', { name: 'Databases' }).click();
  const row = page.getByRole('row', { name: /goal-mandala-local/ });
  await row.getByText(/of 1 ACU$/).waitFor({ timeout: 2.5 * minute });
  assert.deepEqual(await columnsWithArrow(page), ['Severity']);
  await page.getByRole('searchbox').fill('no such database');
  await row.waitFor({ state: 'detached' });
  await page.getByRole('searchbox').fill('goal-mandala');
  assert.deepEqual(await axeFindings(page, page.locator('main')), []);
  await picture(page, '5-databases');
  await row.getByRole('link', { name: 'goal-mandala-local' }).click();
  await page.getByRole('heading', { name: 'Aurora database' }).waitFor();
});

test('a snapshot before a release takes one button and its few words', async () => {
  const page = await portal.openPage(await portal.database('goal-mandala'));
  const used = await usedSnapshots(page);
  await page.getByRole('button', { name: 'Take snapshot' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Label').fill('before the release');
  await dialog.getByLabel('Release', { exact: true }).fill('v2.4.0');
  await dialog.getByRole('textbox', { name: /days/ }).fill('14');
  await picture(page, '6-snapshot');
  await dialog.getByRole('button', { name: 'Take the snapshot' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Release v2.4.0').waitFor();
  // A snapshot can be restored as soon as it is available.
  await page
    .getByRole('button', { name: /Restore.*before the release/ })
    .and(page.locator(':enabled'))
    .waitFor();
  await page
    .getByText(`${used + 1} of 100 manual snapshots used`)
    .first()
    .waitFor();
  await picture(page, '7-snapshots');
});

test('a restore to a time is chosen by keyboard, and its plan says what would be made', async () => {
  const page = await portal.openPage(await portal.database('goal-mandala'));
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
  await picture(page, '8-plan');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});

test('a snapshot is restored into a database of its own, once the name is typed', async () => {
  await portal.snapshot('goal-mandala', 'to restore');
  const page = await portal.openPage(await portal.database('goal-mandala'));
  await page.getByRole('button', { name: /Restore.*to restore/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name of the new database').fill('goal-mandala-undo');
  await dialog.getByRole('button', { name: 'Show the plan' }).click();
  await dialog.getByRole('button', { name: 'Continue' }).click();
  const confirm = dialog.getByRole('button', { name: /^Restore as/ });
  await dialog.getByRole('textbox').fill('goal-mandala');
  assert.ok(await confirm.isDisabled());
  await dialog.getByRole('textbox').fill('goal-mandala-local');
  await picture(page, '9-confirm');
  await confirm.click();
  await dialog.waitFor({ state: 'detached' });
  // The entity's title, once the catalog has it.
  await page
    .getByRole('link', { name: /^goal-mandala-undo.*local/ })
    .first()
    .waitFor();
  await picture(page, '10-restoring');

  await page.getByRole('link', { name: 'Open the restored database' }).click();
  await page
    .getByRole('heading', { name: 'goal-mandala-undo (local)' })
    .waitFor();
  await page.getByText('Restored from').first().waitFor();
  await picture(page, '11-restored');
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

test("another tool's cluster is saved and restored into a database of the portal, and cannot be changed", async () => {
  const page = await portal.openPage(
    await portal.foreignCluster('legacy-orders'),
  );
  await page.getByText('db.t4g.medium').first().waitFor();
  await page.getByText('The portal did not create this cluster').waitFor();
  assert.equal(
    await page.getByRole('link', { name: /Change|Delete/ }).count(),
    0,
  );
  await page.getByRole('button', { name: 'Take snapshot' }).first().click();
  let dialog = page.getByRole('dialog');
  await dialog.getByLabel('Label').fill('before the move');
  await dialog.getByRole('button', { name: 'Take the snapshot' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page
    .getByRole('button', { name: /Restore.*before the move/ })
    .and(page.locator(':enabled'))
    .click();
  dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name of the new database').fill('orders-moved');
  await dialog.getByRole('button', { name: 'Show the plan' }).click();
  await dialog.getByText(/have the classes db\.t4g\.medium/).waitFor();
  await dialog.getByText(/The master user stays app_admin/).waitFor();
  await picture(page, '12-foreign-plan');
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await dialog.getByRole('textbox').fill('local.legacy-orders');
  await dialog.getByRole('button', { name: /^Restore as/ }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Open the restored database' }).click();
  await page.getByRole('heading', { name: 'orders-moved (local)' }).waitFor();
  await page.getByText('Restored from').first().waitFor();
  await picture(page, '13-foreign-restored');
});

test('a card says which statement waits for a lock, the tab shows it, and the log contains it', async () => {
  await locked;
  const page = await portal.openPage(await portal.database('accounts'));
  await page
    .getByText(/40 sessions wait for a lock: UPDATE problem_accounts/)
    .waitFor({ timeout: 4 * minute });
  await picture(page, '15-cause');
  await page.getByRole('link', { name: 'Details' }).click();
  await page
    .getByRole('row', { name: /UPDATE problem_accounts/ })
    .first()
    .waitFor();
  assert.deepEqual(await axeFindings(page, page.locator('main')), []);
  await picture(page, '16-load');
  await page.getByRole('link', { name: 'Log', exact: true }).click();
  await page.getByText('The log contains data').waitFor();
  await page.getByText('All lines').click();
  await page
    .getByText(/still waiting for/)
    .first()
    .waitFor();
  assert.deepEqual(await axeFindings(page, page.locator('main')), []);
  await picture(page, '17-log');
});

test('a name that exists is refused in words, and nothing typed is lost', async () => {
  await portal.database('taken');
  await portal.snapshot('goal-mandala', 'for a taken name');
  const page = await portal.openPage(await portal.database('goal-mandala'));
  await page.getByRole('button', { name: /Restore.*for a taken name/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name of the new database').fill('taken');
  await dialog.getByRole('button', { name: 'Show the plan' }).click();
  await dialog.getByText(/taken-local-database exists already/).waitFor();
  assert.ok(
    await dialog.getByRole('button', { name: 'Continue' }).isDisabled(),
  );
  await picture(page, '12-taken');
  await dialog.getByRole('button', { name: 'Back' }).click();
  assert.equal(
    await dialog.getByLabel('Name of the new database').inputValue(),
    'taken',
  );
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});

test('a snapshot is deleted once it is confirmed', async () => {
  await portal.snapshot('goal-mandala', 'to delete');
  const page = await portal.openPage(await portal.database('goal-mandala'));
  const remove = page.getByRole('button', { name: /Delete.*to delete/ });
  await remove.waitFor();
  const used = await usedSnapshots(page);
  await remove.click();
  const dialog = page.getByRole('dialog');
  await picture(page, '13-delete');
  await dialog.getByRole('button', { name: /^Delete/ }).click();
  await dialog.waitFor({ state: 'detached' });
  await page
    .getByText(`${used - 1} of 100 manual snapshots used`)
    .first()
    .waitFor();
});

test('a release pipeline takes its snapshot by a template', async () => {
  await portal.database('goal-mandala');
  const page = await portal.openPage(
    '/create/templates/default/aurora-db-release-snapshot',
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
  await picture(page, '14-release-snapshot');
});

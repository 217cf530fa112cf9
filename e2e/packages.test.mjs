// The published packages in a portal: compiled, without the sources of this workspace.
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test as nodeTest } from 'node:test';
import { Portal } from '../scripts/Portal.mjs';
import { PortalClient } from '../scripts/PortalClient.mjs';
import { findPackageProblems } from '../scripts/findPackageProblems.mjs';
import { packPortal } from '../scripts/packPortal.mjs';
import { freePort } from '../scripts/ports.mjs';
import { chooseOwner } from './chooseOwner.mjs';
import { launchChromium } from './launchChromium.mjs';
import { signInAsGuest } from './signInAsGuest.mjs';

const minute = 60_000;
const test = (name, body) => nodeTest(name, { timeout: 8 * minute }, body);

let folder;
let packages;
let portal;
let client;
let browser;
let page;
/** Errors in the pages. */
const complaints = [];

before(
  async () => {
    folder = mkdtempSync(join(tmpdir(), 'aurora-db-packages-'));
    // As root, PostgreSQL runs as another user.
    chmodSync(folder, 0o755);
    const packed = packPortal(folder);
    ({ packages } = packed);
    portal = new Portal({
      ports: {
        local: await freePort(),
        backend: await freePort(),
        portal: await freePort(),
      },
      state: join(folder, 'state'),
      root: packed.root,
      // Compiles the published files.
      hotReloading: true,
    });
    await portal.start();
    client = new PortalClient(
      portal.backendUrl.replace('localhost', '127.0.0.1'),
    );
    await client.signIn();
    browser = await launchChromium();
    page = await browser.newPage({ locale: 'en-GB' });
    page.setDefaultTimeout(2 * minute);
    page.on('pageerror', error => complaints.push(error.message));
  },
  { timeout: 15 * minute },
);

after(async () => {
  await browser?.close();
  await portal?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('the packages have no problems', async () => {
  assert.ok(packages.length >= 5);
  for (const one of packages) {
    for (const [check, problems] of Object.entries(
      await findPackageProblems(one),
    )) {
      assert.deepEqual(problems, [], `${check} of ${one.name}`);
    }
  }
});

test("the backend's package has the templates and the skeleton", () => {
  const { folder: backend } = packages.find(({ name }) =>
    name.endsWith('-backend'),
  );
  for (const path of ['template.yaml', 'skeleton/package.json.njk']) {
    assert.ok(
      existsSync(join(backend, 'templates/goal-mandala-db', path)),
      path,
    );
  }
});

test('a database is deployed by the compiled backend', async () => {
  const { status, log } = await client.finishTask(
    await client.startTask('goal-mandala-db', {
      name: 'packed',
      environment: 'local',
      owner: 'group:default/guests',
    }),
  );
  assert.equal(status, 'completed', log.join('\n'));
  // A page that is opened before the catalog has the entity stays empty.
  await client.entity('resource:default/packed-local');
});

test("the compiled frontend's form plans another", async () => {
  await signInAsGuest(page, portal.url);
  await page.goto(`${portal.url}/create/templates/default/goal-mandala-db`);
  await page.getByLabel('Name').fill('another');
  await page.getByText('Local: to try things out').click();
  await page.getByRole('button', { name: 'Next' }).click();
  await chooseOwner(page);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('textbox', { name: /Maximum capacity/ }).fill('1');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('A new stack another-local-database').waitFor();
});

test('its card and charts show the running database, and nothing throws in the page', async () => {
  await page.goto(`${portal.url}/catalog/default/resource/packed-local`);
  await page.getByRole('heading', { name: 'Aurora database' }).waitFor();
  // The server publishes its first datapoints after its first minute.
  await page
    .getByText(/\d+ of 189/)
    .first()
    .waitFor({ timeout: 2.5 * minute });
  await page.getByRole('link', { name: 'Details' }).click();
  const plot = page.getByRole('figure').first().locator('.u-over');
  await plot.waitFor();
  // uPlot's style sheet positions its elements over one another.
  assert.equal(
    await plot.evaluate(element => getComputedStyle(element).position),
    'absolute',
  );
  assert.deepEqual(complaints, []);
});

// The published packages in portals that create-app makes, installed as the README says.
import assert from 'node:assert/strict';
import {
  appendFileSync,
  chmodSync,
  mkdtempSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { PortalClient } from '../../scripts/PortalClient.mjs';
import { packPackages } from '../../scripts/packPackages.mjs';
import { freePort } from '../../scripts/ports.mjs';
import { launchChromium } from '../launchChromium.mjs';
import { PackageRegistry } from './PackageRegistry.mjs';
import { StockPortal } from './StockPortal.mjs';
import { readmeCode, readmeCommands } from './readmeCode.mjs';

const minute = 60_000;
const trial = 'Try it in your portal without AWS';
/** Screenshots are kept if this variable names a folder. */
const pictures = process.env.AURORA_DB_ADOPTION_PICTURES;

let folder;
let registry;
let browser;

before(
  async () => {
    folder = mkdtempSync(join(tmpdir(), 'aurora-db-adoption-'));
    // As root, PostgreSQL runs as another user.
    chmodSync(folder, 0o755);
    registry = new PackageRegistry(packPackages(folder));
    await registry.start();
    browser = await launchChromium();
  },
  { timeout: 30 * minute },
);

after(async () => {
  await browser?.close();
  registry?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The second is a day on which the newest release did not exist yet. */
const releases = [
  ['of the newest release', undefined],
  ['of Backstage 1.55', '2026-11-17'],
];

/** Another page would ask again before the portal knows the user. */
async function signIn(page) {
  const enter = page.getByRole('button', { name: 'Enter' });
  await enter.click({ timeout: 5 * minute });
  await enter.waitFor({ state: 'detached', timeout: 5 * minute });
}

for (const [release, published] of releases) {
  describe(`a stock portal ${release}`, () => {
    let portal;
    let client;
    let page;
    /** Errors in the pages. */
    const complaints = [];

    const picture = async name => {
      if (pictures) {
        await page.screenshot({
          path: join(
            pictures,
            `${release.replaceAll(/\W+/g, '-')}-${name}.png`,
          ),
          fullPage: true,
        });
      }
    };

    before(
      async () => {
        portal = new StockPortal(
          join(folder, `portal-${published ?? 'newest'}`),
          {
            ports: {
              local: await freePort(),
              backend: await freePort(),
              portal: await freePort(),
            },
            registry: registry.url,
            before: published,
          },
        );
        await portal.create();
        const commands = readmeCommands('Install in your portal');
        const isForOldReleases = command => command.startsWith('export ');
        const first = commands.filter(
          command => published && isForOldReleases(command),
        );
        for (const command of commands) {
          if (!isForOldReleases(command)) {
            await portal.shell([...first, command].join('\n'));
          }
        }
        portal.edit('packages/backend/src/index.ts', text =>
          text.replace(
            'backend.start();',
            `${readmeCode('Install in your portal', 'ts')
              .flatMap(code => code.split('\n'))
              .filter(line => line.startsWith('backend.add('))
              .join('\n')}\n\nbackend.start();`,
          ),
        );
        for (const command of readmeCommands(trial)) {
          if (command === 'yarn aurora-db-local') {
            const state = join(folder, `state-${published ?? 'newest'}`);
            await portal
              .startLocal(state)
              .answers(`${portal.localUrl}/_aurora-local/health`);
          } else {
            await portal.shell(
              command.replace(
                '--print-config',
                `--print-config --port ${portal.ports.local}`,
              ),
            );
          }
        }
        await portal.start().answers(portal.url, undefined, 300);
        client = new PortalClient(portal.backendUrl);
        await client.signIn();
        page = await browser.newPage({ locale: 'en-GB' });
        page.setDefaultTimeout(minute);
        page.on('pageerror', error => complaints.push(error.message));
      },
      { timeout: 40 * minute },
    );

    after(async () => {
      await page?.close();
      await portal?.stop();
    });

    test('has no copy of a package of Backstage for the plugins alone', () => {
      // An entry of the lockfile begins with all ranges that it satisfies.
      const entries = readFileSync(join(portal.folder, 'yarn.lock'), 'utf8')
        .split('\n\n')
        .map(entry => entry.split('\n')[0])
        .filter(ranges => ranges.startsWith('"@backstage/'))
        .map(ranges => ranges.replaceAll(/[":]/g, '').split(', '));
      const ours = new Set(
        registry.packages.flatMap(({ folder: unpacked }) =>
          Object.entries(
            JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8'))
              .dependencies ?? {},
          ).map(([name, range]) => `${name}@npm${range}`),
        ),
      );
      const nameOf = range => range.slice(0, range.lastIndexOf('@'));
      const copies = name =>
        entries.filter(([range]) => nameOf(range) === name).length;
      assert.ok(entries.flat().filter(range => ours.has(range)).length > 10);
      assert.deepEqual(
        entries.filter(
          ranges =>
            ranges.every(range => ours.has(range)) &&
            copies(nameOf(ranges[0])) > 1,
        ),
        [],
      );
    });

    test('has the templates of the packages in its catalog', async () => {
      for (const name of [
        'goal-mandala-db',
        'aurora-db-release-snapshot',
        'aurora-db-delete',
      ]) {
        await client.entity(`template:default/${name}`);
      }
    });

    afterEach(async context => {
      if (!context.passed && !page.isClosed()) {
        await picture(`failed-${context.name.replaceAll(/\W+/g, '-')}`);
      }
    });

    test('creates a database from the form', async () => {
      await page.goto(portal.url, { timeout: 5 * minute });
      await signIn(page);
      await page.goto(`${portal.url}/create/templates/default/goal-mandala-db`);
      await page.getByLabel('Name').fill('adopted');
      await page.getByText('Local: to try things out').click();
      await picture('form');
      await page.getByRole('button', { name: 'Next' }).click();
      // The only group is selected.
      await page.locator('input[value="group:default/guests"]').waitFor();
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByText('A new stack adopted-local-database').waitFor();
      await picture('plan');
      await page.getByRole('button', { name: 'Review' }).click();
      await page.getByRole('button', { name: 'Create' }).click();
      await page
        .getByRole('link', { name: 'Open the database' })
        .waitFor({ timeout: 5 * minute });
      await picture('task');
    });

    test('shows the card and the tab of the database', async () => {
      await page.goto(`${portal.url}/catalog/default/resource/adopted-local`);
      await page.getByRole('heading', { name: 'Aurora database' }).waitFor();
      // The server publishes its first datapoints after its first minute.
      await page
        .getByText(/\d+ of 189/)
        .first()
        .waitFor({ timeout: 3 * minute });
      await picture('card');
      await page.getByRole('link', { name: 'Details' }).click();
      await page.getByRole('figure').first().waitFor();
      await picture('tab');
    });

    test('lists the database on the page of all databases', async () => {
      await page.goto(`${portal.url}/databases`);
      await page
        .getByRole('link', { name: /^adopted/ })
        .first()
        .waitFor();
      await picture('databases');
    });

    test('has no error in a page', () => {
      assert.deepEqual(complaints, []);
    });

    if (!published) {
      test('works as its Dockerfile arranges it, including the templates', async () => {
        await page.close();
        await portal.stopServer('portal');
        const image = await portal.startImage(join(folder, 'image'), [
          'app-config.local.yaml',
        ]);
        await image.answers(
          `${portal.backendUrl}/.backstage/health/v1/readiness`,
        );
        await client.signIn();
        await client.entity('template:default/goal-mandala-db');
        const { status, log } = await client.finishTask(
          await client.startTask('goal-mandala-db', {
            name: 'imaged',
            environment: 'local',
            owner: 'group:default/guests',
          }),
        );
        assert.equal(status, 'completed', log.join('\n'));
        page = await browser.newPage({ locale: 'en-GB' });
        await page.goto(`http://localhost:${portal.ports.backend}`);
        await signIn(page);
        await page.goto(
          `http://localhost:${portal.ports.backend}/create/templates/default/goal-mandala-db`,
        );
        await page.getByText('Local: to try things out').waitFor();
        await picture('image');
      });
    }
  });
}

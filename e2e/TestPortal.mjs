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
import { Portal } from '../scripts/Portal.mjs';
import { PortalClient } from '../scripts/PortalClient.mjs';
import { LocalAws } from '../scripts/demo/LocalAws.mjs';
import { freePort, isFree } from '../scripts/ports.mjs';
import { chooseOwner } from './chooseOwner.mjs';
import { launchChromium } from './launchChromium.mjs';
import { signInAsGuest } from './signInAsGuest.mjs';

/** Longest wait for an element of a page, in milliseconds. */
const patienceMs = 120_000;
/** If AURORA_DB_SCREENSHOTS names a folder, the tests save screenshots there. */
const pictures = process.env.AURORA_DB_SCREENSHOTS;

const axe = readFileSync(
  createRequire(
    new URL('../plugins/aurora-db-frontend/package.json', import.meta.url),
  ).resolve('axe-core/axe.min.js'),
  'utf8',
);

const require = createRequire(import.meta.url);
// Compiles the helper below, which the backend's tests use too.
require('@backstage/cli/config/nodeTransform.cjs');
const {
  makeLockQueue,
} = require('../plugins/aurora-db-backend/src/testing/problems/makeLockQueue.ts');

/** Path of the form of a new database. */
export const formPath = '/create/templates/default/goal-mandala-db';

/**
 * A portal with a browser. Each test names the page, the databases and the snapshots that it needs,
 * so that no test needs the result of another one.
 */
export class TestPortal {
  #portal;
  #state;
  #browser;
  #context;
  #page;
  #client;
  #databases = new Map();
  #problems = [];

  get url() {
    return this.#portal.url;
  }

  async start() {
    this.#state = mkdtempSync(join(tmpdir(), 'aurora-db-e2e-'));
    // As root, PostgreSQL runs as another user.
    chmodSync(this.#state, 0o755);
    this.#portal = new Portal({
      ports: {
        local: await freePort(),
        backend: await freePort(),
        portal: await freePort(),
      },
      state: this.#state,
      variables: {
        // Its databases are the cheapest ones. Off by default.
        APP_CONFIG_auroraDb_environments_local_performanceInsights: 'true',
        APP_CONFIG_auroraDb_environments_local_existing: JSON.stringify({
          identifiers: ['legacy-*'],
          ownerTag: 'team',
          defaultOwner: 'group:default/guests',
        }),
      },
    });
    await this.#portal.start();
    this.#client = new PortalClient(
      this.#portal.backendUrl.replace('localhost', '127.0.0.1'),
    );
    await this.#client.signIn();
    this.#browser = await launchChromium();
    this.#context = await this.newContext();
    this.#page = await this.newPage(this.#context);
    await signInAsGuest(this.#page, this.url);
  }

  /** Ends the portal, and checks that every process has ended, PostgreSQL included. */
  async stop() {
    await this.#browser?.close();
    await Promise.all(this.#problems.map(problem => problem.stop()));
    await this.#portal?.stop();
    for (const port of Object.values(this.#portal?.ports ?? {})) {
      assert.ok(await isFree(port), `port ${port} is still in use`);
    }
    assert.deepEqual(processesNaming(this.#state), []);
    rmSync(this.#state, { recursive: true, force: true });
  }

  /** A browser that has not signed in. */
  newContext() {
    return this.#browser.newContext({
      viewport: { width: 1280, height: 1000 },
      locale: 'en-GB',
    });
  }

  /** Opens a tab of a browser that has not signed in. */
  async newPage(context) {
    const page = await context.newPage();
    page.setDefaultTimeout(patienceMs);
    return page;
  }

  /**
   * Shows a path of the portal to the guest. It stays in one tab, as a user does, because a new tab
   * takes seconds to start. `closePage` makes the next test start with a new one.
   */
  async openPage(path) {
    if (!this.#page) {
      this.#page = await this.newPage(this.#context);
      await this.#page.goto(`${this.url}/settings`);
    }
    // From another page, so that the state of the page of the test before is gone.
    for (const next of ['/settings', path]) {
      await this.#page.evaluate(to => {
        window.history.pushState({}, '', to);
        window.dispatchEvent(new PopStateEvent('popstate', { state: {} }));
      }, next);
      if (next === '/settings') {
        await this.#page.getByRole('heading', { name: 'Settings' }).waitFor();
      }
    }
    return this.#page;
  }

  /** Opens the form of a new database, names it, and fills in all but its capacity. */
  async openForm(name) {
    const page = await this.openPage(formPath);
    await page.getByLabel('Name').fill(name);
    await page.getByText('Local: to try things out').click();
    await page.getByRole('button', { name: 'Next' }).click();
    await chooseOwner(page);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('textbox', { name: /Maximum capacity/ }).waitFor();
    return page;
  }

  /** Shows the entity page of a database and waits for the numbers on its card. */
  async openCard(name) {
    const page = await this.openPage(await this.database(name));
    await page.getByRole('heading', { name: 'Aurora database' }).waitFor();
    // The server publishes its first datapoints after its first minute.
    await page
      .getByText(/\d+ of 189/)
      .first()
      .waitFor({ timeout: 150_000 });
    return page;
  }

  /** Closes the tab, which a failed test may leave in any state. The guest stays signed in. */
  async closePage() {
    await this.#page?.close();
    this.#page = undefined;
  }

  /** Creates a database of the environment local, once, and returns the path of its entity page. */
  database(name) {
    if (!this.#databases.has(name)) {
      this.#databases.set(name, this.#deploy(name));
    }
    return this.#databases.get(name);
  }

  /** Creates a cluster with another tool, and returns the path of its entity page. */
  async foreignCluster(identifier) {
    const { accountId, region } = await this.#environment('local');
    await new LocalAws(this.#portal.localUrl, {
      accountId,
      region,
    }).createCluster(identifier, { team: 'guests' });
    await this.#findClusters();
    await this.#client.entity(`resource:default/local.${identifier}`, 180);
    return `/catalog/default/resource/local.${identifier}`;
  }

  /** Makes the portal look for clusters now. It does so every few minutes. */
  async #findClusters() {
    const task = 'aurora-db:local:existing';
    const until = Date.now() + patienceMs;
    for (;;) {
      try {
        await this.#client.post(
          `/api/catalog/.backstage/scheduler/v1/tasks/${task}/trigger`,
          {},
        );
        return;
      } catch (error) {
        // It is looking already, perhaps since before the cluster was there.
        assert.match(error.message, /currently running/);
        assert.ok(Date.now() < until, error.message);
      }
      await new Promise(resolve => setTimeout(resolve, 250));
    }
  }

  async #environment(name) {
    const { items } = await this.#client.get('/api/aurora-db/environments');
    return items.find(environment => environment.name === name);
  }

  async #deploy(name) {
    const task = await this.#client.finishTask(
      await this.#client.startTask('goal-mandala-db', {
        name,
        environment: 'local',
        owner: 'group:default/guests',
      }),
    );
    assert.equal(task.status, 'completed', task.log.join('\n'));
    await this.#client.entity(`resource:default/${name}-local`);
    return `/catalog/default/resource/${name}-local`;
  }

  /** Makes sessions wait for a lock, beside so many others that the card has a warning. */
  async lock(name) {
    await this.database(name);
    const { accountId, region } = await this.#environment('local');
    const { secretArn } = await this.#client.get(
      `/api/aurora-db/clusters/default/${name}-local`,
    );
    const url = this.#portal.localUrl;
    const { username, dbname, ...rest } = await new LocalAws(url, {
      accountId,
      region,
    }).readSecret(secretArn);
    const authority = await fetch(`${url}/_aurora-local/ca.pem`);
    this.#problems.push(
      await makeLockQueue(
        {
          ...rest,
          user: username,
          database: dbname,
          ssl: { ca: await authority.text() },
        },
        { idle: 100 },
      ),
    );
  }

  /** Takes a snapshot of a database and waits until it can be restored. */
  async snapshot(name, label) {
    await this.database(name);
    const cluster = `/api/aurora-db/clusters/default/${name}-local`;
    const path = `${cluster}/snapshots`;
    // It is backing up a moment longer than a snapshot before is in progress.
    await untilAvailable(
      name,
      async () => (await this.#client.get(cluster)).status,
    );
    const { id } = await this.#client.post(path, { label });
    await untilAvailable(`snapshot ${id}`, async () => {
      const { items } = await this.#client.get(path);
      return items.find(item => item.id === id)?.status;
    });
  }
}

async function untilAvailable(what, readStatus) {
  const until = Date.now() + patienceMs;
  for (;;) {
    const status = await readStatus();
    if (status === 'available') {
      return;
    }
    assert.ok(Date.now() < until, `${what} is still ${status}`);
    await new Promise(resolve => setTimeout(resolve, 250));
  }
}

export async function picture(page, name) {
  if (pictures) {
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({
      path: join(pictures, `${name}.png`),
      fullPage: true,
    });
  }
}

/** axe's findings about an element in the page, after its colours have settled. */
export async function axeFindings(page, locator) {
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

/** The number of manual snapshots of the account, as a page shows it. */
export async function usedSnapshots(page) {
  const text = await page
    .getByText(/manual snapshots used/)
    .first()
    .textContent();
  return Number(/(\d+) of 100/.exec(text)?.[1]);
}

import { PortalClient } from '../PortalClient.mjs';
import { DatabaseLoad } from './DatabaseLoad.mjs';
import { LocalAws } from './LocalAws.mjs';
import { demoDatabases, demoRestore } from './demoDatabases.mjs';
import { demoHistory } from './demoHistory.mjs';

const minuteMs = 60_000;
const historyMinutes = 60;
/** Age of the last values of a stopped database. */
const stoppedMinutesAgo = 12;
const pollMs = 500;

/**
 * Fills a sample portal with the databases of the demo, and keeps them busy. Every step looks first
 * whether it is done, so that a second run adds nothing.
 */
export class DemoFleet {
  #client;
  #portal;
  #onProgress;
  #environments;
  #loads = [];

  /**
   * @param {import('../Portal.mjs').Portal} portal
   * @param {(line: string) => void} [onProgress]
   */
  constructor(portal, onProgress = () => {}) {
    this.#portal = portal;
    this.#client = new PortalClient(
      portal.backendUrl.replace('localhost', '127.0.0.1'),
    );
    this.#onProgress = onProgress;
  }

  async fill() {
    await this.#client.signIn();
    const { items } = await this.#client.get('/api/aurora-db/environments');
    this.#environments = new Map(items.map(one => [one.name, one]));
    const { items: clusters } = await this.#client.get(
      '/api/aurora-db/clusters',
    );
    const present = new Set(clusters.map(({ entityRef }) => entityRef));

    const tasks = new Map();
    for (const database of demoDatabases) {
      if (!present.has(entityRefOf(database))) {
        tasks.set(database, await this.#startDeploy(database));
      }
    }
    for (const database of demoDatabases) {
      const task = tasks.get(database);
      if (task) {
        await this.#finishDeploy(database, task);
      }
      if (task || !database.stopped) {
        await this.#importHistory(database);
      }
      if (database.stopped) {
        const cluster = await this.#cluster(database);
        await this.#aws(database).stopCluster(cluster.clusterIdentifier);
      } else {
        await this.#startLoad(database, database);
      }
    }
    for (const database of demoDatabases) {
      await this.#takeSnapshots(database);
    }
    await this.#restore(present);
    await this.#startLoad(
      { ...demoRestore.source, name: demoRestore.name },
      demoRestore,
    );
  }

  async stop() {
    await Promise.all(this.#loads.map(load => load.stop()));
  }

  async #startDeploy({ name, environment, owner, system }) {
    this.#onProgress(`Creating ${name} (${environment}) …`);
    return this.#client.startTask('goal-mandala-db', {
      name,
      environment,
      owner,
      ...(system ? { system } : {}),
    });
  }

  async #finishDeploy(database, task) {
    const { status, log } = await this.#client.finishTask(task, 600);
    if (status !== 'completed') {
      throw new Error(
        `${database.name} was not created (${status}):\n${log.slice(-10).join('\n')}`,
      );
    }
    await this.#client.entity(entityRefOf(database));
  }

  async #importHistory(database) {
    const { loadAt, stopped } = database;
    const { capacity, maxConnections, members } = await this.#cluster(database);
    const now = Date.now();
    for (const { id, role } of members) {
      const isWriter = role === 'writer';
      await this.#aws(database).importHistory(
        id,
        demoHistory({
          from: now - historyMinutes * minuteMs,
          to: stopped ? now - stoppedMinutesAgo * minuteMs : now,
          limits: {
            minCapacity: capacity.min,
            maxCapacity: capacity.max,
            maxConnections: maxConnections.configured,
          },
          loadAt: at =>
            isWriter ? loadAt(at, now) : { connections: 0, cores: 0.002 },
        }),
      );
    }
  }

  async #takeSnapshots(database) {
    const path = `${pathOf(database)}/snapshots`;
    for (const release of database.releases ?? []) {
      const { items } = await this.#client.get(path);
      if (!items.some(item => item.release === release)) {
        this.#onProgress(`Taking a snapshot for ${release} …`);
        // The database is backing up a moment longer than the snapshot before is in progress.
        await this.#untilAvailable(database);
        const { id } = await this.#client.post(path, {
          // Part of the identifier: two releases may be in the same second.
          label: release.replaceAll('.', '-'),
          release,
        });
        await until(async () => {
          const { items: now } = await this.#client.get(path);
          return now.find(item => item.id === id)?.status === 'available';
        });
      }
    }
  }

  async #restore(present) {
    const { source, release, name } = demoRestore;
    const restored = { ...source, name };
    if (!present.has(entityRefOf(restored))) {
      this.#onProgress(`Restoring ${release} as ${name} …`);
      const { items } = await this.#client.get(`${pathOf(source)}/snapshots`);
      const snapshotId = items.find(item => item.release === release).id;
      await this.#client.post(`${pathOf(source)}/restores`, {
        from: { snapshotId },
        name,
        confirm: entityNameOf(source),
      });
    }
    await this.#client.entity(entityRefOf(restored), 300);
    await this.#untilAvailable(restored);
  }

  async #untilAvailable(database) {
    await until(
      async () => (await this.#cluster(database)).status === 'available',
    );
  }

  async #startLoad(database, { loadAt }) {
    const cluster = await this.#cluster(database);
    const { host, port, username, password, dbname } = await this.#aws(
      database,
    ).readSecret(cluster.secretArn);
    const answer = await fetch(`${this.#portal.localUrl}/_aurora-local/ca.pem`);
    const startedAt = Date.now();
    const load = new DatabaseLoad({
      connection: {
        host,
        port,
        user: username,
        password,
        database: dbname,
        ssl: { ca: await answer.text() },
      },
      loadAt: at => loadAt(at, startedAt),
    });
    load.start();
    this.#loads.push(load);
  }

  #cluster(database) {
    return this.#client.get(pathOf(database));
  }

  #aws({ environment }) {
    return new LocalAws(
      this.#portal.localUrl,
      this.#environments.get(environment),
    );
  }
}

/** The short names of the sample portal's environments. */
const shortNames = { prod: 'prd' };

function entityNameOf({ name, environment }) {
  return `${name}-${shortNames[environment] ?? environment}`;
}

function entityRefOf(database) {
  return `resource:default/${entityNameOf(database)}`;
}

function pathOf(database) {
  return `/api/aurora-db/clusters/default/${entityNameOf(database)}`;
}

async function until(isDone) {
  while (!(await isDone())) {
    await new Promise(resolve => setTimeout(resolve, pollMs));
  }
}

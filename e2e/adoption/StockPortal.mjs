import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { ManagedProcess } from '../../scripts/ManagedProcess.mjs';

const workspace = dirname(dirname(import.meta.dirname));
const yarn = join(
  workspace,
  '.toolchain/node_modules/@yarnpkg/cli-dist/bin/yarn.js',
);
/** The release of create-app that has the templates of Backstage 1.55. */
const createApp = '@backstage/create-app@0.9.2';
const dayMs = 24 * 60 * 60 * 1000;

/** A portal as `create-app` makes it, in a folder of its own. */
export class StockPortal {
  #processes = [];

  /**
   * @param {string} folder must not exist
   * @param {{ ports: { local: number, backend: number, portal: number }, registry: string, before?: string }} options
   *   `registry` has our packages. `before` is an ISO date: the portal is installed with the packages
   *   that existed then. Without it, all packages of Backstage are the newest.
   */
  constructor(folder, { ports, registry, before }) {
    this.folder = folder;
    this.ports = ports;
    this.registry = registry;
    this.before = before;
    this.localUrl = `http://127.0.0.1:${ports.local}`;
    this.backendUrl = `http://127.0.0.1:${ports.backend}`;
    this.url = `http://localhost:${ports.portal}`;
    this.env = {
      ...process.env,
      PATH: `${join(workspace, '.toolchain/node_modules/.bin')}:${dirname(process.execPath)}:${process.env.PATH}`,
      CI: '',
      FORCE_COLOR: '0',
      BACKSTAGE_APP_NAME: 'portal',
      // The packages have builds for this platform. Building them again needs Node's headers.
      YARN_ENABLE_SCRIPTS: 'false',
      YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
      // `yarn add` looks for type packages at a host of its own, which a closed network refuses.
      YARN_TS_ENABLE_AUTO_TYPES: 'false',
      YARN_HTTP_TIMEOUT: '120000',
      APP_CONFIG_app_baseUrl: JSON.stringify(this.url),
      APP_CONFIG_backend_baseUrl: JSON.stringify(
        `http://localhost:${ports.backend}`,
      ),
      APP_CONFIG_backend_listen_port: String(ports.backend),
      APP_CONFIG_backend_cors_origin: JSON.stringify(this.url),
    };
  }

  async create() {
    await this.run(
      ['npx', '--yes', createApp, '--path', this.folder, '--skip-install'],
      dirname(this.folder),
    );
    this.editJson('package.json', manifest => {
      // better-sqlite3 12 ends with an error on Node 24, and older releases of got are not offered.
      Object.assign(manifest.resolutions, {
        'better-sqlite3': '^13.0.0',
        got: '^11.8.6',
      });
    });
    this.edit('.yarnrc.yml', text =>
      [
        text,
        'npmScopes:',
        `  aurora-db: { npmRegistryServer: '${this.registry}' }`,
        `unsafeHttpWhitelist: ['127.0.0.1']`,
        '',
      ].join('\n'),
    );
    if (this.before) {
      const days = Math.ceil((Date.now() - Date.parse(this.before)) / dayMs);
      await this.shell(
        `YARN_NPM_PREAPPROVED_PACKAGES= YARN_NPM_MINIMAL_AGE_GATE=${days}d yarn install`,
      );
      return;
    }
    for (const part of ['.', 'packages/app', 'packages/backend']) {
      await this.#bump(join(part, 'package.json'));
    }
  }

  /** Does what `backstage-cli versions:bump` does, without the list of a release's versions. */
  async #bump(file) {
    const { dependencies, devDependencies } = this.readJson(file);
    const newest = Object.fromEntries(
      await Promise.all(
        Object.keys({ ...dependencies, ...devDependencies })
          .filter(name => name.startsWith('@backstage/'))
          .map(async name => {
            const { stdout } = await this.run(['npm', 'view', name, 'version']);
            return [name, `^${stdout.trim()}`];
          }),
      ),
    );
    this.editJson(file, manifest => {
      for (const group of [manifest.dependencies, manifest.devDependencies]) {
        for (const name of Object.keys(group ?? {})) {
          group[name] = newest[name] ?? group[name];
        }
      }
    });
  }

  /** Runs a command of a document in the portal's folder. */
  async shell(command) {
    return execa('bash', ['-euc', command], {
      cwd: this.folder,
      env: this.env,
      extendEnv: false,
    });
  }

  async run([command, ...args], cwd = this.folder) {
    return execa(command, args, { cwd, env: this.env, extendEnv: false });
  }

  startLocal(state) {
    return this.#spawn('aurora-db-local', [
      yarn,
      'aurora-db-local',
      '--port',
      String(this.ports.local),
      '--state',
      state,
    ]);
  }

  /** Runs `yarn start`: the backend, and the frontend's development server. */
  start() {
    return this.#spawn('portal', [yarn, 'start']);
  }

  /**
   * Builds the portal and arranges its files as the portal's Dockerfile does, then starts its
   * backend, which also serves the frontend. Its database is SQLite in memory, and guests may sign in.
   *
   * @param {string} image created; the working directory of the image
   * @param {string[]} configs files of the portal that are read in addition
   */
  async startImage(image, configs) {
    await this.shell('yarn tsc && yarn build:backend');
    mkdirSync(image);
    const copy = (from, to = from) =>
      cpSync(join(this.folder, from), join(image, to), { recursive: true });
    [
      '.yarn',
      '.yarnrc.yml',
      'backstage.json',
      'yarn.lock',
      'package.json',
      'examples',
      'app-config.yaml',
      'app-config.production.yaml',
    ].forEach(file => copy(file));
    const extract = name =>
      this.run(
        ['tar', 'xzf', join(this.folder, 'packages/backend/dist', name)],
        image,
      );
    await extract('skeleton.tar.gz');
    await this.run(
      ['yarn', 'workspaces', 'focus', '--all', '--production'],
      image,
    );
    await extract('bundle.tar.gz');
    const trial = join(image, 'trial.yaml');
    writeFileSync(
      trial,
      JSON.stringify({
        backend: {
          database: { client: 'better-sqlite3', connection: ':memory:' },
        },
        auth: {
          providers: { guest: { dangerouslyAllowOutsideDevelopment: true } },
        },
      }),
    );
    const files = [
      'app-config.yaml',
      'app-config.production.yaml',
      trial,
      ...configs.map(file => join(this.folder, file)),
    ];
    return this.#spawn(
      'image',
      ['packages/backend', ...files.flatMap(file => ['--config', file])],
      image,
      {
        NODE_ENV: 'production',
        // The backend serves the frontend.
        APP_CONFIG_app_baseUrl: this.env.APP_CONFIG_backend_baseUrl,
        APP_CONFIG_backend_listen: JSON.stringify(`:${this.ports.backend}`),
        APP_CONFIG_backend_listen_port: undefined,
      },
    );
  }

  async stopServer(name) {
    await this.#processes.find(server => server.name === name).stop();
  }

  async stop() {
    for (const server of this.#processes.reverse()) {
      await server.stop();
    }
    this.#processes = [];
  }

  #spawn(name, args, cwd = this.folder, env = {}) {
    const server = new ManagedProcess({
      name,
      args,
      cwd,
      env: { ...this.env, ...env },
      logFile: join(this.folder, `${name}.log`),
    });
    this.#processes.push(server);
    return server;
  }

  readJson(file) {
    return JSON.parse(readFileSync(join(this.folder, file), 'utf8'));
  }

  editJson(file, change) {
    const value = this.readJson(file);
    change(value);
    this.edit(file, () => `${JSON.stringify(value, null, 2)}\n`);
  }

  edit(file, change) {
    const path = join(this.folder, file);
    writeFileSync(path, change(readFileSync(path, 'utf8')));
  }
}

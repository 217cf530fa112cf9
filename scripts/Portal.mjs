import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { FrontendBuild } from './frontend/FrontendBuild.mjs';
import { ManagedProcess } from './ManagedProcess.mjs';
import { PortalClient } from './PortalClient.mjs';
import { isFree } from './ports.mjs';

const workspace = dirname(import.meta.dirname);

/**
 * Starts aurora-db-local, the portal's backend and the portal in the order of their dependencies.
 */
export class Portal {
  #processes = [];
  #build;

  /**
   * @param {{ ports: { local: number, backend: number, portal?: number }, state: string, root?: string, hotReloading?: boolean, variables?: NodeJS.ProcessEnv, onProgress?: (line: string) => void }} options
   *   Without a port for the portal, only its backend starts. `root`: a folder of packPortal, by
   *   default this workspace. `hotReloading`: runs the development servers instead of a compiled
   *   frontend and a backend that does not watch its sources. `variables`: further variables of the
   *   environment.
   */
  constructor({
    ports,
    state,
    root = workspace,
    hotReloading = false,
    variables = {},
    onProgress = () => {},
  }) {
    this.ports = ports;
    this.root = root;
    this.hotReloading = hotReloading;
    this.variables = variables;
    this.state = resolve(root, state);
    this.onProgress = onProgress;
    this.localUrl = `http://127.0.0.1:${ports.local}`;
    this.backendUrl = `http://localhost:${ports.backend}`;
    this.url = `http://localhost:${ports.portal ?? ports.backend}`;
  }

  get processes() {
    return this.#processes;
  }

  async start() {
    const names = {
      local: 'aurora-db-local',
      backend: 'the backend',
      portal: 'the portal',
    };
    const variables = {
      local: 'AURORA_DB_LOCAL_PORT',
      backend: 'BACKEND_PORT',
      portal: 'PORTAL_PORT',
    };
    for (const [key, port] of Object.entries(this.ports)) {
      if (!(await isFree(port))) {
        throw new Error(
          `Port ${port} of ${names[key]} is in use. Stop what listens there, or choose another: ${variables[key]}=${port + 100} npm start`,
        );
      }
    }
    mkdirSync(join(this.state, 'logs'), { recursive: true });

    const local = this.startLocal();
    // It loads its modules while aurora-db-local starts its servers.
    const backend = this.startBackend();
    await Promise.all([
      this.#backendReady(local, backend),
      this.ports.portal ? this.#frontendReady() : undefined,
    ]);
  }

  async #backendReady(local, backend) {
    await local.answers(`${this.localUrl}/_aurora-local/health`);
    this.onProgress(`aurora-db-local answers at ${this.localUrl}`);
    const backendAddress = this.backendUrl.replace('localhost', '127.0.0.1');
    await backend.answers(`${backendAddress}/.backstage/health/v1/readiness`);
    // The backend is ready before the catalog has read the templates and the examples, which come in
    // any order. A page of the catalog that is open already does not show them.
    const client = new PortalClient(backendAddress);
    await client.signIn();
    for (const ref of [
      'template:default/goal-mandala-db',
      ...this.#examples(),
    ]) {
      await client.entity(ref, 180);
    }
    this.onProgress(`The backend answers at ${this.backendUrl}`);
  }

  /** References of the sample portal's entities, for example its guest. */
  #examples() {
    const file = 'plugins/aurora-db-backend/dev/catalog/entities.yaml';
    return parseAllDocuments(readFileSync(join(this.root, file), 'utf8')).map(
      document => {
        const { kind, metadata } = document.toJS();
        return `${kind.toLowerCase()}:default/${metadata.name}`;
      },
    );
  }

  async #frontendReady() {
    const portal = this.hotReloading
      ? this.#startFrontendDevelopment()
      : await this.#startFrontend();
    await portal.answers(this.url);
  }

  startLocal() {
    return this.#spawn('local', 'plugins/aurora-db-local', [
      join(this.root, 'plugins/aurora-db-local/bin/aurora-db-local.js'),
      '--port',
      String(this.ports.local),
      '--state',
      join(this.state, 'local'),
    ]);
  }

  startBackend() {
    return this.#spawn('backend', 'plugins/aurora-db-backend', [
      ...(this.hotReloading
        ? developmentServer
        : ['--require', transform, 'dev/index.ts']),
      '--config',
      join(this.root, 'app-config.yaml'),
    ]);
  }

  async #startFrontend() {
    this.#build = new FrontendBuild({
      root: this.root,
      logFile: join(this.state, 'logs', 'build.log'),
      onProgress: this.onProgress,
    });
    return this.#spawn('portal', '.', [
      join(workspace, 'scripts/frontend/serveFrontend.mjs'),
      await this.#build.ensure(),
      join(this.root, 'app-config.yaml'),
    ]);
  }

  #startFrontendDevelopment() {
    return this.#spawn('portal', 'plugins/aurora-db-frontend', [
      ...developmentServer,
      '--config',
      join(this.root, 'app-config.yaml'),
    ]);
  }

  /** Resolves with the first server that ends by itself. */
  async ended() {
    return Promise.race(
      this.#processes.map(async server => ({
        server,
        how: await server.ended,
      })),
    );
  }

  async stop() {
    await this.#build?.stop();
    // In the reverse order, so that the servers do not log errors about each other.
    for (const server of [...this.#processes].reverse()) {
      await server.stop();
    }
    this.#processes = [];
  }

  #spawn(name, folder, args) {
    const server = new ManagedProcess({
      name,
      args,
      cwd: join(this.root, folder),
      env: {
        ...process.env,
        // The backend's timeouts of production delay its end by 50 s.
        NODE_ENV: 'development',
        // Node keeps the compiled code of modules there for the next start.
        ...(this.hotReloading
          ? {}
          : {
              NODE_COMPILE_CACHE: join(
                workspace,
                'node_modules/.cache/aurora-db-portal',
              ),
            }),
        ...this.variables,
        AURORA_DB_STATE: this.state,
        AURORA_DB_LOCAL_URL: this.localUrl,
        BACKEND_URL: this.backendUrl,
        BACKEND_PORT: String(this.ports.backend),
        PORTAL_URL: this.url,
        FORCE_COLOR: '0',
      },
      logFile: join(this.state, 'logs', `${name}.log`),
      failure: startupFailure,
    });
    this.#processes.push(server);
    return server;
  }
}

/**
 * Backstage's message about a failed plugin, with the reason. The rest of the backend may continue
 * to run.
 */
export const startupFailure =
  /threw an error during startup[^.]*\.\s+([\s\S]+?)(?=\s+(?:type|stack|cause)="|$)/;

/** Reloads when sources change. */
const developmentServer = [
  join(workspace, 'node_modules/@backstage/cli/bin/backstage-cli'),
  'package',
  'start',
];

/** Compiles the modules that a process loads. */
const transform = join(
  workspace,
  'node_modules/@backstage/cli/config/nodeTransform.cjs',
);

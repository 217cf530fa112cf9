import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ManagedProcess } from './ManagedProcess.mjs';
import { PortalClient } from './PortalClient.mjs';
import { isFree } from './ports.mjs';

const workspace = dirname(import.meta.dirname);

/**
 * Starts aurora-db-local, the portal's backend and the portal in the order of their dependencies.
 */
export class Portal {
  #processes = [];

  /**
   * @param {{ ports: { local: number, backend: number, portal?: number }, state: string, root?: string, onProgress?: (line: string) => void }} options
   *   Without a port for the portal, only its backend starts. `root`: a folder of packPortal, by
   *   default this workspace.
   */
  constructor({ ports, state, root = workspace, onProgress = () => {} }) {
    this.ports = ports;
    this.root = root;
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
    // The portal's compilation needs neither of the others and takes longest.
    const portal = this.ports.portal ? this.startFrontend() : undefined;
    await local.answers(`${this.localUrl}/_aurora-local/health`);
    this.onProgress(`aurora-db-local answers at ${this.localUrl}`);
    const backend = this.startBackend();
    const backendAddress = this.backendUrl.replace('localhost', '127.0.0.1');
    await backend.answers(`${backendAddress}/.backstage/health/v1/readiness`);
    // The backend is ready before the catalog has read the templates.
    const client = new PortalClient(backendAddress);
    await client.signIn();
    await client.entity('template:default/goal-mandala-db');
    this.onProgress(`The backend answers at ${this.backendUrl}`);
    await portal?.answers(this.url);
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
      ...backstageStart,
      '--config',
      join(this.root, 'app-config.yaml'),
    ]);
  }

  startFrontend() {
    return this.#spawn('portal', 'plugins/aurora-db-frontend', [
      ...backstageStart,
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

const backstageStart = [
  join(workspace, 'node_modules/@backstage/cli/bin/backstage-cli'),
  'package',
  'start',
];

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { endProcess } from './endProcess';

const workspace = resolve(__dirname, '../../..');
const transform = require.resolve('@backstage/cli/config/nodeTransform.cjs');

/** Options of a portal's backend. */
export interface BenchPortalOptions {
  /** Entry file, relative to the package's folder. */
  entry: string;
  /** Folder that packBackend filled with compiled packages. Default: the workspace's sources. */
  packed?: string;
  /** Folder for this portal only. */
  state: string;
  /** Address of aurora-db-local. */
  localUrl: string;
  /** Files of app-config that follow the sample portal's. */
  configs?: string[];
  /** Further environment variables. */
  variables?: Record<string, string>;
}

/**
 * A portal's backend in a separate process, so that the figures do not include those of the bench.
 */
export class BenchPortal {
  /** Resolves when the backend is ready. */
  static async start(options: BenchPortalOptions): Promise<BenchPortal> {
    const { entry, packed, state, localUrl, variables } = options;
    const { configs = [] } = options;
    const root = packed ?? workspace;
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    mkdirSync(state, { recursive: true });
    const log = openSync(join(state, 'backend.log'), 'a');
    const child = spawn(
      process.execPath,
      [
        ...(packed ? [] : ['--require', transform]),
        entry,
        '--config',
        join(root, 'app-config.yaml'),
        ...configs.flatMap(file => ['--config', file]),
      ],
      {
        cwd: join(root, 'plugins/aurora-db-backend'),
        env: {
          ...process.env,
          NODE_ENV: packed ? 'production' : 'development',
          AURORA_DB_STATE: state,
          AURORA_DB_LOCAL_URL: localUrl,
          BACKEND_URL: url,
          BACKEND_PORT: String(port),
          ...variables,
        },
        stdio: ['ignore', log, log],
      },
    );
    const portal = new BenchPortal(child, url);
    await portal.until('/.backstage/health/v1/readiness');
    return portal;
  }

  headers: Record<string, string> = {};

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Signs in as the sample portal's guest for all further requests. */
  async signIn(): Promise<void> {
    const { backstageIdentity } = z
      .object({ backstageIdentity: z.object({ token: z.string() }) })
      .parse(await this.post('/api/auth/guest/refresh'));
    this.headers = { authorization: `Bearer ${backstageIdentity.token}` };
  }

  get(path: string): Promise<unknown> {
    return this.#send(path, { headers: this.headers });
  }

  post(path: string, body?: object): Promise<unknown> {
    return this.#send(path, {
      method: 'POST',
      headers: { ...this.headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  /** Repeats a request until it has an answer. */
  async until(path: string): Promise<void> {
    for (;;) {
      if (this.child.exitCode !== null) {
        throw new Error(`The backend ended with code ${this.child.exitCode}`);
      }
      const isThere = await this.get(path).then(
        () => true,
        () => false,
      );
      if (isThere) {
        return;
      }
      await delay(250);
    }
  }

  stop(): Promise<void> {
    // In production, Backstage ends its long polls first. That takes 50 s, with and without the
    // plugin.
    return endProcess(this.child, 'SIGKILL');
  }

  async #send(path: string, init: RequestInit): Promise<unknown> {
    const response = await fetch(`${this.url}${path}`, init);
    if (!response.ok) {
      throw new Error(`${path}: ${response.status} ${await response.text()}`);
    }
    return response.json();
  }
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        done(typeof address === 'object' && address ? address.port : 0),
      );
    });
  });
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { freePort } from '../ports.mjs';

// bench.mjs compiles what this requires.
const { processTree, proportionalMegabytes, residentMegabytes } = createRequire(
  import.meta.url,
)('../../plugins/aurora-db-backend/bench/processMemory.ts');

const scripts = dirname(import.meta.dirname);
const variants = { start: [], dev: ['--hot-reloading'] };

/** `npm start` or `npm run dev` as a user runs it, on free ports. */
export class PortalCommand {
  /** @param {'start' | 'dev'} variant */
  static async start(variant, state) {
    const ports = [await freePort(), await freePort(), await freePort()];
    const [local, backend, portal] = ports;
    const begun = performance.now();
    const child = spawn(
      process.execPath,
      [join(scripts, 'bootstrap.mjs'), 'start.mjs', ...variants[variant]],
      {
        cwd: dirname(scripts),
        env: {
          ...process.env,
          AURORA_DB_STATE: state,
          AURORA_DB_LOCAL_PORT: String(local),
          BACKEND_PORT: String(backend),
          PORTAL_PORT: String(portal),
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let output = '';
    for await (const chunk of child.stdout.iterator({
      destroyOnReturn: false,
    })) {
      output += chunk;
      if (output.includes('The portal is ready')) {
        child.stdout.resume();
        return new PortalCommand(child, {
          seconds: (performance.now() - begun) / 1000,
          compiled: output.includes('Compiling the frontend'),
          url: `http://localhost:${portal}`,
          backendUrl: `http://127.0.0.1:${backend}`,
        });
      }
    }
    throw new Error(`The portal ended before it was ready:\n${output}`);
  }

  #child;

  /** @private */
  constructor(child, { seconds, compiled, url, backendUrl }) {
    this.#child = child;
    this.seconds = seconds;
    this.compiled = compiled;
    this.url = url;
    this.backendUrl = backendUrl;
  }

  /** Resident memory of the processes that serve the frontend. */
  frontendMegabytes() {
    return processTree(this.#child.pid)
      .filter(isFrontendServer)
      .reduce((sum, pid) => sum + residentMegabytes(pid), 0);
  }

  /** Memory of all processes; shared memory counts once. */
  megabytes() {
    return proportionalMegabytes(processTree(this.#child.pid));
  }

  async stop() {
    if (this.#child.exitCode === null) {
      this.#child.kill('SIGTERM');
      await once(this.#child, 'exit');
    }
  }
}

function isFrontendServer(pid) {
  try {
    return (
      readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('serveFrontend') ||
      readlinkSync(`/proc/${pid}/cwd`).endsWith('/aurora-db-frontend')
    );
  } catch {
    return false; // The process has ended.
  }
}

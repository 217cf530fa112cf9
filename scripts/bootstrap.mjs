// node scripts/bootstrap.mjs <script> [arguments]: installs everything and runs a script of this
// folder with the supported Node. Plain JavaScript for Node 20 and later without dependencies,
// because a fresh clone has none.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled } from './ensureInstalled.mjs';
import { ensureToolchain } from './ensureToolchain.mjs';

const [script, ...scriptArguments] = process.argv.slice(2);
if (!script) {
  console.error('usage: node scripts/bootstrap.mjs <script> [arguments]');
  process.exit(2);
}

const toolchain = await ensureToolchain();
await ensureInstalled(toolchain);

const child = spawn(
  toolchain.node,
  [join(import.meta.dirname, script), ...scriptArguments],
  {
    stdio: 'inherit',
    env: toolchain.env,
  },
);
// Ctrl-C in a terminal also reaches the child. A signal to this process does not.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) {
  process.on(signal, () => child.kill(signal));
}
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0);
});

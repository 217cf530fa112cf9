import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ManagedProcess } from './ManagedProcess.mjs';
import { startupFailure } from './Portal.mjs';
import { isFree } from './ports.mjs';

let folder;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'aurora-db-scripts-'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** A server that runs some code. */
function server(code, options = {}) {
  const script = join(folder, 'server.mjs');
  writeFileSync(script, code);
  return {
    name: 'the server',
    args: [script],
    cwd: folder,
    env: process.env,
    logFile: join(folder, 'server.log'),
    ...options,
  };
}

const nowhere = 'http://127.0.0.1:1';

test('each run has a log of its own, and the one before is kept', async () => {
  for (const words of ['first', 'second', 'third']) {
    const { logFile } = new ManagedProcess(server(`console.log('${words}')`));
    await until(
      () => readFileSync(logFile, { encoding: 'utf8', flag: 'a+' }),
      text => text === `${words}\n`,
    );
  }
  assert.equal(readFileSync(join(folder, 'server.log.1'), 'utf8'), 'second\n');
});

test('if a plugin cannot start, the error has only the reason', async () => {
  const line = `2026-11-25T09:41:03.031Z backstage error Module aurora-db in Plugin 'catalog' threw an error during startup, waiting for 6 other plugins to finish before shutting down the process. Invalid configuration:
auroraDb.environments.dev.region: missing; expected a region such as ap-northeast-1
auroraDb.environments.prod.region: missing; expected a region such as ap-northeast-1 type="initialization" stack="Error: Invalid configuration:\\n    at readConfig (readConfig.ts:172:11)"`;
  const backend = new ManagedProcess(
    server(
      `console.log(${JSON.stringify(line)}); setInterval(() => {}, 1000)`,
      { failure: startupFailure },
    ),
  );
  await assert.rejects(
    backend.answers(nowhere),
    new Error(`the server can't start:
Invalid configuration:
auroraDb.environments.dev.region: missing; expected a region such as ap-northeast-1
auroraDb.environments.prod.region: missing; expected a region such as ap-northeast-1`),
  );
  await backend.stop();
});

test('a server that ends before it answers leaves its last words', async () => {
  const ended = new ManagedProcess(
    server(`console.error('no such folder'); process.exit(3)`),
  );
  await assert.rejects(
    ended.answers(nowhere),
    /^Error: the server ended \(exit code 3\) before it was usable:\nno such folder$/,
  );
});

test('a server ends with all that it started when its parent is killed', async () => {
  const listening = `
    const server = require('node:net').createServer().listen(0, '127.0.0.1', () => console.log(server.address().port));
    // If the test fails, it leaves nothing behind for long.
    setTimeout(() => process.exit(), 60_000);
  `;
  const options = server(`
    import { spawn } from 'node:child_process';
    import { createRequire } from 'node:module';
    const require = createRequire(import.meta.url);
    ${listening}
    spawn(process.execPath, ['-e', ${JSON.stringify(listening)}], { stdio: ['ignore', 'inherit', 'ignore'] });
  `);
  const parent = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `
        import { ManagedProcess } from ${JSON.stringify(join(import.meta.dirname, 'ManagedProcess.mjs'))};
        const server = new ManagedProcess({ ...${JSON.stringify(options)}, env: process.env });
        await server.ended;
      `,
    ],
    { stdio: 'ignore' },
  );
  const log = await until(
    () => readFileSync(options.logFile, { encoding: 'utf8', flag: 'a+' }),
    text => text.trim().split('\n').length === 2,
  );
  const ports = log.trim().split('\n').map(Number);
  const areFree = () => Promise.all(ports.map(port => isFree(port)));
  assert.deepEqual(await areFree(), [false, false]);
  parent.kill('SIGKILL');
  await until(areFree, free => free.every(Boolean));
});

test('a server is stopped, though a process that it left has ended and is never reaped', async () => {
  // `setsid` takes the shell's place and leaves the group. The shell's child stays in it, and
  // `sleep` does not reap it.
  const options = server(`
    import { spawn } from 'node:child_process';
    const parent = spawn('sh', ['-c', 'sleep 60 >&2 & echo $!; exec setsid sh -c "echo has left; exec sleep 60"'], { stdio: ['ignore', 'pipe', 'ignore'] });
    let said = '';
    parent.stdout.on('data', text => {
      said += text;
      if (said.includes('has left')) {
        process.kill(parseInt(said, 10), 'SIGKILL');
        console.log(parent.pid);
      }
    });
  `);
  const managed = new ManagedProcess(options);
  const parent = await until(
    () => readFileSync(options.logFile, { encoding: 'utf8', flag: 'a+' }),
    text => text.endsWith('\n'),
  );
  try {
    await managed.stop();
  } finally {
    process.kill(Number(parent), 'SIGKILL');
  }
});

/** Asks until the answer is as wanted, and fails if it never is. */
async function until(ask, isWanted, seconds = 30) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) {
      return answer;
    }
    assert.ok(Date.now() < deadline, `still ${JSON.stringify(answer)}`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

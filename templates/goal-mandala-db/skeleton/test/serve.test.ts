import '../scripts/loadEnvironment.ts';
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { ownerSecretIds } from '../scripts/readOwnerAddress.ts';

describe('npm run serve', () => {
  let server: ChildProcess;
  let url: string;

  before(async () => {
    server = spawn(
      process.execPath,
      ['scripts/serve.ts', '--port', '0', '--user', randomUUID()],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: {
          ...process.env,
          DATABASE_AUTH: 'secret',
          DATABASE_SECRET_ID: ownerSecretIds(),
        },
      },
    );
    assert(server.stdout);
    const [line] = await once(
      createInterface({ input: server.stdout }),
      'line',
    );
    url = /^(http:\S+) answers as developer@example\.com/.exec(line)?.[1] ?? '';
  });
  after(async () => {
    server.kill();
    await once(server, 'close');
  });

  test('answers as the function does behind API Gateway', async () => {
    const charts = await fetch(`${url}/charts`);
    assert.equal(charts.status, 200);
    assert.deepEqual(await charts.json(), { items: [] });
    const search = await fetch(`${url}/search?q=tea%20ceremony`);
    assert.equal(search.status, 200);
    const wrong = await fetch(`${url}/charts/1`, { method: 'PUT', body: '{' });
    assert.equal(wrong.status, 400);
  });

  test('has no other routes', async () => {
    const { status } = await fetch(`${url}/charts`, { method: 'DELETE' });
    assert.equal(status, 404);
  });
});

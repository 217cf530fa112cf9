// Pages of other origins try to change a running aurora-db-local, in every way that a browser
// allows.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { attackFromPage, ways } from './attackFromPage.mjs';
import { launchChromium } from './launchChromium.mjs';
import { startRecordingProxy } from './recordingProxy.mjs';

const command = join(
  import.meta.dirname,
  '../plugins/aurora-db-local/bin/aurora-db-local.js',
);
/** Ends aurora-db-local with this process, also if this process is killed. */
const endWithParent = new URL('../scripts/endWithParent.mjs', import.meta.url)
  .href;
/** Longest wait for the browser, in milliseconds. */
const patienceMs = 120_000;
const scope = service =>
  `123456789012/20260101/ap-northeast-1/${service}/aws4_request`;
const authorization = service =>
  `AWS4-HMAC-SHA256 Credential=${scope(service)}, SignedHeaders=host, Signature=0`;

let state;
let local;
let url;
let proxy;
let pages;
let browser;

before(async () => {
  state = mkdtempSync(join(tmpdir(), 'aurora-db-foreign-pages-'));
  chmodSync(state, 0o755);
  local = spawn(
    process.execPath,
    ['--import', endWithParent, command, '--port', '0', '--state', state],
    { detached: true, stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const [line] = await Promise.race([
    once(local.stdout, 'data'),
    once(local, 'exit').then(([code]) => {
      throw new Error(`aurora-db-local ended with ${code}`);
    }),
  ]);
  [, url] = /ready at (http:\/\/\S+)/.exec(String(line));
  proxy = await startRecordingProxy(Number(new URL(url).port));
  pages = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><title>A page elsewhere</title>');
  }).listen(0, '127.0.0.1');
  await once(pages, 'listening');
  browser = await launchChromium([
    '--host-resolver-rules=MAP *.example 127.0.0.1',
    // Not every browser has this protection.
    '--disable-features=LocalNetworkAccessChecks',
  ]);
  await createVictims();
});

after(async () => {
  await browser?.close();
  pages?.close();
  proxy?.close();
  if (local?.exitCode === null) {
    local.kill('SIGTERM');
    await once(local, 'exit');
  }
  rmSync(state, { recursive: true, force: true });
});

async function call(service, parameters) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: authorization(service) },
    body: new URLSearchParams(parameters),
  });
  const text = await response.text();
  assert.equal(response.status, 200, text);
  return text;
}

const stacks = () => call('cloudformation', { Action: 'DescribeStacks' });

/** A topic, a stack and a rule for faults that matches no call. */
async function createVictims() {
  await call('sns', { Action: 'CreateTopic', Name: 'victim' });
  await call('cloudformation', {
    Action: 'CreateStack',
    StackName: 'victim',
    TemplateBody: JSON.stringify({
      Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
    }),
  });
  while (!(await stacks()).includes('CREATE_COMPLETE')) {
    await delay(50);
  }
  await fetch(`${url}/_aurora-local/faults`, {
    method: 'POST',
    body: JSON.stringify([{ service: 'nothing', kind: 'throttle' }]),
  });
}

/** Everything that the attacks below would change. */
async function observe() {
  const topics = await call('sns', { Action: 'ListTopics' });
  const faults = await fetch(`${url}/_aurora-local/faults`);
  const calls = await fetch(`${url}/_aurora-local/calls`);
  return {
    topics: topics.match(/<TopicArn>[^<]+/g).toSorted(),
    stacks: (await stacks()).match(/<StackStatus>[^<]+/g),
    faults: await faults.json(),
    operations: [
      ...new Set((await calls.json()).recent.map(({ operation }) => operation)),
    ].toSorted(),
  };
}

/** The requests of a page to one address of the endpoint. */
function requestsTo(target, name) {
  const credential = service => ({ 'X-Amz-Credential': scope(service) });
  const aws = (service, Action, more) => ({
    marker: `${name}-${Action}`,
    url: `${target}/?${new URLSearchParams({ Action, ...more, ...credential(service) })}`,
    body: { Action, ...more, ...credential(service) },
    headers: { authorization: authorization(service) },
  });
  const admin = (route, body = {}) => ({
    marker: `${name}-${route}`,
    url: `${target}/_aurora-local/${route}`,
    body,
    headers: { 'content-type': 'application/json' },
  });
  return [
    aws('sns', 'CreateTopic', { Name: `made-by-${name}` }),
    aws('cloudformation', 'DeleteStack', { StackName: 'victim' }),
    admin('reset'),
    // As text/plain, a form's one field is JSON: [{"kind":"throttle","a":"="}]
    admin('faults', { '[{"kind":"throttle","a":"': '"}]' }),
    admin('calls'),
  ];
}

/** Waits until the browser has sent all requests in all ways. */
async function untilSent(requests) {
  const missing = () =>
    requests
      .flatMap(({ marker }) => ways.map(way => `via=${marker}-${way}`))
      .filter(sign => !new RegExp(`${sign}\\b(?!-)`).test(proxy.sent()));
  for (const until = Date.now() + patienceMs; missing().length > 0;) {
    assert.ok(
      Date.now() < until,
      `The browser never sent ${missing().join(', ')}`,
    );
    await delay(50);
  }
}

for (const host of ['127.0.0.1', 'localhost', 'evil.example']) {
  test(`a page of ${host} at another port changes nothing`, async () => {
    const before = await observe();
    const page = await browser.newPage();
    page.setDefaultTimeout(patienceMs);
    await page.goto(`http://${host}:${pages.address().port}/`);
    const requests = ['127.0.0.1', 'localhost'].flatMap(name =>
      requestsTo(`http://${name}:${proxy.port}`, `${host}-to-${name}`),
    );
    await page.evaluate(attackFromPage, requests);
    await untilSent(requests);
    assert.deepEqual(await observe(), before);
    for (const { url: target } of requests) {
      await navigate(page, target);
    }
    await page.close();
    assert.deepEqual(await observe(), before);
  });
}

/** Navigates a page to another address, as a script or link does, and back. */
async function navigate(page, target) {
  const from = page.url();
  const answered = page.waitForResponse(
    response =>
      response.url() === target && response.request().isNavigationRequest(),
  );
  await page.evaluate(to => {
    setTimeout(() => window.location.assign(to));
  }, target);
  assert.equal((await answered).status(), 403);
  await page.waitForURL(target);
  await page.goto(from);
}

test('a page whose name is made to resolve to loopback gets no answer of its own origin', async () => {
  const before = await observe();
  const origin = `http://rebound.example:${proxy.port}`;
  const page = await browser.newPage();
  page.setDefaultTimeout(patienceMs);
  // The page's server answers before the name resolves to the endpoint.
  await page.route(`${origin}/page`, route =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
  );
  await page.goto(`${origin}/page`);
  const statuses = await page.evaluate(
    requests =>
      Promise.all(
        requests.map(async ({ url, body, headers }) => {
          const response = await fetch(url, {
            method: 'POST',
            body: new URLSearchParams(body),
            headers,
          });
          return response.status;
        }),
      ),
    requestsTo(origin, 'rebound'),
  );
  await page.close();
  assert.deepEqual([...new Set(statuses)], [403]);
  assert.deepEqual(await observe(), before);
});

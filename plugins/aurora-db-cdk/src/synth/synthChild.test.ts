import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { sampleRequest } from './sampleRequest';
import { synthesizeDatabase } from './synth';

const entry = join(__dirname, 'synthChild.ts');
const execArgv = [
  '-r',
  require.resolve('@backstage/cli/config/nodeTransform.cjs'),
];

let child: ChildProcess;
beforeAll(() => {
  child = fork(entry, { execArgv });
});
afterAll(async () => {
  if (child.exitCode === null) {
    child.kill();
    await once(child, 'exit');
  }
});

/** Sends messages at once and waits for the same number of answers. */
async function ask(...messages: object[]): Promise<unknown[]> {
  const answers: unknown[] = [];
  const all = new Promise<void>(resolve => {
    const collect = (answer: object) => {
      // Backstage's transform uses the same channel to report the files that it loads.
      if ('type' in answer && answer.type === 'watch') {
        return;
      }
      answers.push(answer);
      if (answers.length === messages.length) {
        child.off('message', collect);
        resolve();
      }
    };
    child.on('message', collect);
  });
  for (const message of messages) {
    child.send(message);
  }
  await all;
  return answers;
}

test('answers requests in order, with the same template as in this process', async () => {
  expect(
    await ask(
      { id: 1, request: sampleRequest('prod') },
      { id: 'two', request: sampleRequest('local') },
    ),
  ).toEqual([
    { id: 1, template: synthesizeDatabase(sampleRequest('prod')) },
    { id: 'two', template: synthesizeDatabase(sampleRequest('local')) },
  ]);
}, 180_000);

test('answers a bad request with its errors, and the next one with its template', async () => {
  const request = { ...sampleRequest('dev'), accountId: '12' };
  expect(
    await ask(
      { id: 3, request },
      { id: 4 },
      { request },
      { id: 5, request: sampleRequest('dev') },
    ),
  ).toEqual([
    {
      id: 3,
      error: {
        name: 'InvalidSynthRequestError',
        message: 'accountId "12": expected an account id of 12 digits',
      },
    },
    {
      id: 4,
      error: {
        name: 'InvalidSynthRequestError',
        message: expect.stringMatching(/^request: missing/),
      },
    },
    {
      error: {
        name: 'InvalidMessageError',
        message: 'expected a message {id, request}, with id a string or number',
      },
    },
    { id: 5, template: synthesizeDatabase(sampleRequest('dev')) },
  ]);
}, 180_000);

test('exits when its parent disconnects', async () => {
  const exit = once(child, 'exit');
  child.disconnect();
  expect(await exit).toEqual([0, null]);
}, 180_000);

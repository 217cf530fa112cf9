import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { runStep } from '../../load/runStep.ts';
import { Database } from '../../src/database/Database.ts';

/** Runs one client whose requests need no database, for a second. */
async function stepOf(
  sendRequest: (number: number) => Promise<unknown>,
  signal = new AbortController().signal,
) {
  let number = 0;
  return runStep(
    {
      ...{ clients: 1, seconds: 1, thinkMs: 1 },
      openDatabase: log =>
        new Database({
          readAddress: () => assert.fail('The database is not used'),
          log,
        }),
      sendRequest: () => sendRequest((number += 1)),
      countConnections: async () => 0,
    },
    signal,
  );
}

test('a step measures how long answers take', async () => {
  const step = await stepOf(number => delay(number % 10 === 0 ? 90 : 10));

  assert.ok(step?.responseMs);
  const { p50, p95, p99, max } = step.responseMs;
  assert.ok(p50 >= 9, `p50 is ${p50}`);
  assert.ok(p95 >= 89, `p95 is ${p95}`);
  assert.ok(
    p50 < p95 && p95 <= p99 && p99 <= max,
    `${p50}, ${p95}, ${p99}, ${max}`,
  );
  assert.ok(step.perSecond > 0);
  assert.deepEqual(step.errors, {});
});

test('an answer that comes after the end of a step counts with its whole time', async () => {
  const step = await stepOf(() => delay(1_500));

  assert.ok((step?.responseMs?.max ?? 0) >= 1_490);
});

test('failed requests are counted by their code, and have no time', async () => {
  const step = await stepOf(async number => {
    throw number % 2 === 0
      ? Object.assign(new Error('ended'), { code: '57P01' })
      : new RangeError('out of range');
  });

  assert.deepEqual(Object.keys(step?.errors ?? {}).toSorted(), [
    '57P01',
    'RangeError',
  ]);
  assert.equal(step?.responseMs, undefined);
});

test('a signal ends a step, which has no result then', async () => {
  const interruption = new AbortController();
  const step = await stepOf(async () => {
    interruption.abort();
  }, interruption.signal);

  assert.equal(step, undefined);
});

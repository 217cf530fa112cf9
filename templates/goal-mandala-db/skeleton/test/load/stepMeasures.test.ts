import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { StepMeasures } from '../../load/StepMeasures.ts';

const near = (actual: number | undefined, expected: number) =>
  assert.ok(
    actual !== undefined && Math.abs(actual - expected) <= expected / 500,
    `${actual} is not about ${expected}`,
  );

/** A step from 1,000 to 3,000 on the clock of the process. */
function measured(take: (measures: StepMeasures) => void) {
  const measures = new StepMeasures();
  measures.begin(1_000);
  measures.end(3_000);
  take(measures);
  return measures.result({
    clients: 1,
    from: new Date(1_000),
    to: new Date(3_000),
    busy: 0,
  });
}

describe('percentiles', () => {
  /** The percentiles of times in milliseconds. */
  const percentilesOf = (times: number[]) =>
    measured(measures => {
      for (const time of times) {
        measures.gotConnectionIn(time);
      }
    }).connections.connectMs;

  test('of the times 1 ms to 1,000 ms are those times', () => {
    const percentiles = percentilesOf(
      Array.from({ length: 1_000 }, (_, index) => index + 1),
    );

    assert.equal(percentiles?.count, 1_000);
    near(percentiles?.p50, 500);
    near(percentiles?.p95, 950);
    near(percentiles?.p99, 990);
    near(percentiles?.max, 1_000);
  });

  test('tell a tenth of a millisecond', () => {
    near(percentilesOf([0.3])?.p50, 0.3);
  });

  test('of nothing are nothing, not 0', () => {
    assert.equal(percentilesOf([]), undefined);
  });
});

describe('a step', () => {
  test("counts what its users waited, not what the database took: a stall isn't hidden", () => {
    const step = measured(measures =>
      measures.answered('page', { planned: 1_000, sent: 1_900, done: 2_000 }),
    );

    near(step.responseMs?.max, 1_000);
    near(step.operations.page?.max, 100);
  });

  test('leaves out requests from while clients were let in', () => {
    const step = measured(measures => {
      measures.answered('page', { planned: 900, sent: 1_000, done: 1_100 });
      measures.failed('57P01', 900);
    });

    assert.equal(step.requests.planned, 0);
    assert.deepEqual(step.errors, {});
  });

  test('does not count answers that came too late as throughput, but counts the wait', () => {
    const step = measured(measures => {
      measures.answered('page', { planned: 1_000, sent: 1_000, done: 2_000 });
      measures.answered('page', { planned: 2_000, sent: 2_000, done: 5_000 });
      measures.unanswered(2_500);
    });

    assert.deepEqual(step.requests, {
      planned: 3,
      answered: 1,
      failed: 0,
      unanswered: 2,
      perSecond: 0.5,
      plannedPerSecond: 1.5,
    });
    near(step.responseMs?.max, 3_000);
    near(step.responseMs?.p50, 1_000);
  });

  test('tells refused connections from requests that failed for want of one', () => {
    const step = measured(measures => {
      measures.connected();
      measures.couldNotConnect('53300');
      measures.couldNotConnect('53300');
      measures.couldNotConnect('57P03');
      measures.failed('53300', 1_500);
      measures.connected();
      measures.disconnected();
      measures.connected();
    });

    assert.equal(step.connections.refused, 2);
    assert.equal(step.connections.held, 2);
    assert.equal(step.connections.made, 3);
    assert.deepEqual(step.errors, { '53300': 1 });
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demoDatabases } from './demoDatabases.mjs';
import { demoHistory } from './demoHistory.mjs';

const minuteMs = 60_000;
const now = Date.parse('2026-11-29T12:00:30Z');
const from = now - 60 * minuteMs;

const historyOf = (name, limits) => {
  const { loadAt } = demoDatabases.find(database => database.name === name);
  return demoHistory({ from, to: now, limits, loadAt: at => loadAt(at, now) });
};

/** max_connections of the environment local. */
const localLimits = { minCapacity: 0.5, maxCapacity: 1, maxConnections: 189 };

test('a history has every whole minute, and none that has not ended', () => {
  const minutes = historyOf('orders', localLimits).map(({ at }) => at);
  assert.equal(minutes[0], Date.parse('2026-11-29T11:01:00Z'));
  assert.equal(minutes.at(-1), Date.parse('2026-11-29T11:59:00Z'));
  assert.equal(minutes.length, 59);
});

test('every value of a history is a number', () => {
  const values = historyOf('orders', localLimits).flatMap(minute =>
    Object.values(minute.values),
  );
  assert.ok(values.length > 0 && values.every(Number.isFinite));
});

test('the connections of orders rise into the range of a warning, and not higher', () => {
  const shares = historyOf('orders', localLimits).map(
    ({ values }) => values.DatabaseConnections / localLimits.maxConnections,
  );
  assert.ok(shares[0] < 0.3);
  assert.ok(shares.slice(-3).every(share => share > 0.7));
  assert.ok(Math.max(...shares) < 0.8);
});

test('the warning stays as long as the demo runs', () => {
  const { loadAt } = demoDatabases.find(({ name }) => name === 'orders');
  for (let at = now; at < now + 24 * 60 * minuteMs; at += minuteMs) {
    const { connections } = loadAt(at, now);
    assert.ok(connections > 133 && connections < 150, String(connections));
  }
});

test('the capacity of goal-mandala changes within its limits', () => {
  const capacities = historyOf('goal-mandala', {
    minCapacity: 1,
    maxCapacity: 16,
    maxConnections: 3360,
  }).map(({ values }) => values.ServerlessDatabaseCapacity);
  assert.ok(new Set(capacities).size > 1);
  assert.ok(capacities.every(capacity => capacity >= 1 && capacity <= 16));
});

for (const { name, loadAt } of demoDatabases) {
  test(`the load of ${name} is light`, () => {
    for (let at = now; at < now + 24 * 60 * minuteMs; at += minuteMs) {
      const { cores } = loadAt(at, now);
      assert.ok(cores > 0 && cores < 0.2, String(cores));
    }
  });
}

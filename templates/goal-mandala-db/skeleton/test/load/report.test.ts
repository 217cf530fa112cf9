import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderReport, type LoadReport } from '../../load/renderReport.ts';

function report(changes: Partial<LoadReport> = {}): LoadReport {
  const step = { connections: 10, perSecond: 9.5, retries: {}, busy: 0.5 };
  const responseMs = { p50: 1, p95: 2, p99: 3, max: 4.00001 };
  return {
    cluster: { DBClusterIdentifier: 'of-a-test' },
    startedAt: '2026-11-28T10:00:10.000Z',
    interrupted: false,
    connections: { most: 400, free: 395 },
    thinkMs: 1_000,
    charts: 500,
    steps: [
      { ...step, clients: 10, responseMs, errors: {} },
      {
        ...{ ...step, clients: 20, responseMs: undefined },
        ...{ errors: { '57P01': 1 }, retries: { '53300': 7 } },
      },
    ],
    minutes: [
      { at: '2026-11-28T10:00:00.000Z', capacity: 0.5 },
      { at: '2026-11-28T10:01:00.000Z', connections: 3 },
      {
        at: '2026-11-28T10:02:00.000Z',
        capacity: 1.5,
        connections: 22,
        cpu: 7,
      },
    ],
    ...changes,
  };
}

/** The rows of the table whose first titles these are. */
function table(page: string, titles: string): string[] {
  const [, found = ''] = page.split(`\n| ${titles} |`);
  const [rows = ''] = found.split('\n\n');
  return rows.split('\n').slice(2);
}

test('the report has a row for each step, without a time if nothing was answered', () => {
  assert.deepEqual(table(renderReport(report()), 'clients | connections'), [
    '| 10 | 10 | 9.5 | 1 | 2 | 3 | 4 | 50 |',
    '| 20 | 10 | 9.5 | – | – | – | – | 50 |',
  ]);
});

test('the report counts errors by their code', () => {
  const page = renderReport(report());
  assert.deepEqual(table(page, 'clients | error').toSorted(), [
    '| 20 | 53300 | – | 7 |',
    '| 20 | 57P01 | 1 | – |',
  ]);
  assert.match(renderReport(report({ steps: [] })), /There were none/);
});

test('the report has the minutes of CloudWatch, without a value as –', () => {
  assert.deepEqual(table(renderReport(report()), 'minute (UTC)'), [
    '| 10:00 | 0.5 | – | – |',
    '| 10:01 | – | 3 | – |',
    '| 10:02 | 1.5 | 22 | 7 |',
  ]);
  const without = renderReport(report({ minutes: [] }));
  assert.match(without, /CloudWatch has no capacity/);
});

test('each chart has a value for each of its labels', () => {
  const charts = [
    ...renderReport(report()).matchAll(/```mermaid\nxychart-beta\n([^`]*)```/g),
  ];
  assert.equal(charts.length, 3);
  for (const [, chart = ''] of charts) {
    const counts = [...chart.matchAll(/^ {2}(?:x-axis|line) \[(.*)\]$/gm)].map(
      ([, items = '']) => items.split(', ').length,
    );
    assert.ok(counts.length > 1, chart);
    assert.deepEqual(new Set(counts), new Set([2]), chart);
  }
});

test('the report says that the test was ended early', () => {
  assert.match(renderReport(report({ interrupted: true })), /ended early/);
  assert.doesNotMatch(renderReport(report()), /ended early/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LoadReport } from '../../load/LoadReport.ts';
import { renderReport } from '../../load/renderReport.ts';
import { StepMeasures } from '../../load/StepMeasures.ts';

/** A step of a second in which every request was answered after a time in milliseconds. */
function step(clients: number, responseMs: number) {
  const measures = new StepMeasures();
  measures.begin(0);
  measures.end(1_000);
  for (let number = 0; number < clients; number += 1) {
    measures.connected();
    measures.answered('search', { planned: 0, sent: 0, done: responseMs });
  }
  const [from, to] = [new Date(0), new Date(1_000)];
  return {
    measures,
    of: () => measures.result({ clients, from, to, busy: 0.5 }),
  };
}

function report(changes: Partial<LoadReport> = {}): LoadReport {
  const overloaded = step(20, 400);
  overloaded.measures.failed('57P01', 1);
  overloaded.measures.couldNotConnect('53300');
  return {
    startedAt: '2026-11-28T10:00:10.000Z',
    endedAt: '2026-11-28T10:04:00.000Z',
    interrupted: false,
    cluster: { identifier: 'of-a-test', minCapacity: 0.5, maxCapacity: 2 },
    connections: { most: 400, free: 395 },
    thinkMs: 1_000,
    lifetimeMs: 30_000,
    charts: 500,
    steps: [step(10, 40).of(), overloaded.of()],
    metrics: {
      capacity: [
        { at: '2026-11-28T10:00:00.000Z', value: 0.5 },
        { at: '2026-11-28T10:02:00.000Z', value: 1.5 },
      ],
      connections: [{ at: '2026-11-28T10:02:00.000Z', value: 22 }],
      cpu: [],
    },
    ...changes,
  };
}

/** The cells of the table whose first title this is, by row. */
function table(page: string, title: string): string[][] {
  const lines = page.split('\n');
  const first = lines.findIndex(line => line.startsWith(`| ${title} |`));
  const rows = lines.slice(first + 2);
  return rows
    .slice(
      0,
      rows.findIndex(line => !line.startsWith('|')),
    )
    .map(row => row.slice(2, -2).split(' | '));
}

test('the report has a row for each step', () => {
  const [first, second] = table(renderReport(report()), 'clients');

  assert.deepEqual(first?.slice(0, 3), ['10', '10', '0']);
  assert.equal(first?.at(4), '10');
  assert.equal(first?.at(6), '0');
  assert.deepEqual(second?.slice(0, 3), ['20', '20', '1']);
  assert.equal(second?.at(6), '1');
  assert.equal(second?.at(-1), '50');
});

test('the report counts errors by their code', () => {
  assert.match(renderReport(report()), /Errors: 1 × 57P01 with 20 clients\n/);
  assert.match(
    renderReport(report({ steps: [step(1, 1).of()] })),
    /Errors: none/,
  );
});

test('the report has the minutes of CloudWatch, without a value as –', () => {
  assert.deepEqual(table(renderReport(report()), 'minute (UTC)'), [
    ['10:00', '0.5', '–', '–'],
    ['10:02', '1.5', '22', '–'],
  ]);
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

test('the report says why there is no capacity', () => {
  const without = { metrics: undefined, metricsError: 'AccessDeniedException' };

  assert.match(renderReport(report(without)), /no capacity .*: AccessDenied/);
});

test('the report says that the test was ended early', () => {
  assert.match(renderReport(report({ interrupted: true })), /ended early/);
});

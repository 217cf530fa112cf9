import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { concludeFrom } from '../../load/concludeFrom.ts';
import type { LoadReport } from '../../load/LoadReport.ts';
import { renderReport } from '../../load/renderReport.ts';
import type { StepResult } from '../../load/StepMeasures.ts';

const percentiles = (p95: number) => ({
  count: 600,
  p50: p95 / 10,
  p90: p95 / 2,
  p95,
  p99: 2 * p95,
  max: 3 * p95,
});

function step({
  clients,
  planned,
  answered = planned,
  p95 = 20,
  refused = 0,
  gaveUp = 0,
  busy = 0.1,
  processors = busy,
  errors = {},
}: {
  clients: number;
  planned: number;
  answered?: number;
  p95?: number;
  refused?: number;
  gaveUp?: number;
  busy?: number;
  processors?: number;
  errors?: Record<string, number>;
}): StepResult {
  return {
    clients,
    from: '2026-11-28T10:00:10.000Z',
    to: '2026-11-28T10:01:10.000Z',
    seconds: 60,
    connections: {
      held: clients - (refused > 0 ? 1 : 0),
      made: clients,
      refused,
      gaveUp,
      outside: 0,
      connectMs: percentiles(30),
      waitMs: refused > 0 ? percentiles(4_000) : undefined,
    },
    requests: {
      planned,
      answered,
      failed: 0,
      unanswered: planned - answered,
      perSecond: answered / 60,
    },
    responseMs: percentiles(p95),
    databaseMs: percentiles(p95),
    operations: { 'chart page': percentiles(p95) },
    errors,
    retries: {},
    busy,
    processors,
  };
}

function facts(
  steps: StepResult[],
  changes: Partial<LoadReport> = {},
): LoadReport {
  return {
    startedAt: '2026-11-28T10:00:10.000Z',
    endedAt: '2026-11-28T10:04:00.000Z',
    watchedUntil: '2026-11-28T10:08:00.000Z',
    interrupted: false,
    cluster: {
      identifier: 'cluster-of-a-test',
      minCapacity: 0.5,
      maxCapacity: 2,
    },
    connections: { most: 400, reserved: 3, taken: 2, free: 395 },
    thinkMs: 1_000,
    lifetimeMs: 30_000,
    charts: 500,
    mix: [{ name: 'chart page', percent: 100, statements: 4 }],
    steps,
    metrics: {
      capacity: [
        // Something else, before the test.
        { at: '2026-11-28T09:58:00.000Z', value: 2 },
        { at: '2026-11-28T10:00:00.000Z', value: 0.5 },
        { at: '2026-11-28T10:02:00.000Z', value: 1.5 },
        { at: '2026-11-28T10:05:00.000Z', value: 1 },
        { at: '2026-11-28T10:06:00.000Z', value: 0.5 },
      ],
      connections: [],
      cpu: [],
      readLatency: [],
      writeLatency: [],
    },
    conclusions: [],
    client: { node: 'v22.18.0', processors: 2 },
    ...changes,
  };
}

const concluded = (...args: Parameters<typeof facts>) =>
  concludeFrom(facts(...args)).join('\n');

describe('the load test concludes', () => {
  test('with how many clients the database no longer keeps up, and with how many it last did', () => {
    const text = concluded([
      step({ clients: 40, planned: 2_400 }),
      step({ clients: 100, planned: 6_000 }),
      step({ clients: 200, planned: 12_000, answered: 9_000, p95: 2_500 }),
    ]);

    assert.match(text, /kept up with 100 requests a second from 100 clients\./);
    assert.match(
      text,
      /With 200 clients it no longer did: 150 of 200 requests/,
    );
    assert.match(text, /From 200 clients on, .* \(p95 2,500 ms/);
  });

  test('that it kept up with all that was asked of it', () => {
    const text = concluded([step({ clients: 40, planned: 2_400 })]);

    assert.match(text, /kept up with 40 .* the most that was asked of it/);
    assert.match(text, /Nineteen of twenty requests took at most 20 ms/);
    assert.match(text, /The server refused no connection/);
  });

  test('the most that it answers, if clients wait for their answers', () => {
    const text = concluded(
      [
        step({ clients: 10, planned: 6_000 }),
        step({ clients: 20, planned: 9_000 }),
        step({ clients: 40, planned: 9_060 }),
      ],
      { thinkMs: 0 },
    );

    assert.match(text, /answers 150 requests a second at most: 40 clients/);
  });

  test('that capacity was at its ceiling, since when, and what to do', () => {
    const text = concluded([step({ clients: 40, planned: 2_400 })], {
      cluster: { identifier: 'one', minCapacity: 0.5, maxCapacity: 1.5 },
    });

    assert.match(
      text,
      /ceiling of 1.5 ACU, from 2 min after the beginning.*raise maxCapacity/,
    );
  });

  test('that capacity had a reserve, and came down again', () => {
    const text = concluded([step({ clients: 40, planned: 2_400 })]);

    assert.match(text, /rose to 1.5 of at most 2 ACU/);
    assert.match(text, /minimum of 0.5 ACU 2 min after the last step/);
  });

  test('that connections ran out, how long clients waited, and what to do', () => {
    const text = concluded([
      step({ clients: 395, planned: 23_700 }),
      step({
        clients: 434,
        planned: 26_000,
        refused: 700,
        gaveUp: 40,
        errors: { '53300': 6 },
      }),
    ]);

    assert.match(text, /ran out at 434 clients, of whom 433 had one/);
    assert.match(text, /refused 700 tries \(53300\).* up to 12.0 s/);
    assert.match(text, /40 times a client gave up, which fails its request/);
    assert.match(text, /below the 395 that are free/);
    // Once is enough.
    assert.doesNotMatch(text, /Requests failed/);
  });

  test('which errors there were', () => {
    const text = concluded([
      step({ clients: 40, planned: 2_400, errors: { '57P01': 3 } }),
      step({ clients: 80, planned: 4_800, errors: { '57P01': 4, '23505': 1 } }),
    ]);

    assert.match(text, /Requests failed: 7 with 57P01, 1 with 23505\./);
  });

  test('that it measured itself, if its processor was the limit or another program had it', () => {
    const busy = { clients: 40, planned: 2_400, busy: 0.93 };

    assert.match(
      concluded([step(busy)]),
      /busy 93 % of the time with 40 clients.*Its processor is the limit/,
    );
    assert.match(
      concluded([step({ ...busy, processors: 0.3 })]),
      /only got 0.30 processors: something else keeps this machine busy/,
    );
  });

  test('why there is no capacity, if CloudWatch could not be read', () => {
    assert.match(
      concluded([step({ clients: 40, planned: 2_400 })], {
        metrics: undefined,
        metricsError: 'AccessDeniedException: not authorized',
      }),
      /CloudWatch could not be read.*AccessDeniedException: not authorized/,
    );
  });
});

describe('the report', () => {
  const nasty = '<img src=x onerror="alert(1)">&\'';
  const page = renderReport(
    facts([step({ clients: 40, planned: 2_400 })], {
      cluster: {
        identifier: nasty,
        environment: nasty,
        engineVersion: nasty,
        minCapacity: 0.5,
        maxCapacity: 2,
      },
      mix: [{ name: nasty, percent: 100, statements: 1 }],
      conclusions: [nasty],
    }),
  );

  test('shows text as text, whatever it holds', () => {
    assert.doesNotMatch(page, /<img/);
    assert.match(
      page,
      /&lt;img src=x onerror=&quot;alert\(1\)&quot;&gt;&amp;&#39;/,
    );
  });

  test('needs nothing from elsewhere: no script, no style sheet, no picture', () => {
    assert.doesNotMatch(
      page,
      /<script|<link|<img|@import|url\((?!#)|src=(?!x )/i,
    );
  });

  test('names every chart for those who cannot see it, and has its figures in a table', () => {
    for (const chart of ['Response time', 'Connections', 'Capacity']) {
      assert.match(page, new RegExp(`role="img" aria-label="${chart}: `));
    }
    assert.match(page, /<th scope="row">\s*answered\/s[^]*?<td>40.0<\/td>/);
  });

  test('of a cluster that CloudWatch does not know is still a report', () => {
    const without = renderReport(
      facts([step({ clients: 40, planned: 2_400 })], {
        metrics: undefined,
        metricsError: 'AccessDeniedException',
      }),
    );

    assert.match(
      without,
      /CloudWatch could not be read: AccessDeniedException/,
    );
  });
});

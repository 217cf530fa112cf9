import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { createChart } from '../src/charts/createChart.ts';
import { listProgress, recordProgress } from '../src/charts/progress.ts';
import { readChart } from '../src/charts/readChart.ts';
import { searchCharts } from '../src/charts/searchCharts.ts';
import type { Database } from '../src/database/Database.ts';
import {
  chartAbout,
  createTestDatabase,
  owner,
  type TestDatabase,
} from './testDatabase.ts';

describe('mandala charts', () => {
  let server: TestDatabase;
  let database: Database;

  before(async () => {
    server = await createTestDatabase();
    database = server.open();
  });
  after(() => server.drop());

  async function newChart(title: string, user = owner()) {
    const id = randomUUID();
    await createChart(database, { id, user, chart: chartAbout(title) });
    const chart = await readChart(database, { id, userId: user.id });
    assert(chart);
    return { id, user, chart };
  }

  async function firstAction(title: string) {
    const { chart, user, id } = await newChart(title);
    const actionId = chart.subGoals[0]?.actions[0]?.id;
    assert(actionId);
    return { actionId, userId: user.id, id };
  }

  test('a chart has its eight sub-goals and their eight actions, each in its place', async () => {
    const { chart } = await newChart('Health');
    assert.equal(chart.title, 'Health');
    assert.deepEqual(
      chart.subGoals.map(({ position, title }) => [position, title]),
      [1, 2, 3, 4, 5, 6, 7, 8].map(place => [place, `Health, part ${place}`]),
    );
    for (const { actions } of chart.subGoals) {
      assert.deepEqual(
        actions.map(({ position, percent }) => [position, percent]),
        [1, 2, 3, 4, 5, 6, 7, 8].map(place => [place, 0]),
      );
    }
  });

  test('creating a chart twice under one id, as after a lost answer, makes one chart', async () => {
    const { id, user, chart } = await newChart('Once');
    await createChart(database, { id, user, chart: chartAbout('Twice') });
    assert.deepEqual(await readChart(database, { id, userId: user.id }), chart);
  });

  test("no user reads or changes another user's chart", async () => {
    const { actionId, id, userId } = await firstAction('Private');
    const stranger = randomUUID();
    assert.equal(
      await readChart(database, { id, userId: stranger }),
      undefined,
    );
    const entry = { recordedOn: '2026-11-01', percent: 10 };
    assert.equal(
      await recordProgress(database, { actionId, userId: stranger, entry }),
      false,
    );
    await recordProgress(database, { actionId, userId, entry });
    assert.deepEqual(
      await listProgress(database, { actionId, userId: stranger }),
      [],
    );
  });

  test("an action's progress is that of its latest day, and a day's second entry replaces the first", async () => {
    const { actionId, userId, id } = await firstAction('Progress');
    for (const [recordedOn, percent] of [
      ['2026-11-03', 30],
      ['2026-11-01', 10],
      ['2026-11-03', 40],
    ] as const) {
      await recordProgress(database, {
        actionId,
        userId,
        entry: { recordedOn, percent },
      });
    }
    const chart = await readChart(database, { id, userId });
    assert.equal(chart?.subGoals[0]?.actions[0]?.percent, 40);
    assert.deepEqual(await listProgress(database, { actionId, userId }), [
      { recordedOn: '2026-11-03', percent: 40, note: null },
      { recordedOn: '2026-11-01', percent: 10, note: null },
    ]);
  });

  test('a long list of progress comes in pages, no day twice and none missing', async () => {
    const { actionId, userId } = await firstAction('Long');
    await server.query(
      `INSERT INTO progress_entries (action_id, recorded_on, percent)
       SELECT $1, '2026-01-01'::date + day, day % 100 FROM generate_series(0, 119) AS day`,
      [actionId],
    );
    const days: string[] = [];
    for (let before: string | undefined; ;) {
      const page = await listProgress(database, { actionId, userId, before });
      days.push(...page.map(({ recordedOn }) => recordedOn));
      before = page.at(-1)?.recordedOn;
      if (page.length < 50) {
        break;
      }
    }
    assert.equal(days.length, 120);
    assert.deepEqual(days, [...new Set(days)].sort().reverse());
  });

  test('goals, sub-goals and actions are found by a part of their titles in any case, and % and _ mean themselves', async () => {
    const { id } = await newChart('毎日走る Marathon 100%_done');
    const kinds = (await searchCharts(database, 'mARATHON')).map(hit => [
      hit.kind,
      hit.goalId,
    ]);
    assert.equal(kinds.length, 50);
    assert.deepEqual(kinds[0], ['goal', id]);
    assert(kinds.some(([kind]) => kind === 'action'));
    assert.equal((await searchCharts(database, '毎日走')).length, 50);
    assert.equal((await searchCharts(database, '0%_d'))[0]?.goalId, id);
    assert.deepEqual(await searchCharts(database, '0%d'), []);
  });
});

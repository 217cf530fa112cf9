import { listProgress, recordProgress } from '../src/charts/progress.ts';
import { readChart } from '../src/charts/readChart.ts';
import { searchCharts } from '../src/charts/searchCharts.ts';
import type { Database } from '../src/database/Database.ts';

/** The subject of a request: rows of the test's database. */
export interface Sample {
  userId: string;
  chartId: string;
  actionId: string;
  /** A part of titles. */
  text: string;
}

/** A kind of request that users make. */
export interface Operation {
  name: string;
  /** Its share of all requests. */
  percent: number;
  run: (database: Database, sample: Sample) => Promise<unknown>;
}

/** Each request has another day in its place, so that each write is a new row. */
export const anyDay = '1999-12-31';

/**
 * The requests of the clients. They are the application's own functions, so a changed query is
 * tested as changed. Adapt names and shares to what your users do. Creating a chart is left out: it
 * is rare and can't be sent again with the same ids.
 */
export const mix: readonly Operation[] = [
  {
    name: 'chart page',
    percent: 45,
    run: (database, { chartId, userId }) =>
      readChart(database, { id: chartId, userId }),
  },
  {
    name: 'record progress',
    percent: 25,
    run: (database, { actionId, userId }) =>
      recordProgress(database, {
        actionId,
        userId,
        entry: { recordedOn: anyDay, percent: 50, note: 'Halfway' },
      }),
  },
  {
    name: 'progress list',
    percent: 20,
    run: (database, { actionId, userId }) =>
      listProgress(database, { actionId, userId }),
  },
  {
    name: 'search',
    percent: 10,
    run: (database, { text }) => searchCharts(database, text),
  },
];

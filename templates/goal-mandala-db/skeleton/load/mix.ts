import { listProgress, recordProgress } from '../src/charts/progress.ts';
import { readChart } from '../src/charts/readChart.ts';
import { searchCharts } from '../src/charts/searchCharts.ts';
import type { Database } from '../src/database/Database.ts';

/** What a request is about: rows of the test's database. */
export interface Sample {
  userId: string;
  chartId: string;
  actionId: string;
  /** A part of titles. */
  text: string;
}

/** A request as users make it. */
export interface Operation {
  name: string;
  /** How many of a hundred requests are of this kind. */
  percent: number;
  run: (database: Database, sample: Sample) => Promise<unknown>;
}

/** A day that stands for any day: each request that is sent has another one in its place, so that writes are new rows. */
export const anyDay = '1999-12-31';

/**
 * What the clients ask for: the application's own functions, so that whoever changes a query loads the cluster with the changed one.
 * Adapt names and shares to what your users do; creating charts is left out, as it is rare and can't be sent again with the same ids.
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

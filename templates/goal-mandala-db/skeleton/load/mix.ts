import { randomInt } from 'node:crypto';
import { listProgress, recordProgress } from '../src/charts/progress.ts';
import { readChart } from '../src/charts/readChart.ts';
import { searchCharts } from '../src/charts/searchCharts.ts';
import type { Database } from '../src/database/Database.ts';

/** The subject of a request: rows of the test's database, and a part of titles. */
export type Sample = Record<'userId' | 'chartId' | 'actionId' | 'text', string>;

/** A kind of request, and its share of all requests. */
interface Operation {
  name: string;
  percent: number;
  run: (database: Database, sample: Sample) => Promise<unknown>;
}

/**
 * The requests of users. They call the application's own functions, so that a changed query is
 * tested as changed. Adapt them to what your users do.
 */
export const mix: readonly Operation[] = [
  {
    name: 'chart page',
    percent: 45,
    run: (database, { chartId: id, userId }) =>
      readChart(database, { id, userId }),
  },
  {
    name: 'record progress',
    percent: 25,
    run: (database, { actionId, userId }) => {
      // One of 20,000 days, so that most writes insert a row.
      const day = new Date(Date.UTC(2000, 0, 1 + randomInt(20_000)));
      const recordedOn = day.toISOString().slice(0, 10);
      const entry = { recordedOn, percent: 50, note: 'Halfway' };
      return recordProgress(database, { actionId, userId, entry });
    },
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

/** Sends a request of a random kind about a random sample. */
export async function sendRequest(
  database: Database,
  samples: readonly Sample[],
): Promise<void> {
  const lots = mix.flatMap(kind => Array<Operation>(kind.percent).fill(kind));
  const sample = samples[randomInt(samples.length)];
  if (sample) {
    await lots[randomInt(lots.length)]?.run(database, sample);
  }
}

// A busy application, run in the application's folder. Fills in a chart if there is none, then
// records progress until it ends, from entry number FIRST on. Prints a line for each acknowledged
// entry.
import { setTimeout as delay } from 'node:timers/promises';
import { createChart } from './src/charts/createChart.ts';
import { recordProgress } from './src/charts/progress.ts';
import { readChart } from './src/charts/readChart.ts';
import { Database } from './src/database/Database.ts';

const first = Date.parse('2026-04-01');
const day = 24 * 60 * 60 * 1000;

const database = new Database({ log: () => {} });
const id = '00000000-0000-4000-8000-000000000001';
const user = {
  id: '00000000-0000-4000-8000-000000000002',
  email: 'user@example.com',
  name: 'A user of the runbook',
};
const eight = [1, 2, 3, 4, 5, 6, 7, 8];
await createChart(database, {
  id,
  user,
  chart: {
    title: 'Health',
    subGoals: eight.map(place => ({
      title: `Part ${place}`,
      actions: eight.map(step => `Step ${step}`),
    })),
  },
});
const chart = await readChart(database, { id, userId: user.id });
const actions = chart.subGoals.flatMap(subGoal => subGoal.actions);

let stopped = false;
process.once('SIGTERM', () => {
  stopped = true;
});
for (let count = Number(process.env.FIRST); !stopped; count += 1) {
  const actionId = actions[count % actions.length].id;
  const recordedOn = new Date(first + Math.floor(count / actions.length) * day)
    .toISOString()
    .slice(0, 10);
  try {
    const known = await recordProgress(database, {
      actionId,
      userId: user.id,
      entry: { recordedOn, percent: count % 101 },
    });
    if (!known) {
      throw new Error(`The database has no action ${actionId}`);
    }
    console.log(JSON.stringify({ actionId, recordedOn }));
  } catch (error) {
    console.error(error.message);
  }
  await delay(20);
}
await database.close();

import {
  loadSchema,
  messageSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { z } from 'zod';
import { insightFaultRows } from '../testing/faults/insightFaultRows';
import { startInsightFaults } from '../testing/servers/startInsightFaults';
import { url } from '../testing/servers/startPlugin';
import { setClock } from '../testing/services/sharedCaches';

const paths: Record<string, string> = {
  load: 'load',
  statements: 'load/statements/A1',
  log: 'log?kind=all',
  events: 'events',
};
const unavailableSchema = z.object({ unavailable: messageSchema });
const errorSchema = z.object({
  error: z.object({ messages: z.array(messageSchema).min(1) }),
});

/** Whether Performance Insights was read often enough in this minute. */
const isWaiting = (body: unknown) =>
  unavailableSchema.safeParse(body).data?.unavailable.code ===
  'insight.nextMinute';

describe('a viewer', () => {
  let started: Awaited<ReturnType<typeof startInsightFaults>>;
  beforeAll(async () => {
    setClock('2026-11-23T12:00:30Z');
    started = await startInsightFaults();
  });
  afterAll(async () => {
    await started.stop();
    jest.useRealTimers();
  });

  it.each(insightFaultRows)(
    'reads $code about the $route if $call is $trouble',
    async ({ environment, route, status, code, wayOut }) => {
      const path = `${url}/clusters/default/goal-mandala-${environment}/${paths[route]}`;
      let answered = await started.api.get(path);
      // The turn of a read comes within some minutes.
      for (let tries = 0; isWaiting(answered.body) && tries < 30; tries += 1) {
        jest.setSystemTime(Date.now() + 20_000);
        answered = await started.api.get(path);
      }
      expect([
        answered.status,
        answered.status !== status && answered.body,
      ]).toEqual([status, false]);
      const message =
        status === 200
          ? unavailableSchema.parse(answered.body).unavailable
          : errorSchema.parse(answered.body).error.messages[0];
      expect(message?.code).toBe(code);
      expect(message?.text).toContain(wayOut);
    },
  );

  it('reads no value that Performance Insights left in a statement', async () => {
    const fine = insightFaultRows.find(({ route }) => route === 'events');
    const { body, text } = await started.api
      .get(`${url}/clusters/default/goal-mandala-${fine?.environment}/load`)
      .expect(200);
    expect(loadSchema.parse(body).statements).toMatchObject([
      { id: 'A1', text: 'ALTER ROLE app PASSWORD ?' },
    ]);
    expect(text).not.toContain('hunter2');
  });
});

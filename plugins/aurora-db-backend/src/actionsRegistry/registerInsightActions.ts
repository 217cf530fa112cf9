import {
  healthRanges,
  type Load,
  waitKinds,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { z } from 'zod/v3';
import type { AuroraLoadService } from '../insight/AuroraLoadService';
import { fullEntityRef } from '../database/fullEntityRef';
import type { AuroraEventService } from '../operations/AuroraEventService';
import { databaseEntityRef, exampleRef } from './databaseEntityRef';

/** Attributes of the actions below: they change nothing and can be repeated. */
const attributes = { readOnly: true, destructive: false, idempotent: true };

const rangeOf = (zod: typeof z, fallback: (typeof healthRanges)[number]) =>
  zod.enum(healthRanges).default(fallback).describe('How far back to look');

/** Why there is no load. */
const unavailableOf = (zod: typeof z) =>
  zod
    .object({ code: zod.string(), text: zod.string() })
    .passthrough()
    .optional()
    .describe('Why there is no data, and what to do');

/**
 * Registers the actions that say why a database has a problem. No action returns lines of the log or
 * statements with values: only people read data, and each of these reads is audited.
 */
export function registerInsightActions(
  registry: ActionsRegistryService,
  services: {
    load: Pick<AuroraLoadService, 'get'>;
    databaseEvents: Pick<AuroraEventService, 'list'>;
  },
): void {
  registry.register({
    name: 'get-database-load',
    title: 'Get the load of an Aurora database',
    description: `What the sessions of an Aurora database did over a range: average and greatest number of active sessions, in total and by wait event, and how many the capacity can run at once. The kind of a wait is one of ${waitKinds.join(', ')}; cpu runs and does not wait. More sessions than the capacity means that sessions queue.`,
    attributes,
    examples: [
      {
        title: 'What a slow database waits for',
        input: { entityRef: exampleRef, range: '1h' },
      },
    ],
    schema: {
      input: zod =>
        zod.object({
          entityRef: databaseEntityRef(zod),
          range: rangeOf(zod, '1h'),
        }),
      output: zod =>
        zod.object({
          asOf: zod.string().describe('When it was read'),
          unavailable: unavailableOf(zod),
          capacity: zod
            .number()
            .optional()
            .describe('Sessions that can run at once: vCPUs of all instances'),
          averageSessions: zod.number(),
          // The last value says more to a reader of text than hundreds of points.
          waits: zod.array(
            zod.object({
              name: zod.string(),
              kind: zod.enum(waitKinds),
              averageSessions: zod.number(),
              greatestSessions: zod.number(),
            }),
          ),
        }),
    },
    action: async ({ input, credentials }) => ({
      output: summaryOf(
        await services.load.get(
          fullEntityRef('entityRef', input.entityRef, 'resource'),
          input.range,
          credentials,
        ),
      ),
    }),
  });

  registry.register({
    name: 'get-top-statements',
    title: 'Get the statements that load an Aurora database',
    description:
      'The statements that cause most of the load of an Aurora database over a range, the greatest first: text with ? in place of each value, average active sessions, share of the load from 0 to 1, waits, and if known calls per second, average latency and rows per call. Values and lines of the log are never part of it.',
    attributes,
    examples: [
      {
        title: 'Which statements use the CPU',
        input: { entityRef: exampleRef, range: '1h' },
      },
    ],
    schema: {
      input: zod =>
        zod.object({
          entityRef: databaseEntityRef(zod),
          range: rangeOf(zod, '1h'),
        }),
      output: zod =>
        zod.object({
          asOf: zod.string().describe('When it was read'),
          unavailable: unavailableOf(zod),
          statements: zod.array(
            zod.object({
              id: zod.string(),
              text: zod.string(),
              load: zod.number(),
              share: zod.number(),
              waits: zod.array(
                zod.object({
                  name: zod.string(),
                  kind: zod.enum(waitKinds),
                  load: zod.number(),
                }),
              ),
              callsPerSecond: zod.number().optional(),
              averageLatencyMs: zod.number().optional(),
              rowsPerCall: zod.number().optional(),
            }),
          ),
        }),
    },
    action: async ({ input, credentials }) => ({
      // The schema leaves the datapoints out.
      output: await services.load.get(
        fullEntityRef('entityRef', input.entityRef, 'resource'),
        input.range,
        credentials,
      ),
    }),
  });

  registry.register({
    name: 'list-database-events',
    title: 'List the events of an Aurora database',
    description:
      'What RDS reports about an Aurora database and its instances, the newest first: failovers, restarts, recovery, maintenance, backups and changes of the configuration.',
    attributes,
    examples: [
      {
        title: 'Whether there was a failover today',
        input: { entityRef: exampleRef, range: '24h' },
      },
    ],
    schema: {
      input: zod =>
        zod.object({
          entityRef: databaseEntityRef(zod),
          range: rangeOf(zod, '24h'),
        }),
      output: zod =>
        zod.object({
          items: zod.array(
            zod.object({
              at: zod.string(),
              source: zod.string().describe('The cluster or the instance'),
              category: zod.string(),
              text: zod.string(),
            }),
          ),
        }),
    },
    action: async ({ input, credentials }) => ({
      output: await services.databaseEvents.list(
        fullEntityRef('entityRef', input.entityRef, 'resource'),
        input.range,
        credentials,
      ),
    }),
  });
}

/** The load without its datapoints. A wait event without a point had no session. */
function summaryOf({ asOf, unavailable, capacity, waits }: Load) {
  const times = new Set(
    waits.flatMap(({ points }) => points.map(([at]) => at)),
  );
  const averageOf = (points: Load['waits'][number]['points']) =>
    rounded(
      points.reduce((sum, [, sessions]) => sum + sessions, 0) /
        Math.max(times.size, 1),
    );
  return {
    asOf,
    ...(unavailable && { unavailable }),
    ...(capacity !== undefined && { capacity }),
    averageSessions: averageOf(waits.flatMap(({ points }) => points)),
    waits: waits.map(({ name, kind, points }) => ({
      name,
      kind,
      averageSessions: averageOf(points),
      greatestSessions: rounded(
        Math.max(0, ...points.map(([, sessions]) => sessions)),
      ),
    })),
  };
}

function rounded(sessions: number): number {
  return Math.round(sessions * 100) / 100;
}

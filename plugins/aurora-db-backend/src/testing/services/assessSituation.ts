import {
  alarmName,
  databaseNames,
  environmentDefaults,
  type MetricName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { AlarmReport } from '../../ports/AlarmReader';
import { assessHealth, type Situation } from '../../health/assessHealth';

const minute = 60_000;
const readAt = new Date('2026-11-23T05:30:20Z');
const startMs = Date.parse('2026-11-23T04:31:00Z');
const names = databaseNames('goal-mandala', { shortName: 'prd' });

const resting: ReadonlyArray<readonly [MetricName, number]> = [
  ['acu', 2],
  ['connections', 10],
  ['cpu', 5],
  ['readLatency', 0.001],
  ['writeLatency', 0.002],
  ['uptime', 9_000],
];

/** Values of sixty minutes up to now. The last values of a metric can be given; null is a gap. */
export function series(last: Partial<Record<MetricName, (number | null)[]>>) {
  const values = new Map(
    resting.map(([name, value]) => {
      const own = new Float64Array(60).fill(value);
      const given = last[name] ?? [];
      own.set(
        given.map(one => one ?? Number.NaN),
        60 - given.length,
      );
      return [name, own] as const;
    }),
  );
  return {
    series: { window: { startMs, periodMs: minute, slots: 60 }, values },
    readAt,
  };
}

export const anHour = (valueOf: (slot: number) => number | null) =>
  Array.from({ length: 60 }, (_, slot) => valueOf(slot));

/** An hour without datapoints. */
export const nothing = () =>
  series(
    Object.fromEntries(resting.map(([name]) => [name, anHour(() => null)])),
  );

/** One alarm in a state. */
export function inState(
  id: 'cpu-warning' | 'cpu-critical' | 'connections-critical' | 'unreachable',
  state: AlarmReport['state'] = 'ALARM',
): Map<string, AlarmReport> {
  const name = alarmName(names.base, id);
  return new Map([
    [name, { name, state, since: new Date('2026-11-23T05:00:00Z') }],
  ]);
}

/** Assesses a database at rest in prod that differs in what is given. */
export const assessSituation = (situation: Partial<Situation>) =>
  assessHealth({
    base: names.base,
    clusterIdentifier: names.clusterIdentifier,
    stack: { stackName: names.stackName, status: 'UPDATE_COMPLETE' },
    status: 'available',
    capacity: environmentDefaults.prod,
    maxConnections: { configured: 3360, live: 3360, pendingReboot: false },
    recent: series({}),
    alarms: new Map(),
    ...situation,
  });

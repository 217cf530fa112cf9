import {
  datapointsToAlarm,
  type Health,
  type MetricName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { CauseSubject } from '../insight/causes/CauseSubject';
import type { HealthEvidence } from './describeHealth';
import { newestDatapoint } from './newestDatapoint';

/** The reasons that the load of a database can explain. */
const explainable: Readonly<
  Record<string, { about: CauseSubject['about']; metric: MetricName }>
> = {
  'health.cpu': { about: 'cpu', metric: 'cpu' },
  'health.cpuAlarm': { about: 'cpu', metric: 'cpu' },
  'health.cpuAlarmNamed': { about: 'cpu', metric: 'cpu' },
  'health.connections': { about: 'connections', metric: 'connections' },
  'health.connectionsAlarm': { about: 'connections', metric: 'connections' },
  'health.connectionsAlarmNamed': {
    about: 'connections',
    metric: 'connections',
  },
  'health.readLatency': { about: 'readLatency', metric: 'readLatency' },
  'health.readLatencyAlarm': { about: 'readLatency', metric: 'readLatency' },
  'health.readLatencyAlarmNamed': {
    about: 'readLatency',
    metric: 'readLatency',
  },
  'health.writeLatency': { about: 'writeLatency', metric: 'writeLatency' },
  'health.writeLatencyAlarm': { about: 'writeLatency', metric: 'writeLatency' },
  'health.writeLatencyAlarmNamed': {
    about: 'writeLatency',
    metric: 'writeLatency',
  },
  'health.atMaximum': { about: 'capacity', metric: 'acu' },
};

/**
 * Returns what the reasons of a database's health are about, by their code. Returns none for a
 * database without a problem, so that nothing is read of it.
 */
export function causeSubjects(
  { severity, reasons }: Pick<Health, 'severity' | 'reasons'>,
  { located, cluster, recent }: HealthEvidence,
): Map<string, CauseSubject> {
  const series = recent.value;
  if (!series || (severity !== 'warning' && severity !== 'critical')) {
    return new Map();
  }
  const { startMs, periodMs } = series.window;
  const { maxCapacity } = cluster.value?.capacity ?? located.environment.config;
  const connections = newestDatapoint(series.values.get('connections'))?.value;
  return new Map(
    reasons.flatMap(({ code }) => {
      const row = explainable[code];
      const values = row && series.values.get(row.metric);
      if (!row || !values) {
        return [];
      }
      const slots =
        row.about === 'capacity'
          ? [...values.keys()].filter(
              slot => (values[slot] ?? 0) >= maxCapacity,
            )
          : newestSlots(values);
      const minutes = slots.map(slot => startMs + slot * periodMs);
      return [
        [
          code,
          {
            about: row.about,
            minutes,
            ...(connections !== undefined && { connections }),
          },
        ],
      ];
    }),
  );
}

/** The slots of the datapoints that an alarm judges. */
function newestSlots(values: Float64Array): number[] {
  const newest = newestDatapoint(values)?.slot ?? values.length - 1;
  return [...values.keys()].slice(
    Math.max(0, newest + 1 - datapointsToAlarm),
    newest + 1,
  );
}

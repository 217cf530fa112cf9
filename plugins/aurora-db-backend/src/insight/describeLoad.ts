import type {
  Load,
  LoadWait,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { describeStatements } from './describeStatements';
import { loadCapacity } from './loadCapacity';
import type { InstanceReading, LoadReading } from './LoadReading';
import { LoadSeries, roundLoad } from './LoadSeries';
import { waitKindOf } from './waitKindOf';

/** A wait of less load than this is left out, in average active sessions of the whole range. */
const leastLoad = 0.0005;

/**
 * Converts the load of a database to the type of the REST API.
 *
 * @param maxCapacity - in ACU; undefined if the cluster is not serverless
 */
export function describeLoad(
  reading: LoadReading,
  maxCapacity: number | undefined,
): Load {
  const { asOf, instances, problems } = reading;
  const [unavailable] = problems;
  const capacity = loadCapacity(reading, maxCapacity);
  return {
    asOf: asOf.toISOString(),
    ...(unavailable && { unavailable }),
    ...(capacity !== undefined && { capacity: roundLoad(capacity) }),
    waits: describeWaits(instances),
    statements: describeStatements(instances),
  };
}

function describeWaits(instances: InstanceReading[]): LoadWait[] {
  const waits = new Map<string, { wait: LoadWait; series: LoadSeries }>();
  for (const { load } of instances) {
    for (const { sessions, ...event } of load.waits) {
      const { name } = event;
      const known = waits.get(name) ?? {
        wait: { name, kind: waitKindOf(event), points: [] },
        series: new LoadSeries(),
      };
      known.series.add(load.times, sessions);
      waits.set(name, known);
    }
  }
  return [...waits.values()]
    .filter(({ series }) => series.sum / series.points.length >= leastLoad)
    .sort((one, other) => other.series.sum - one.series.sum)
    .map(({ wait, series }) => ({ ...wait, points: series.points }));
}

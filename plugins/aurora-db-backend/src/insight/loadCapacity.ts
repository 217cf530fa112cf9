import {
  instanceClassOf,
  serverlessInstanceClass,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { InstanceReading, LoadReading } from './LoadReading';

/**
 * vCPUs of an ACU. AWS documents an ACU as about 2 GiB of memory with the corresponding CPU. The
 * memory-optimized classes, on which Aurora serverless is based, have 8 GiB per vCPU. AWS's own
 * sizing advice also counts 4 ACUs per vCPU.
 */
const vcpusPerAcu = 0.25;

/**
 * Average active sessions that the instances can run at once: their vCPUs. Performance Insights
 * estimates those of serverless instances. If it does not know them, they follow from the instance
 * class, or from the maximum capacity of a serverless instance.
 *
 * @param maxCapacity - in ACU; undefined if the cluster is not serverless
 */
export function loadCapacity(
  { instances }: LoadReading,
  maxCapacity: number | undefined,
): number | undefined {
  const capacities = instances.map(
    ({ load, instanceClass }) =>
      load.counters.vcpus?.findLast(value => value !== null && value > 0) ??
      vcpusOf(instanceClass, maxCapacity),
  );
  const known = capacities.filter(capacity => typeof capacity === 'number');
  return known.length === 0 || known.length < instances.length
    ? undefined
    : known.reduce((sum, capacity) => sum + capacity, 0);
}

function vcpusOf(
  instanceClass: InstanceReading['instanceClass'],
  maxCapacity: number | undefined,
): number | undefined {
  if (instanceClass && instanceClass !== serverlessInstanceClass) {
    return instanceClassOf(instanceClass)?.vcpus;
  }
  return maxCapacity === undefined ? undefined : maxCapacity * vcpusPerAcu;
}

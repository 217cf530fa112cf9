import { provisionedClass } from '../engine/instanceClasses';

const gibPerCapacityUnit = 2;

/**
 * DBInstanceClassMemory is somewhat less than the memory of a class. AWS does not publish it. These
 * numbers give exactly its table "Maximum connections for Aurora Serverless v2".
 */
const usableBytesPerGib = 1_007_600_000;
const reservedBytes = 211_000_000;

export interface InstanceResources {
  /** Bytes that the database can use: DBInstanceClassMemory. */
  memory: number;
  vcpus: number;
}

/**
 * The memory and processors that an instance class has in AWS. `db.serverless` has those of its
 * maximum capacity, and so has an unknown class, which a record of an older aurora-db-local can
 * have.
 *
 * @param maxCapacity - in ACU
 */
export function instanceResources(
  instanceClass: string,
  maxCapacity: number,
): InstanceResources {
  const gibOfCapacity = maxCapacity * gibPerCapacityUnit;
  const { memory: gib, vcpus } = provisionedClass(instanceClass) ?? {
    memory: gibOfCapacity,
    vcpus: Math.max(2, Math.ceil(gibOfCapacity / 8)),
  };
  return {
    memory: Math.max(0, gib * usableBytesPerGib - reservedBytes),
    vcpus,
  };
}

import { provisionedClass } from '../engine/instanceClasses';

const gibPerCapacityUnit = 2;

/**
 * DBInstanceClassMemory is somewhat less than the memory of a class. AWS does not publish it. These
 * numbers give exactly its tables "Maximum connections for Aurora Serverless v2" and "Maximum
 * connections to an Aurora PostgreSQL DB instance". The latter has other, rounded values for r4, r5
 * and `db.t3.medium`.
 */
const serverless = { usableBytesPerGib: 1_007_600_000, reserved: 211_000_000 };
const provisioned = { usableBytesPerGib: 1_046_400_000, reserved: 325_000_000 };

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
  const known = provisionedClass(instanceClass);
  const gib = known?.memory ?? maxCapacity * gibPerCapacityUnit;
  const { usableBytesPerGib, reserved } = known ? provisioned : serverless;
  return {
    memory: Math.max(0, gib * usableBytesPerGib - reserved),
    vcpus: known?.vcpus ?? Math.max(2, Math.ceil(gib / 8)),
  };
}

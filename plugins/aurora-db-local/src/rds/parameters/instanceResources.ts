/** Memory of a `large` instance of a class's family, in GiB. Source: "Aurora DB instance classes". */
const memoryOfLarge: Readonly<Record<string, number>> = {
  r: 16,
  t: 8,
  x: 32,
};
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
 * maximum capacity.
 *
 * @param maxCapacity - in ACU
 */
export function instanceResources(
  instanceClass: string,
  maxCapacity: number,
): InstanceResources {
  const [, family = 'r', size] =
    /^db\.([a-z])[^.]*\.([a-z0-9]+)$/.exec(instanceClass) ?? [];
  const isServerless = size === undefined;
  const larges = isServerless ? 0 : sizeInLarges(size);
  const gib = isServerless
    ? maxCapacity * gibPerCapacityUnit
    : (memoryOfLarge[family] ?? 16) * larges;
  return {
    memory: Math.max(0, gib * usableBytesPerGib - reservedBytes),
    vcpus: isServerless
      ? Math.max(2, Math.ceil(gib / 8))
      : Math.max(2, 2 * larges),
  };
}

function sizeInLarges(size: string): number {
  const [, times = '1'] = /^(\d+)xlarge$/.exec(size) ?? [];
  if (size.endsWith('xlarge')) {
    return 2 * Number(times);
  }
  return size === 'medium' ? 0.5 : 1;
}

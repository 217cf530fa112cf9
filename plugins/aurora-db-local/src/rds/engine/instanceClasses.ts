import type { ProvisionedResources } from '../../service/AwsService';

/** The resources of an instance class, as AWS documents them. */
interface InstanceClass {
  vcpus: number;
  /** GiB. */
  memory: number;
}

const upTo8 = ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge'];
const upTo16 = [...upTo8, '12xlarge', '16xlarge'];
const upTo24 = [...upTo16, '24xlarge'];

/**
 * The sizes of each family, and the memory of its `large` in GiB. A `large` has 2 vCPUs. Sources:
 * Aurora user guide, "Supported DB engines for DB instance classes" and "Hardware specifications
 * for DB instance classes for Aurora".
 */
const families: Readonly<
  Record<string, { memoryOfLarge: number; sizes: readonly string[] }>
> = {
  r5: { memoryOfLarge: 16, sizes: upTo24 },
  r6g: { memoryOfLarge: 16, sizes: upTo16 },
  r6gd: { memoryOfLarge: 16, sizes: upTo16.slice(1) },
  r6i: { memoryOfLarge: 16, sizes: [...upTo24, '32xlarge'] },
  r6id: { memoryOfLarge: 16, sizes: ['24xlarge', '32xlarge'] },
  r7g: { memoryOfLarge: 16, sizes: upTo16 },
  r7i: { memoryOfLarge: 16, sizes: [...upTo24, '48xlarge'] },
  r8g: { memoryOfLarge: 16, sizes: [...upTo24, '48xlarge'] },
  r8gd: {
    memoryOfLarge: 16,
    sizes: [...upTo24.slice(1), '48xlarge'],
  },
  t3: { memoryOfLarge: 8, sizes: ['medium', 'large'] },
  t4g: { memoryOfLarge: 8, sizes: ['medium', 'large'] },
  x2g: { memoryOfLarge: 32, sizes: upTo16 },
};

/** Aurora's classes for versions that are too old to have a server here. */
const olderFamilies: typeof families = {
  r4: { memoryOfLarge: 15.25, sizes: [...upTo8, '16xlarge'] },
};

export const serverless = 'db.serverless';

/** The provisioned classes of Aurora PostgreSQL's versions that have servers here. */
const provisionedClasses = classesOf(families);

/** Those of every version. */
const everyClass = new Map([
  ...provisionedClasses,
  ...classesOf(olderFamilies),
]);

/** The instance classes of Aurora PostgreSQL. */
export const instanceClasses: readonly string[] = [
  serverless,
  ...provisionedClasses.keys(),
];

/** A provisioned class of any version. Undefined for `db.serverless` and for what is no class. */
export function provisionedClass(name: string): InstanceClass | undefined {
  return everyClass.get(name);
}

/** The resources of a provisioned class, in bytes; undefined for another one. */
export function provisionedResources(
  name: string,
): ProvisionedResources | undefined {
  const known = provisionedClass(name);
  return known && { vcpus: known.vcpus, memoryBytes: known.memory * 1024 ** 3 };
}

/** Whether a name has the form of RDS's classes, also of those of other engines. */
export function isClassOfRds(name: string): boolean {
  return (
    name === serverless ||
    /^db\.(cr1|[mrtx]\d[a-z]*\d*[a-z]*|z1d)\.(micro|small|medium|large|\d*xlarge)$/.test(
      name,
    )
  );
}

function classesOf(table: typeof families): ReadonlyMap<string, InstanceClass> {
  return new Map(
    Object.entries(table).flatMap(([family, { memoryOfLarge, sizes }]) =>
      sizes.map(size => {
        const larges = sizeInLarges(size);
        return [
          `db.${family}.${size}`,
          {
            vcpus: Math.max(2, 2 * larges),
            memory: memoryOfLarge * larges,
          },
        ] as const;
      }),
    ),
  );
}

function sizeInLarges(size: string): number {
  const [, times = '1'] = /^(\d+)xlarge$/.exec(size) ?? [];
  if (size.endsWith('xlarge')) {
    return 2 * Number(times);
  }
  return size === 'medium' ? 0.5 : 1;
}

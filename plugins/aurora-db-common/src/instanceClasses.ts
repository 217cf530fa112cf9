/** The hardware of an instance class. @public */
export interface InstanceClass {
  vcpus: number;
  /** In bytes. */
  memory: number;
  /** DBInstanceClassMemory, in bytes: what AWS's own processes leave to the database. */
  usableMemory: number;
}

interface Family {
  gibPerVcpu: number;
  sizes: readonly string[];
}

const bytesPerGib = 1_073_741_824;
/**
 * AWS does not publish DBInstanceClassMemory. These numbers give exactly its table of
 * max_connections by instance class. The table has other, rounded values for r4, r5 and
 * `db.t3.medium`. Source: Aurora user guide, "Maximum connections to an Aurora PostgreSQL DB
 * instance".
 */
const usableBytesPerGib = 1_046_400_000;
const reservedBytes = 325_000_000;

/** A size's vCPUs. Those of `xlarge` are 4, and those of `8xlarge` are 8 × 4. */
const upTo8xlarge = ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge'];
const upTo16xlarge = [...upTo8xlarge, '12xlarge', '16xlarge'];
const upTo24xlarge = [...upTo16xlarge, '24xlarge'];
const upTo32xlarge = [...upTo24xlarge, '32xlarge'];
const upTo48xlarge = [...upTo24xlarge, '48xlarge'];

/**
 * Aurora PostgreSQL has not all sizes of RDS, and not all of its families. Sources: Aurora user
 * guide, "Supported DB engines for DB instance classes" and "Hardware specifications for DB instance
 * classes for Aurora".
 */
const families: Readonly<Record<string, Family>> = {
  r4: { gibPerVcpu: 7.625, sizes: [...upTo8xlarge, '16xlarge'] },
  r5: { gibPerVcpu: 8, sizes: upTo24xlarge },
  r6g: { gibPerVcpu: 8, sizes: upTo16xlarge },
  r6gd: { gibPerVcpu: 8, sizes: upTo16xlarge.slice(1) },
  r6i: { gibPerVcpu: 8, sizes: upTo32xlarge },
  r6id: { gibPerVcpu: 8, sizes: ['24xlarge', '32xlarge'] },
  r7g: { gibPerVcpu: 8, sizes: upTo16xlarge },
  r7i: { gibPerVcpu: 8, sizes: upTo48xlarge },
  r8g: { gibPerVcpu: 8, sizes: upTo48xlarge },
  r8gd: { gibPerVcpu: 8, sizes: upTo48xlarge.slice(1) },
  x2g: { gibPerVcpu: 16, sizes: upTo16xlarge },
};

/** Burstable classes: all sizes have two vCPUs. Source: as above. */
const burstableGib: Readonly<Record<string, Readonly<Record<string, number>>>> =
  {
    t3: { medium: 4, large: 8 },
    t4g: { medium: 4, large: 8 },
  };

/** The class of Aurora Serverless v2 instances. Its hardware follows from the capacity. @public */
export const serverlessInstanceClass = 'db.serverless';

/**
 * Returns the hardware of an instance class of Aurora PostgreSQL. Undefined for `db.serverless` and
 * for classes that are not in the table.
 *
 * @param name - such as `db.r6g.large`
 * @public
 */
export function instanceClassOf(name: string): InstanceClass | undefined {
  const [, family = '', size = ''] =
    /^db\.([a-z0-9]+)\.([a-z0-9]+)$/.exec(name) ?? [];
  const burstable = Object.hasOwn(burstableGib, family)
    ? burstableGib[family]
    : undefined;
  if (burstable) {
    const gib = Object.hasOwn(burstable, size) ? burstable[size] : undefined;
    return gib === undefined ? undefined : hardwareOf(2, gib);
  }
  const known = Object.hasOwn(families, family) ? families[family] : undefined;
  if (!known?.sizes.includes(size)) {
    return undefined;
  }
  const vcpus = vcpusOf(size);
  return hardwareOf(vcpus, vcpus * known.gibPerVcpu);
}

function hardwareOf(vcpus: number, gib: number): InstanceClass {
  return {
    vcpus,
    memory: gib * bytesPerGib,
    usableMemory: gib * usableBytesPerGib - reservedBytes,
  };
}

function vcpusOf(size: string): number {
  const [, times] = /^(\d*)xlarge$/.exec(size) ?? [];
  return times === undefined ? 2 : 4 * Number(times || 1);
}

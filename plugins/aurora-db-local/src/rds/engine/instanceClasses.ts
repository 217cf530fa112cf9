const sizes = ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge'];

/** Source: Aurora user guide, "Supported DB engines for DB instance classes". */
const families: readonly (readonly [family: string, sizes: string[]])[] = [
  ['r5', [...sizes, '12xlarge', '16xlarge', '24xlarge']],
  ['r6g', [...sizes, '12xlarge', '16xlarge']],
  ['r6i', [...sizes, '12xlarge', '16xlarge', '24xlarge', '32xlarge']],
  ['r7g', [...sizes, '12xlarge', '16xlarge']],
  ['r7i', [...sizes, '12xlarge', '16xlarge', '24xlarge', '48xlarge']],
  ['r8g', [...sizes, '12xlarge', '16xlarge', '24xlarge', '48xlarge']],
  ['t3', ['medium', 'large']],
  ['t4g', ['medium', 'large']],
  ['x2g', [...sizes, '12xlarge', '16xlarge']],
];

/** The instance classes of Aurora PostgreSQL. A server has the resources of this machine. */
export const instanceClasses: readonly string[] = [
  'db.serverless',
  ...families.flatMap(([family, ofFamily]) =>
    ofFamily.map(size => `db.${family}.${size}`),
  ),
];

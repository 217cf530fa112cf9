/** The environment that the policies apply to. */
export interface IamPlace {
  accountId: string;
  region: string;
  /** The environment's short name in identifiers, e.g. `prd`. */
  shortName: string;
  vpcId: string;
  /** `lambdaRoleArns` of the environment. */
  lambdaRoleArns: readonly string[];
  /** The permissions boundary of roles that a stack creates. Absent: roles have none. */
  permissionsBoundaryArn?: string;
  /** The customer's key. Absent: AWS's own keys encrypt. */
  kmsKeyArn?: string;
  /** The clusters of other tools that the environment includes. Absent: none. */
  existing?: {
    /** A `*` stands for any characters. */
    identifiers: readonly string[];
    /** The tags that all of them have. A `*` in a value stands for any characters. */
    tags?: Readonly<Record<string, string>>;
  };
}

/** Example values of the README's policies. Readers replace them with their own. */
export const examplePlace = {
  accountId: '111111111111',
  region: 'ap-northeast-1',
  shortName: 'prd',
  vpcId: 'vpc-0a1b2c3d4e5f60718',
  lambdaRoleArns: ['arn:aws:iam::111111111111:role/goal-mandala-lambda'],
  permissionsBoundaryArn: 'arn:aws:iam::111111111111:policy/database-boundary',
} satisfies IamPlace;

/** The example with clusters of other tools. */
export const exampleExistingPlace = {
  ...examplePlace,
  existing: { identifiers: ['orders-*'] },
} satisfies IamPlace;

/** The example value of `cloudFormationRoleArn` in the README. */
export const exampleCloudFormationRoleArn =
  'arn:aws:iam::111111111111:role/aurora-db-cloudformation';

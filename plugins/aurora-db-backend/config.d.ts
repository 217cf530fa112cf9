/** One environment: the place of its databases, and their default settings. */
interface AuroraDbEnvironmentConfig {
  /**
   * The profile whose defaults the environment has: capacity, readers, backups, protection,
   * insights, and snapshots before a change. Required, unless the name of the environment is one of
   * the four.
   */
  profile?: 'local' | 'dev' | 'stg' | 'prod';
  /** (Optional) Title in the form and on pages, e.g. `Production (Europe)`. Unset: the name. */
  title?: string;
  /**
   * (Optional) Part of the identifiers of stacks, clusters and entities: at most 16 lower-case
   * letters, digits and single hyphens. Environments of one account and region need different ones.
   * The longest name of a database is 47 characters minus this, and at most 40. Do not change it:
   * the portal would no longer find the existing databases. Unset: `prd` for prod, otherwise the
   * name.
   */
  shortName?: string;
  /** (Required) AWS account id, 12 digits in quotes. Credentials come from `aws.accounts`. */
  accountId: string;
  /** (Required) AWS region, e.g. `ap-northeast-1`. */
  region: string;
  /**
   * (Required) The existing network: its ids, or the exports of an existing VPC stack. It has
   * private subnets in at least two availability zones. Only the Lambda security group can connect,
   * and those of `clientSecurityGroupIds`.
   */
  network:
    | {
        vpcId: string;
        privateSubnets: Array<{ id: string; availabilityZone: string }>;
        lambdaSecurityGroupId: string;
      }
    | {
        vpcIdExport: string;
        /**
         * Export whose value is the subnet ids, separated by commas, in the order of
         * `availabilityZones`.
         */
        privateSubnetIdsExport: string;
        availabilityZones: string[];
        lambdaSecurityGroupIdExport: string;
      };
  /**
   * (Optional) Further security groups that can connect, e.g. of a bastion host or a container
   * service: at most 20 ids. Unset: none.
   */
  clientSecurityGroupIds?: string[];
  /**
   * (Optional) ARN of a KMS key of the environment's region. It encrypts the storage, backups and
   * snapshots of new databases, restored ones included. An existing database keeps its key. Unset:
   * the key that AWS manages, `aws/rds`.
   */
  kmsKeyArn?: string;
  /**
   * (Optional) Up to 40 tags of the stacks and their resources, e.g. for cost allocation. Keys do
   * not begin with `aws:`, `rds:` or `aurora-db:`. A change takes effect at the next deploy of an
   * existing database. Unset: none.
   */
  tags?: { [key: string]: string };
  /** (Optional) URL of an AWS endpoint such as aurora-db-local. Unset: AWS itself. */
  endpoint?: string;
  /** (Optional) SNS topic for alarms and RDS events. Unset: alarms only change their state. */
  alarmTopicArn?: string;
  /**
   * (Optional) Roles of this account that can connect as lambda-user with an IAM token and read the
   * connection secret (address, no password). A role with `owners` gets access only to databases of
   * these owners. A role without `owners` gets access to every database of the environment. Owners
   * are entity references. Default kind: `group`. Default namespace: `default`. Unset: none.
   */
  lambdaRoleArns?: Array<string | { arn: string; owners?: string[] }>;
  /**
   * (Optional) Whether these roles can also read the master secret, and therefore log in as the
   * master user. Unset: false. Only people and tools with permissions of their own can read it.
   */
  masterSecretForFunctions?: boolean;
  /**
   * (Optional) `generated`: CloudFormation makes the master password in a secret of the stack. The
   * secret stays if a deletion keeps a final snapshot. `managed`: RDS makes the password in its own
   * secret and changes it every seven days. RDS deletes the secret with the cluster. A change takes
   * effect at the next deploy of an existing database, which then gets another secret and another
   * password. Unset: `generated`.
   */
  masterPassword?: 'generated' | 'managed';
  /**
   * (Optional) Statements that PostgreSQL writes to CloudWatch Logs. With `ddl`, `mod` and `all`,
   * the log shows the password of an `ALTER ROLE … PASSWORD`. Unset: `all`.
   */
  logStatement?: 'none' | 'ddl' | 'mod' | 'all';
  /**
   * (Optional) Whether the log also contains the values of a statement's parameters. Unset: false.
   */
  logParameterValues?: boolean;
  /**
   * (Optional) Permissions boundary of every role that a template creates. The ARN of an IAM policy
   * of this account or of AWS. Unset: none.
   */
  permissionsBoundaryArn?: string;
  /**
   * (Optional) Daily backup window in UTC, e.g. `18:00-19:00`, of at least 30 minutes. Unset: 03:00
   * to 04:00 in the region's standard time, or in UTC if this version does not know the region.
   */
  backupWindow?: string;
  /**
   * (Optional) Weekly maintenance window in UTC, e.g. `sun:19:30-sun:20:30`, of at least 30
   * minutes. It must not overlap the backup window. Unset: Monday 04:30 to 05:30 in the region's
   * standard time, or in UTC if this version does not know the region.
   */
  maintenanceWindow?: string;
  /**
   * (Optional) Role of this account that CloudFormation assumes for change sets and deletes. The
   * portal then needs only the small IAM policy, and a restore can take longer than the portal's
   * session. The README has both policies. Unset: CloudFormation uses the portal's credentials.
   * CloudFormation remembers a stack's role and uses it even after this key is removed.
   */
  cloudFormationRoleArn?: string;
  /**
   * (Optional) A major version, `'15'`, `'16'` or `'17'`, or an exact one such as `'15.17'`, in
   * quotes. A major version stands for its newest minor version that the region offers as
   * serverless. A database keeps the version of its creation. Unset: `'15'`.
   */
  engineVersion?: string;
  /**
   * (Optional) Whether the portal takes a snapshot before it changes a database, and waits for it.
   * The snapshot expires after 14 days. Unset: true for the profiles stg and
   * prod, false for local and dev.
   */
  snapshotBeforeChange?: boolean;
  /**
   * (Optional) Clusters of the account and region that other tools created: the portal shows them,
   * takes their snapshots and restores them into new databases. It never changes or deletes them.
   * Unset: only databases of the portal.
   */
  existing?: {
    /**
     * (Optional) Whether to include every Aurora PostgreSQL cluster. Excludes `tags` and
     * `identifiers`. Unset: false.
     */
    all?: boolean;
    /**
     * (Optional) Include clusters that have all these tags. A `*` in a value stands for any
     * characters. With `identifiers`, a cluster must match both. Unset: whatever its tags are.
     */
    tags?: { [key: string]: string };
    /**
     * (Optional) Include clusters whose identifier matches one of these. A `*` stands for any
     * characters, e.g. `orders-*`. Unset: whatever its identifier is.
     */
    identifiers?: string[];
    /**
     * (Optional) The tag that names the owner: an entity reference, or the name of a group. Unset:
     * the default owner.
     */
    ownerTag?: string;
    /**
     * (Optional) The tag that names the system: an entity reference, or the name of a system.
     * Unset: no system.
     */
    systemTag?: string;
    /**
     * (Required) The group or user that owns the clusters without a tag for the owner, or with an
     * owner that the catalog does not have, e.g. `group:default/platform`.
     */
    defaultOwner: string;
  };
  /**
   * (Optional) US dollars per ACU-hour in the environment's region, for estimates. Unset:
   * `auroraDb.pricing.acuHour`.
   */
  acuHour?: number;
  /**
   * (Optional) Lowest capacity in ACU, from 0 in steps of 0.5. A form cannot request less. Unset:
   * the profile's default.
   */
  minCapacity?: number;
  /**
   * (Optional) Highest capacity in ACU, from 1 in steps of 0.5. A form cannot request more. Unset:
   * the profile's default.
   */
  maxCapacity?: number;
  /** (Optional) A reader in another availability zone. Unset: the profile's default. */
  multiAz?: boolean;
  /** (Optional) Days of automated backups, 1 to 35. Unset: the profile's default. */
  backupRetention?: number;
  /**
   * (Optional) Deletion protection, termination protection, and a final snapshot on deletion.
   * Unset: the profile's default.
   */
  deletionProtection?: boolean;
  /**
   * (Optional) Performance Insights (Database Insights `standard`, 7 days). Unset: the
   * profile's default.
   */
  performanceInsights?: boolean;
  /**
   * (Optional) Enhanced Monitoring interval in seconds: 0 (off), 1, 5, 10, 15, 30 or 60. Unset: the
   * profile's default.
   */
  monitoringInterval?: 0 | 1 | 5 | 10 | 15 | 30 | 60;
}

export interface Config {
  /** Aurora DB: at least one environment. Without it, the portal works without Aurora DB. */
  auroraDb?: {
    /**
     * (Required) The environments that the portal offers, by name. A name has at most 16 lower-case
     * letters, digits and hyphens, e.g. `prod` or `eu-prod`. Users cannot choose an absent one.
     */
    environments: {
      [name: string]: AuroraDbEnvironmentConfig;
    };
    /**
     * (Optional) The entity `api:default/aurora-db` of the REST API, with its OpenAPI document.
     * Unset: the catalog has no such entity.
     */
    apiEntity?: {
      /** (Required) Its owner, e.g. `group:default/platform`. */
      owner: string;
    };
    /** (Optional) The templates that this package adds to the catalog. */
    templates?: {
      /** (Optional) Whether the catalog has them. Unset: true. */
      enabled?: boolean;
      /**
       * (Optional) Languages of the templates. Those in the first language have the plain names,
       * such as `goal-mandala-db`. The names in another language end with it, such as
       * `goal-mandala-db-ja`. Unset: `[en]`.
       */
      languages?: Array<'en' | 'ja'>;
      /** (Optional) Owner of the template entities, e.g. `group:default/platform`. Unset: none. */
      owner?: string;
    };
    /** (Optional) Prices for estimates. */
    pricing?: {
      /**
       * (Optional) US dollars per ACU-hour for environments without their own `acuHour`. Unset:
       * 0.2, the price in ap-northeast-1 in November 2026.
       */
      acuHour?: number;
    };
  };
}

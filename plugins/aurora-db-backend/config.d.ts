/** One environment: the place of its databases, and their default settings. */
interface AuroraDbEnvironmentConfig {
  /** (Required) AWS account id, 12 digits in quotes. Credentials come from `aws.accounts`. */
  accountId: string;
  /** (Required) AWS region, e.g. `ap-northeast-1`. */
  region: string;
  /**
   * (Required) The existing network: its ids, or the exports of an existing VPC stack. It has
   * private subnets in at least two availability zones. Only the Lambda security group can connect.
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
   * (Optional) A major version such as `'15'`, or an exact one such as `'15.17'`, in quotes. Unset:
   * `'15'`, which stands for the newest 15.x that the region offers as serverless. A database keeps
   * the version of its creation.
   */
  engineVersion?: string;
  /**
   * (Optional) Whether the portal takes a snapshot before it changes a database, and waits for it.
   * The snapshot expires after 14 days. Unset: true for stg and prod, false for local and dev.
   */
  snapshotBeforeChange?: boolean;
  /**
   * (Optional) US dollars per ACU-hour in the environment's region, for estimates. Unset:
   * `auroraDb.pricing.acuHour`.
   */
  acuHour?: number;
  /**
   * (Optional) Lowest capacity in ACU, from 0 in steps of 0.5. A form cannot request less. Unset:
   * the environment's default.
   */
  minCapacity?: number;
  /**
   * (Optional) Highest capacity in ACU, from 1 in steps of 0.5. A form cannot request more. Unset:
   * the environment's default.
   */
  maxCapacity?: number;
  /** (Optional) A reader in another availability zone. Unset: the environment's default. */
  multiAz?: boolean;
  /** (Optional) Days of automated backups, 1 to 35. Unset: the environment's default. */
  backupRetention?: number;
  /**
   * (Optional) Deletion protection, termination protection, and a final snapshot on deletion.
   * Unset: the environment's default.
   */
  deletionProtection?: boolean;
  /**
   * (Optional) Performance Insights (Database Insights `standard`, 7 days). Unset: the
   * environment's default.
   */
  performanceInsights?: boolean;
  /**
   * (Optional) Enhanced Monitoring interval in seconds: 0 (off), 1, 5, 10, 15, 30 or 60. Unset: the
   * environment's default.
   */
  monitoringInterval?: 0 | 1 | 5 | 10 | 15 | 30 | 60;
}

export interface Config {
  /** Aurora DB: at least one environment. Without it, the portal works without Aurora DB. */
  auroraDb?: {
    /** (Required) The environments that the portal offers. Users cannot choose an absent one. */
    environments: {
      local?: AuroraDbEnvironmentConfig;
      dev?: AuroraDbEnvironmentConfig;
      stg?: AuroraDbEnvironmentConfig;
      prod?: AuroraDbEnvironmentConfig;
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

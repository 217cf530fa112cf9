/** One environment: where its databases live, and what they are like unless a form says otherwise. */
interface AuroraDbEnvironmentConfig {
  /** (Required) AWS account id, 12 digits in quotes. Credentials come from `aws.accounts`. */
  accountId: string;
  /** (Required) AWS region, e.g. `ap-northeast-1`. */
  region: string;
  /**
   * (Required) The existing network: either ids, or the exports of an existing VPC stack. Private subnets in at least two
   * availability zones; only the Lambda security group may connect.
   */
  network:
    | {
        vpcId: string;
        privateSubnets: Array<{ id: string; availabilityZone: string }>;
        lambdaSecurityGroupId: string;
      }
    | {
        vpcIdExport: string;
        /** Export whose value is the subnet ids joined by commas, in the order of `availabilityZones`. */
        privateSubnetIdsExport: string;
        availabilityZones: string[];
        lambdaSecurityGroupIdExport: string;
      };
  /** (Optional) URL of an AWS endpoint such as aurora-db-local. Unset: AWS itself. */
  endpoint?: string;
  /** (Optional) SNS topic for alarms and RDS events. Unset: alarms only change their state. */
  alarmTopicArn?: string;
  /**
   * (Optional) Roles of this account that may connect as lambda-user with an IAM token, and read the connection secret (address, no
   * password). A role with `owners` (entity references; kind `group` and namespace `default` unless given) gets access only to
   * databases of these owners, one without to every database of the environment. Unset: none.
   */
  lambdaRoleArns?: Array<string | { arn: string; owners?: string[] }>;
  /**
   * (Optional) Whether these roles may also read the master secret, and so log in as the master user. Unset: false; only people and
   * tools with rights of their own can.
   */
  masterSecretForFunctions?: boolean;
  /**
   * (Optional) `generated`: CloudFormation makes the master password, in a secret of the stack, which stays with a final snapshot.
   * `managed`: RDS makes it in a secret of its own, changes it every seven days, and deletes the secret with the cluster. Changing this
   * for databases that exist takes effect at their next deploy: they get another secret and another password. Unset: `generated`.
   */
  masterPassword?: 'generated' | 'managed';
  /**
   * (Optional) Statements that PostgreSQL writes to CloudWatch Logs. `ddl` and more write an `ALTER ROLE … PASSWORD` with its password.
   * Unset: `all`.
   */
  logStatement?: 'none' | 'ddl' | 'mod' | 'all';
  /**
   * (Optional) Whether the log also has the values that applications bind to the parameters of their statements. Unset: false.
   */
  logParameterValues?: boolean;
  /**
   * (Optional) IAM policy of this account (or of AWS) that is the permissions boundary of every role that a template creates. Unset: none.
   */
  permissionsBoundaryArn?: string;
  /**
   * (Optional) Daily backup window in UTC, e.g. `18:00-19:00`, of at least 30 minutes. Unset: 03:00 to 04:00 in the region's standard
   * time (UTC in a region that this version doesn't know).
   */
  backupWindow?: string;
  /**
   * (Optional) Weekly maintenance window in UTC, e.g. `sun:19:30-sun:20:30`, of at least 30 minutes, apart from the backup window. Unset:
   * Monday 04:30 to 05:30 in the region's standard time (UTC in a region that this version doesn't know).
   */
  maintenanceWindow?: string;
  /**
   * (Optional) Role of this account that CloudFormation assumes for change sets and deletes. The portal then needs only the small IAM
   * policy, and a restore can take longer than the portal's session. The README has both policies. Unset: CloudFormation uses the
   * portal's credentials. CloudFormation remembers the role of a stack: a stack that once had one keeps it after this key is removed.
   */
  cloudFormationRoleArn?: string;
  /**
   * (Optional) A major version such as `'15'`, or an exact one such as `'15.17'`, in quotes. Unset: `'15'`, the newest 15.x that the
   * region offers as serverless; a database keeps the version that it was created with.
   */
  engineVersion?: string;
  /**
   * (Optional) Whether the portal takes a snapshot before it changes a database, and waits for it. The snapshot expires after 14 days.
   * Unset: true for stg and prod, false for local and dev.
   */
  snapshotBeforeChange?: boolean;
  /** (Optional) US dollars per ACU-hour in the environment's region, for estimates. Unset: `auroraDb.pricing.acuHour`. */
  acuHour?: number;
  /** (Optional) Lowest capacity in ACU, from 0 in steps of 0.5; also the lowest that a form may ask for. Unset: the environment's default. */
  minCapacity?: number;
  /** (Optional) Highest capacity in ACU, from 1 in steps of 0.5; also the highest that a form may ask for. Unset: the environment's default. */
  maxCapacity?: number;
  /** (Optional) A reader in another availability zone. Unset: the environment's default. */
  multiAz?: boolean;
  /** (Optional) Days of automated backups, 1 to 35. Unset: the environment's default. */
  backupRetention?: number;
  /** (Optional) Deletion protection, termination protection, and a final snapshot on deletion. Unset: the environment's default. */
  deletionProtection?: boolean;
  /** (Optional) Performance Insights (Database Insights `standard`, 7 days). Unset: the environment's default. */
  performanceInsights?: boolean;
  /** (Optional) Enhanced Monitoring interval in seconds: 0 (off), 1, 5, 10, 15, 30 or 60. Unset: the environment's default. */
  monitoringInterval?: 0 | 1 | 5 | 10 | 15 | 30 | 60;
}

export interface Config {
  /** Aurora DB: at least one environment. */
  auroraDb: {
    /** (Required) The environments that are offered. One that is absent can't be chosen. */
    environments: {
      local?: AuroraDbEnvironmentConfig;
      dev?: AuroraDbEnvironmentConfig;
      stg?: AuroraDbEnvironmentConfig;
      prod?: AuroraDbEnvironmentConfig;
    };
    /** (Optional) Prices for estimates. */
    pricing?: {
      /**
       * (Optional) US dollars per ACU-hour of the environments that have no `acuHour` of their own. Unset: 0.2, the price in
       * ap-northeast-1 of November 2026.
       */
      acuHour?: number;
    };
  };
}

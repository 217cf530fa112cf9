import type {
  DatabaseConfig,
  EnvironmentSettings,
  SynthRequestInput,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as sns from 'aws-cdk-lib/aws-sns';

/** Properties of a `DatabaseConstruct`. @public */
export interface DatabaseConstructProps extends Partial<EnvironmentSettings> {
  /** Form name, e.g. `goal-mandala`. All other names follow from it and the environment. */
  readonly name: string;
  readonly environment: string;
  /**
   * Part of all names, in the place of the environment's name.
   *
   * @defaultValue `prd` for prod, otherwise the environment's name
   */
  readonly shortName?: string;
  /** Capacities, retention, protection, e.g. `environmentDefaults.prod`. */
  readonly config: DatabaseConfig;
  /** An exact version, e.g. `15.17`. */
  readonly engineVersion: string;
  readonly vpc: ec2.IVpc;
  /**
   * Private subnets in at least two availability zones. The writer is in the first zone, the reader
   * in the second.
   */
  readonly subnets: ec2.ISubnet[];
  /** The only security group that can connect, besides `clientSecurityGroupIds`. */
  readonly lambdaSecurityGroup: ec2.ISecurityGroup;
  /**
   * Roles of the same account that can connect as lambda-user with an IAM token and read the
   * connection secret.
   *
   * @defaultValue none
   */
  readonly lambdaRoles?: iam.IRole[];
  /**
   * Topic for alarms and RDS events, in the same region.
   *
   * @defaultValue none: alarms only change their state
   */
  readonly alarmTopic?: sns.ITopic;
  /**
   * Whether this template turns on the cluster's deletion protection. The first create has it off:
   * CloudFormation could not roll back a failed create of a protected cluster.
   *
   * @defaultValue config.deletionProtection
   */
  readonly protect?: boolean;
  /**
   * The source of a restored database. It must be the same in every template of the database:
   * CloudFormation replaces the cluster if it changes or is missing.
   *
   * @defaultValue the database starts empty
   */
  readonly restoreFrom?: SynthRequestInput['restoreFrom'];
}

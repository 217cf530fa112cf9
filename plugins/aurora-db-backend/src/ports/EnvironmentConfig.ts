import type {
  DatabaseConfig,
  EnvironmentProfile,
  EnvironmentSettings,
  EnvironmentTreatment,
  Message,
  NetworkConfig,
} from '@aurora-db/backstage-plugin-aurora-db-common';

/** A role of functions. With `owners`, only their databases grant it access. */
interface LambdaRole {
  arn: string;
  owners?: string[];
}

/** One configured environment, its defaults filled in. */
export interface EnvironmentConfig
  extends EnvironmentSettings, EnvironmentTreatment {
  /** The key in app-config. */
  name: string;
  /** For people. By default, they see the name. */
  title?: string;
  /** The profile whose defaults the environment has. */
  profile: EnvironmentProfile;
  /** Part of the identifiers of AWS resources and entities. */
  shortName: string;
  /** Twelve digits. */
  accountId: string;
  region: string;
  /** Endpoint of every AWS service; without it, the SDK uses AWS's own endpoints. */
  endpoint?: string;
  network: NetworkConfig;
  alarmTopicArn?: string;
  lambdaRoles: LambdaRole[];
  /** The role that CloudFormation assumes. By default, it uses the portal's credentials. */
  cloudFormationRoleArn?: string;
  /** UTC. */
  backupWindow: string;
  /** UTC. */
  maintenanceWindow: string;
  /** The environment's defaults with app-config's overrides. */
  config: DatabaseConfig;
  /** A major version such as `15` for its newest, or an exact one such as `15.17`. */
  engineVersion: string;
}

/** An environment that cannot be used, because its configuration has a problem. */
export interface InvalidEnvironment {
  name: string;
  /** The problem and its way out. */
  message: Message;
}

/** `auroraDb` of app-config. */
export interface AuroraDbConfig {
  /** The environments that can be used. */
  environments: EnvironmentConfig[];
  invalid?: readonly InvalidEnvironment[];
  /** Why no environment can be used. */
  notConfigured?: Message;
}

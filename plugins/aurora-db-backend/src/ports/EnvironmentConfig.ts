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

/** Which clusters of other tools an environment includes, and who owns them. */
export interface ExistingClusters {
  /** Whether to include every Aurora PostgreSQL cluster of the account and region. */
  all: boolean;
  /** Tags that a cluster must have. A `*` in a value stands for any characters. */
  tags?: Readonly<Record<string, string>>;
  /** A cluster's identifier must match one of these. A `*` stands for any characters. */
  identifiers?: readonly string[];
  /** The tag whose value is the owner: an entity reference, or the name of a group. */
  ownerTag?: string;
  /** The tag whose value is the system: an entity reference, or the name of a system. */
  systemTag?: string;
  /** An entity reference. Default kind: `group`. */
  defaultOwner: string;
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
  /** Absent: only databases of the portal. */
  existing?: ExistingClusters;
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

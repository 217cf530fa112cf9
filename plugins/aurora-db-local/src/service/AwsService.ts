/**
 * The interfaces between the services of aurora-db-local: a service, how one calls another, and
 * where state is kept. They do not depend on HTTP. The protocols in `http/` turn requests into
 * {@link Operation} calls and outputs into responses.
 */
import type { z } from 'zod';

/** An AWS account and region. Every resource belongs to one. @public */
export interface Scope {
  /** Twelve digits. */
  accountId: string;
  /** For example `ap-northeast-1`. */
  region: string;
}

/** The context of a request. @public */
export interface RequestContext extends Scope {
  requestId: string;
  /** ARN of the caller, as STS GetCallerIdentity returns it. */
  principalArn: string;
}

/**
 * Input and output have the structure of AWS's API reference: member names as keys, lists as
 * arrays, structures as objects. The query protocol sends every scalar as a string, a call in
 * process has its natural type. Operations therefore validate with coercing zod schemas. Outputs
 * may contain Dates, which each protocol renders in its way, and `undefined` members, which are
 * left out.
 */
export interface Operation {
  (
    input: Record<string, unknown>,
    context: RequestContext,
  ): Promise<Record<string, unknown>>;
  /** The schema that the input must match. See `defineOperation`. */
  readonly input: z.ZodType;
}

/** A service of AWS that this endpoint imitates. */
export interface AwsService {
  /**
   * The name in the credential scope of a signature: `rds`, `cloudformation`, `monitoring`,
   * `secretsmanager`, `ec2`, `sts`, `logs`, `iam`, `kms`, `sns`, `ssm`, `s3`, `ecr`, `pi`.
   */
  readonly signingName: string;
  readonly operations: Readonly<Record<string, Operation>>;
  /**
   * XML names of list elements in the query protocol, by the name of the list, for example
   * `DBClusters` → `DBCluster`. Default: `member`, for ec2 `item`.
   */
  readonly listElementNames?: Readonly<Record<string, string>>;
  /**
   * XML names of members that differ from the default, by the member's name or by
   * `<list>.<member>`. The default is the name itself, for ec2 with a lowercase first letter.
   */
  readonly memberNames?: Readonly<Record<string, string>>;
  /**
   * Continues what was running before a restart (servers, stack operations). Called once, before
   * the first request.
   */
  start?(): Promise<void>;
  /** Ends timers and processes. State is already on disk. */
  stop?(): Promise<void>;
  /** Deletes all state and data, for the admin route `reset`. */
  reset?(): Promise<void>;
}

/**
 * Calls another service in process, without HTTP, faults or recording. Throws AWS's error as the
 * API does.
 *
 * @public
 */
export interface ServiceCaller {
  call(
    signingName: string,
    operation: string,
    input: Record<string, unknown>,
    context: RequestContext,
  ): Promise<Record<string, unknown>>;
}

/** A caller that also knows what the operations take. */
export interface ServiceDirectory extends ServiceCaller {
  /** The schema of an operation's input; undefined if the operation does not exist. */
  inputOf(signingName: string, operation: string): z.ZodType | undefined;
}

/** An error in AWS's format. */
export class AwsError extends Error {
  constructor(
    /** AWS's error code, for example `DBClusterNotFoundFault`. */
    readonly code: string,
    message: string,
    /** HTTP status. AWS's default for a client error is 400. */
    readonly statusCode: number = 400,
  ) {
    super(message);
    this.name = code;
  }
}

/**
 * Persisted records of one kind. Reads are from memory. A write is on disk (atomic rename) when its
 * promise resolves.
 */
export interface Collection<T> {
  get(scope: Scope, id: string): T | undefined;
  list(scope: Scope): T[];
  /** Every record with its scope, over all accounts and regions, for timers and restarts. */
  all(): Array<{ scope: Scope; id: string; value: T }>;
  put(scope: Scope, id: string, value: T): Promise<void>;
  delete(scope: Scope, id: string): Promise<void>;
  clear(): Promise<void>;
}

/**
 * State on disk in the state folder, one JSON file for each collection. It is validated when it is
 * read.
 */
export interface StateStore {
  collection<T>(name: string, schema: z.ZodType<T>): Promise<Collection<T>>;
}

/** The dependencies of every service. */
export interface ServiceEnvironment {
  store: StateStore;
  services: ServiceDirectory;
  /**
   * The folder of aurora-db-local: PostgreSQL data, archives, snapshots, certificates. An absolute
   * path.
   */
  stateDirectory: string;
  log(message: string): void;
}

/** An access key and its owner. */
export interface AccessKey {
  accountId: string;
  /** The root user of an account, or a role with its session name. */
  principalArn: string;
  secretAccessKey: string;
  /** Absent for a key that does not expire. */
  expiresAt?: Date;
}

/** The STS service implements it for the verification of signatures. */
export interface AccessKeys {
  /** Undefined if the session token is not from this endpoint. */
  find(
    accessKeyId: string,
    sessionToken: string | undefined,
  ): AccessKey | undefined;
}

/** The IAM service implements it for services that authorize. */
export interface Authorizer {
  /**
   * Why a principal may not perform an action; undefined if it may.
   *
   * @param action - for example `rds-db:connect`
   * @param resource - an ARN
   */
  refusalOf(
    principalArn: string,
    action: string,
    resource: string,
  ): string | undefined;
}

/** A secret that a service creates and changes for its users, who can only read it. */
export interface OwnedSecret {
  arn: string;
  name: string;
  description: string;
  /** Absent for the account's default key. */
  kmsKeyId?: string;
  /** The service that owns it, for example `rds`. */
  owningService: string;
  /** A tag that names the owner of the secret. */
  owner: { Key: string; Value: string };
}

/** The Secrets Manager service implements it for services that keep secrets for their users. */
export interface OwnedSecrets {
  /** The ARN of a new secret. */
  newArn(scope: Scope, name: string): string;
  /**
   * Keeps a new value beside the current one until {@link promote}, and creates the secret if it
   * does not exist. If an interrupted attempt left a value, keeps and returns that one.
   */
  pend(
    scope: Scope,
    secret: OwnedSecret,
    newValue: () => string,
  ): Promise<string>;
  /** Makes the pending value the current one. */
  promote(scope: Scope, arn: string): Promise<void>;
  /** Deletes the secrets of an owner at once, except the given one. */
  removeOf(
    scope: Scope,
    owner: OwnedSecret['owner'],
    except?: string,
  ): Promise<void>;
}

/** What AWS documents of a provisioned instance class. */
export interface ProvisionedResources {
  vcpus: number;
  memoryBytes: number;
}

/** A running database instance, for the CloudWatch service. */
export interface InstanceProbe extends Scope {
  clusterIdentifier: string;
  instanceIdentifier: string;
  role: 'WRITER' | 'READER';
  /** RDS instance status. Datapoints are published only while the server answers. */
  status: string;
  /** For example `db.serverless` or `db.r6g.large`. */
  instanceClass: string;
  /** The resources of a provisioned class; absent for `db.serverless`. */
  provisioned?: ProvisionedResources;
  /** Capacity bounds in ACU (1 ACU is about 2 GiB of memory with a share of a vCPU). */
  minCapacity: number;
  maxCapacity: number;
  /** Time without a connection after which it pauses, if the minimum is 0. */
  secondsUntilAutoPause: number;
  /** Effective max_connections of the server. */
  maxConnections: number;
  read(): Promise<ServerStatistics>;
}

/** Counters of a PostgreSQL server. They are cumulative since its start unless stated otherwise. */
export interface ServerStatistics {
  at: Date;
  uptimeSeconds: number;
  /** Current client connections, without the connection that reads this. */
  connections: number;
  /** CPU time of the whole process tree (user and system). */
  cpuSeconds: number;
  /** Blocks that were found in the buffer cache, and blocks that were not. */
  blocksHit: number;
  blocksRead: number;
  blockReadTimeMs: number;
  blocksWritten: number;
  blockWriteTimeMs: number;
  commits: number;
  /** Time spent to write and sync the write-ahead log. Commits wait for it. */
  walTimeMs: number;
  rollbacks: number;
  deadlocks: number;
  /** Current resident (proportional) memory of the process tree. */
  memoryBytes: number;
  databaseBytes: number;
  /** Seconds that the reader is behind its writer; 0 for a writer. */
  replicaLagSeconds: number;
}

/** The RDS service implements it for the CloudWatch service. */
export interface InstanceProbes {
  list(): InstanceProbe[];
}

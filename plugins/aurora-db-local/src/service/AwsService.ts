/**
 * The seam between the services of aurora-db-local: what a simulated AWS service is, how one calls another, where state lives.
 * Nothing here knows HTTP: the protocols in `http/` turn requests into {@link Operation} calls and outputs into responses.
 */
import type { z } from 'zod';

/** An AWS account and region: every resource lives in exactly one. */
export interface Scope {
  /** Twelve digits. */
  accountId: string;
  /** For example `ap-northeast-1`. */
  region: string;
}

/** What an operation knows of the request that it answers. */
export interface RequestContext extends Scope {
  requestId: string;
  /** ARN of the caller, as STS GetCallerIdentity gives it. */
  principalArn: string;
}

/**
 * Input and output are shaped as in AWS's API reference: member names as keys, lists as arrays, structures as objects.
 * Over the query protocol every scalar arrives as a string, in process as its natural type, so operations validate
 * with coercing zod schemas. Outputs may hold Dates; each protocol renders them its own way. `undefined` members are left out.
 */
export type Operation = (
  input: Record<string, unknown>,
  context: RequestContext,
) => Promise<Record<string, unknown>>;

/** One simulated AWS service. */
export interface AwsService {
  /** Name in the credential scope of a signature: `rds`, `cloudformation`, `monitoring`, `secretsmanager`, `ec2`, `sts`, `logs`, `iam`, `sns`. */
  readonly signingName: string;
  readonly operations: Readonly<Record<string, Operation>>;
  /**
   * XML name of a list's elements over the query protocol, by the list's member name, e.g. `DBClusters` → `DBCluster`.
   * `member` where absent (`item` for ec2).
   */
  readonly listElementNames?: Readonly<Record<string, string>>;
  /**
   * XML name of a member where it isn't the usual one, by the member's name or, where that isn't enough, by
   * `<list>.<member>`. The usual one is the name itself (for ec2 with a small first letter).
   */
  readonly memberNames?: Readonly<Record<string, string>>;
  /** Picks up what was running before a restart (servers, stack operations). Called once, before the first request. */
  start?(): Promise<void>;
  /** Ends timers and processes. State is on disk already. */
  stop?(): Promise<void>;
  /** Forgets all state and data; part of the admin route `reset`. */
  reset?(): Promise<void>;
}

/** Calls another service in process, without HTTP, faults or recording. Throws {@link AwsError} as the API would. */
export interface ServiceCaller {
  call(
    signingName: string,
    operation: string,
    input: Record<string, unknown>,
    context: RequestContext,
  ): Promise<Record<string, unknown>>;
}

/** An error in AWS's own shape. */
export class AwsError extends Error {
  constructor(
    /** AWS's error code, e.g. `DBClusterNotFoundFault`. */
    readonly code: string,
    message: string,
    /** HTTP status; 400 is AWS's default for a client error. */
    readonly statusCode: number = 400,
  ) {
    super(message);
    this.name = code;
  }
}

/** A persisted set of records of one kind. Reads are from memory; a write is on disk (atomic rename) when its promise resolves. */
export interface Collection<T> {
  get(scope: Scope, id: string): T | undefined;
  list(scope: Scope): T[];
  /** Every record with its scope, over all accounts and regions: for timers and restarts. */
  all(): Array<{ scope: Scope; id: string; value: T }>;
  put(scope: Scope, id: string, value: T): Promise<void>;
  delete(scope: Scope, id: string): Promise<void>;
  clear(): Promise<void>;
}

/** State on disk under the state folder, one JSON file a collection; validated when read. */
export interface StateStore {
  collection<T>(name: string, schema: z.ZodType<T>): Promise<Collection<T>>;
}

/** What every service is made from. */
export interface ServiceEnvironment {
  store: StateStore;
  services: ServiceCaller;
  /** Folder that belongs to aurora-db-local: PostgreSQL data, archives, snapshots, certificates. Absolute. */
  stateDirectory: string;
  log(message: string): void;
}

/** An access key, with whom it belongs to. */
export interface AccessKey {
  accountId: string;
  /** An account's root, or a role with its session name. */
  principalArn: string;
  secretAccessKey: string;
  /** Absent for a key that doesn't expire. */
  expiresAt?: Date;
}

/** Implemented by the STS service for whoever verifies signatures. */
export interface AccessKeys {
  /** Undefined where the session token isn't of this endpoint. */
  find(
    accessKeyId: string,
    sessionToken: string | undefined,
  ): AccessKey | undefined;
}

/** Implemented by the IAM service for whoever authorizes. */
export interface Authorizer {
  /**
   * Why a principal may not do something; undefined where it may.
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

/** A secret that a service makes and changes for its users, who can only read it. */
export interface OwnedSecret {
  arn: string;
  name: string;
  description: string;
  /** Absent for the account's default key. */
  kmsKeyId?: string;
  /** Which service owns it, for example `rds`. */
  owningService: string;
  /** A tag that says what the secret belongs to. */
  owner: { Key: string; Value: string };
}

/** Implemented by the Secrets Manager service for services that keep secrets for their users. */
export interface OwnedSecrets {
  /** The ARN of a secret that is to be made. */
  newArn(scope: Scope, name: string): string;
  /**
   * Keeps a value beside the current one until {@link promote}, and makes the secret if it does not exist. An attempt that was
   * cut off left its value: that one is kept and returned.
   */
  pend(
    scope: Scope,
    secret: OwnedSecret,
    newValue: () => string,
  ): Promise<string>;
  /** Makes the pending value the current one. */
  promote(scope: Scope, arn: string): Promise<void>;
  /** Deletes the secrets of an owner at once, except one. */
  removeOf(
    scope: Scope,
    owner: OwnedSecret['owner'],
    except?: string,
  ): Promise<void>;
}

/** A running database instance as the CloudWatch service sees it. */
export interface InstanceProbe extends Scope {
  clusterIdentifier: string;
  instanceIdentifier: string;
  role: 'WRITER' | 'READER';
  /** RDS instance status; datapoints are published only while the server answers. */
  status: string;
  /** Capacity bounds in ACU (1 ACU is about 2 GiB and a fraction of a vCPU). */
  minCapacity: number;
  maxCapacity: number;
  /** Effective max_connections of the server. */
  maxConnections: number;
  read(): Promise<ServerStatistics>;
}

/** Counters of one PostgreSQL server, cumulative since its start unless said otherwise. */
export interface ServerStatistics {
  at: Date;
  uptimeSeconds: number;
  /** Client backends connected now, without our own probe. */
  connections: number;
  /** CPU time of the whole process tree (user and system). */
  cpuSeconds: number;
  /** Blocks that a query found in the buffer cache, and those that it didn't. */
  blocksHit: number;
  blocksRead: number;
  blockReadTimeMs: number;
  blocksWritten: number;
  blockWriteTimeMs: number;
  commits: number;
  /** Time spent writing and syncing the write-ahead log, which is what a commit waits for. */
  walTimeMs: number;
  rollbacks: number;
  deadlocks: number;
  /** Resident (proportional) memory of the process tree now. */
  memoryBytes: number;
  databaseBytes: number;
  /** Seconds the reader is behind its writer; 0 for a writer. */
  replicaLagSeconds: number;
  /** ERROR, FATAL and PANIC lines written to the log so far. */
  loggedErrors: number;
}

/** What a simulated cluster, which has no server, is said to do. */
export interface SimulatedLoad {
  identifier: string;
  createdAt: Date;
  /** Capacity bounds in ACU. */
  minCapacity: number;
  maxCapacity: number;
  maxConnections: number;
  /** Share of the capacity and of the connections that is in use, 0 to 1. */
  load: number;
  /** Instances beside the writer. */
  readers: number;
}

/** Implemented by the RDS service for the CloudWatch service. */
export interface SimulatedLoads {
  /** Undefined for a cluster that isn't simulated, or isn't there. */
  loadOf(scope: Scope, clusterIdentifier: string): SimulatedLoad | undefined;
}

/** Implemented by the RDS service for the CloudWatch service. */
export interface InstanceProbes {
  list(): InstanceProbe[];
}

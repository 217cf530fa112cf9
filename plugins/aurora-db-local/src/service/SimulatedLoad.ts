import type { ProvisionedResources, Scope } from './AwsService';

/** Constant values of metrics by name; `null` for a metric that is not published. */
type MetricValues = Readonly<Record<string, number | null>>;

/** The load of a simulated cluster, which has no server. */
export interface SimulatedLoad {
  identifier: string;
  createdAt: Date;
  /** From then on nothing is published. */
  stoppedAt?: Date;
  /** Capacity bounds of `db.serverless` instances in ACU. */
  minCapacity: number;
  maxCapacity: number;
  metrics?: MetricValues;
  instances: SimulatedInstance[];
}

export interface SimulatedInstance {
  identifier: string;
  role: 'WRITER' | 'READER';
  /** The resources of a provisioned class; absent for `db.serverless`. */
  provisioned?: ProvisionedResources;
  maxConnections: number;
  /** The share of the capacity and of the connections that is in use, 0 to 1. */
  load: number;
  metrics?: MetricValues;
}

/** The RDS service implements it for the CloudWatch service. */
export interface SimulatedLoads {
  /** Undefined for a cluster that is not simulated or does not exist. */
  loadOf(scope: Scope, clusterIdentifier: string): SimulatedLoad | undefined;
  /** The load of the cluster of a simulated instance. */
  loadOfInstance(
    scope: Scope,
    instanceIdentifier: string,
  ): SimulatedLoad | undefined;
}

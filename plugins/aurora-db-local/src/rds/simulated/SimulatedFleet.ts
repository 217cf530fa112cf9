import { randomUUID } from 'node:crypto';
import { AwsError, type Scope } from '../../service/AwsService';
import { newResourceId } from '../clusters/ClusterRecord';
import { serverless } from '../engine/instanceClasses';
import type { ParameterCatalogs } from '../parameters/catalog/ParameterCatalogs';
import { parseFormula } from '../parameters/catalog/ParameterFormula';
import { instanceResources } from '../parameters/instanceResources';
import { maxConnectionsFor } from '../parameters/maxConnectionsFor';
import type { ParameterGroupRecord } from '../parameters/ParameterGroupRecord';
import { invalidValue } from '../rdsFaults';
import { rdsArn, type RdsStore } from '../RdsStore';
import type {
  SimulatedClusterRecord,
  SimulatedInstanceRecord,
} from './SimulatedClusterRecord';
import type { SimulatedDatabases } from './SimulatedDatabases';
import { auroraPostgres, familyOf, writerOf } from './simulatedRecords';

/** A parameter group, with the values that differ from the defaults. */
interface NewSimulatedGroup {
  name: string;
  parameters: Record<string, string>;
}

type NewSimulatedInstance = Omit<
  SimulatedInstanceRecord,
  'resourceId' | 'parameterGroup'
> & { parameterGroup?: NewSimulatedGroup };

/** The input for a cluster of a fleet. */
export type NewSimulatedCluster = Omit<
  SimulatedClusterRecord,
  'resourceId' | 'engineVersion' | 'instances' | 'parameterGroup' | 'secretArn'
> & {
  /** The default version if absent. */
  engineVersion?: string;
  parameterGroup?: NewSimulatedGroup;
  managedPassword: boolean;
  instances: readonly NewSimulatedInstance[];
};

type Level = 'cluster' | 'instance';

/** Makes the clusters of a fleet, with their parameter groups. */
export class SimulatedFleet {
  constructor(
    private readonly options: {
      store: RdsStore;
      simulated: SimulatedDatabases;
      catalogs: ParameterCatalogs;
      defaultVersion: string;
    },
  ) {}

  /** The identifiers that clusters already have. */
  takenClusters(scope: Scope, identifiers: readonly string[]): string[] {
    const { store, simulated } = this.options;
    return identifiers.filter(
      identifier =>
        store.clusters.get(scope, identifier) ??
        simulated.hasCluster(scope, identifier),
    );
  }

  /** The identifiers that instances already have. */
  takenInstances(scope: Scope, identifiers: readonly string[]): string[] {
    const { store, simulated } = this.options;
    return identifiers.filter(
      identifier =>
        store.instances.get(scope, identifier) ??
        simulated.hasInstance(scope, identifier),
    );
  }

  /**
   * Checks the clusters of a request, and returns what makes them. Throws RDS's error for a
   * parameter that does not exist, or another that names the group.
   */
  prepare(
    scope: Scope,
    clusters: readonly NewSimulatedCluster[],
  ): () => Promise<void> {
    const { store, simulated, defaultVersion } = this.options;
    const groups = new Map<string, ParameterGroupRecord>();
    const records = clusters.map(cluster => {
      const version = {
        engine: cluster.engine,
        engineVersion: cluster.engineVersion ?? defaultVersion,
      };
      const add = (level: Level, group: NewSimulatedGroup | undefined) => {
        if (group) {
          const made = this.#group(scope, level, group, familyOf(version));
          const key = `${level} ${group.name}`;
          checkSame(groups.get(key), made);
          groups.set(key, groups.get(key) ?? made);
        }
      };
      add('cluster', cluster.parameterGroup);
      cluster.instances.forEach(({ parameterGroup }) =>
        add('instance', parameterGroup),
      );
      return recordOf(scope, cluster, version.engineVersion);
    });
    checkGlobalDatabases(records, simulated.globalMembers(scope));
    return async () => {
      await Promise.all(
        Array.from(groups, ([key, group]) =>
          (key.startsWith('cluster ')
            ? store.clusterParameterGroups
            : store.parameterGroups
          ).put(scope, group.name, group),
        ),
      );
      await simulated.add(scope, records);
    };
  }

  #group(
    scope: Scope,
    level: Level,
    { name, parameters }: NewSimulatedGroup,
    family: string,
  ): ParameterGroupRecord {
    const { store, catalogs } = this.options;
    if (!family.startsWith(auroraPostgres)) {
      throw invalidValue(
        `Parameter group ${name}: only clusters of ${auroraPostgres} can have one of their own in a fleet.`,
      );
    }
    for (const [parameter, value] of Object.entries(parameters)) {
      try {
        catalogs.of(family).check(level, parameter, value);
      } catch (error) {
        throw error instanceof AwsError
          ? invalidValue(`Parameter group ${name}: ${error.message}`)
          : error;
      }
    }
    const kind = level === 'cluster' ? 'cluster-pg' : 'pg';
    const group = {
      name,
      arn: rdsArn(scope, kind, name),
      family,
      description: `${name} of a simulated fleet`,
      parameters,
      tags: [],
      simulated: true,
    };
    const present = (
      level === 'cluster' ? store.clusterParameterGroups : store.parameterGroups
    ).get(scope, name);
    checkSame(present, group);
    return present ?? group;
  }
}

/** Clusters can share a group, but it has the same family and values for all. */
function checkSame(
  present: ParameterGroupRecord | undefined,
  wanted: ParameterGroupRecord,
): void {
  const essence = ({ family, parameters }: ParameterGroupRecord) =>
    JSON.stringify([family, Object.entries(parameters).sort()]);
  if (present && essence(present) !== essence(wanted)) {
    throw new AwsError(
      'AlreadyExists',
      `Parameter group ${wanted.name} exists with another family or other values. Choose another name.`,
      409,
    );
  }
}

/** A global database has one primary. */
function checkGlobalDatabases(
  records: readonly SimulatedClusterRecord[],
  present: ReturnType<SimulatedDatabases['globalMembers']>,
): void {
  const primaries = new Map<string, string>();
  for (const { identifier, globalCluster } of [
    ...present.map(({ cluster }) => cluster),
    ...records,
  ]) {
    if (globalCluster?.role === 'primary') {
      const other = primaries.get(globalCluster.identifier);
      if (other !== undefined) {
        throw invalidValue(
          `Global database ${globalCluster.identifier} has two primaries: ${other} and ${identifier}. Make one of them a secondary.`,
        );
      }
      primaries.set(globalCluster.identifier, identifier);
    }
  }
}

function recordOf(
  scope: Scope,
  {
    managedPassword,
    parameterGroup,
    instances,
    ...cluster
  }: NewSimulatedCluster,
  engineVersion: string,
): SimulatedClusterRecord {
  const record: SimulatedClusterRecord = {
    ...cluster,
    engineVersion,
    resourceId: newResourceId('cluster'),
    parameterGroup: parameterGroup?.name,
    secretArn: managedPassword
      ? `arn:aws:secretsmanager:${scope.region}:${scope.accountId}:secret:rds!cluster-${randomUUID()}-aB3dE9`
      : undefined,
    instances: instances.map(instance => ({
      ...instance,
      resourceId: newResourceId('db'),
      parameterGroup: instance.parameterGroup?.name,
    })),
  };
  const writer = writerOf(record);
  return {
    ...record,
    instances: record.instances.map((instance, index) => ({
      ...instance,
      maxConnections:
        instance.maxConnections ??
        cluster.maxConnections ??
        computedConnections(
          cluster,
          instance,
          instances[index]?.parameterGroup?.parameters.max_connections ??
            parameterGroup?.parameters.max_connections,
          instance.identifier !== writer,
        ),
    })),
  };
}

/** What RDS would compute from the class and the parameter groups. */
function computedConnections(
  {
    minCapacity,
    maxCapacity = 1,
  }: Pick<NewSimulatedCluster, 'minCapacity' | 'maxCapacity'>,
  { instanceClass = serverless }: { instanceClass?: string },
  given: string | undefined,
  isReader: boolean,
): number {
  const { memory, vcpus } = instanceResources(instanceClass, maxCapacity);
  if (given === undefined) {
    return maxConnectionsFor({
      memory,
      minCapacity: instanceClass === serverless ? minCapacity : undefined,
    });
  }
  const formula = parseFormula(given);
  return formula
    ? formula({
        AllocatedStorage: 1024 ** 3,
        DBInstanceClassMemory: memory,
        DBInstanceVCPU: vcpus,
        EndPointPort: 5432,
        TrueIfReplica: isReader ? 1 : 0,
      })
    : Number(given);
}

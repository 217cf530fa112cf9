import { instanceParameters } from '../../postgres/privileges/auroraFunctions';
import type { Scope } from '../../service/AwsService';
import type { ClusterRecord } from '../clusters/ClusterRecord';
import { serverless } from '../engine/instanceClasses';
import type { ParameterLevel } from '../parameters/catalog/EngineParameter';
import { instanceResources } from '../parameters/instanceResources';
import { maxConnectionsFor } from '../parameters/maxConnectionsFor';
import type { ParameterCatalog } from '../parameters/catalog/ParameterCatalog';
import type { ParameterCatalogs } from '../parameters/catalog/ParameterCatalogs';
import type { FormulaVariables } from '../parameters/catalog/ParameterFormula';
import type { ParameterGroupRecord } from '../parameters/ParameterGroupRecord';
import type { RdsStore } from '../RdsStore';
import type { InstanceRecord, ValuesInForce } from './InstanceRecord';

/** RDS's status of a parameter group of an instance. */
type ParameterStatus = 'in-sync' | 'pending-reboot' | 'failed-to-apply';

const bytesPerGib = 1024 ** 3;
const bytesPerBuffer = 8192;

/**
 * The parameters of instances: values of the cluster's group, over which those of the instance's
 * own group have precedence. Static ones and those with the apply method `pending-reboot` change
 * when the instance boots, the others at once. A group that was just associated waits for a reboot
 * as a whole.
 */
export class InstanceParameters {
  constructor(
    private readonly store: RdsStore,
    private readonly catalogs: ParameterCatalogs,
  ) {}

  /** Records the parameters with which an instance boots. */
  async noteBoot(
    scope: Scope,
    cluster: ClusterRecord,
    instance: InstanceRecord,
  ): Promise<void> {
    const booted: InstanceRecord = {
      ...instance,
      booted: allOf(this.#groupOf(scope, 'cluster', cluster.parameterGroup)),
      bootedOwn: allOf(
        this.#groupOf(scope, 'instance', instance.parameterGroup),
      ),
      bootedCapacity: cluster.scaling?.maxCapacity,
      maxConnections: undefined,
    };
    const { max_connections } = this.#settings(scope, cluster, booted);
    await this.store.changeInstance(scope, instance.identifier, {
      booted: booted.booted,
      bootedOwn: booted.bootedOwn,
      bootedCapacity: booted.bootedCapacity,
      incompatible: undefined,
      refusedParameters: undefined,
      maxConnections: Number(max_connections),
    });
  }

  /** Records the values of groups that need no reboot. */
  async noteChanges(
    scope: Scope,
    cluster: ClusterRecord,
    instance: InstanceRecord,
  ): Promise<void> {
    const { booted, bootedOwn } = this.#inForce(scope, cluster, instance);
    await this.store.changeInstance(scope, instance.identifier, {
      booted,
      bootedOwn,
    });
  }

  /** The settings that an instance's server has; without an instance, those of the group. */
  of(
    scope: Scope,
    cluster: ClusterRecord,
    instance: InstanceRecord | undefined,
  ): Record<string, string> {
    return {
      ...this.#settings(scope, cluster, instance),
      ...this.#instanceNames(scope, cluster, instance),
    };
  }

  /** What Aurora's functions in a server say about the cluster's instances. */
  #instanceNames(
    scope: Scope,
    { identifier, writer = '' }: ClusterRecord,
    instance: InstanceRecord | undefined,
  ): Record<string, string> {
    const readers = this.store
      .membersOf(scope, identifier)
      .map(member => member.identifier)
      .filter(member => member !== writer);
    return {
      [instanceParameters.own]: instance?.identifier ?? writer,
      [instanceParameters.writer]: writer,
      [instanceParameters.readers]: readers.join(','),
    };
  }

  /** Throws if an instance of this class has less memory than the parameters ask for. */
  refuseExcess(
    scope: Scope,
    cluster: ClusterRecord,
    instance: InstanceRecord,
  ): void {
    const { shared_buffers } = this.#settings(scope, cluster, instance);
    const { memory } = instanceResources(
      instance.instanceClass,
      cluster.scaling?.maxCapacity ?? 1,
    );
    if (Number(shared_buffers) * bytesPerBuffer > memory) {
      throw new Error(
        `shared_buffers needs more than the ${memory} bytes of memory that an instance of this class has.`,
      );
    }
  }

  /** Values that were set in groups and are in an instance's server, without defaults. */
  valuesOf(instance: InstanceRecord): Record<string, string> {
    return {
      ...instance.booted?.parameters,
      ...instance.bootedOwn?.parameters,
    };
  }

  /**
   * The status of the cluster's group for an instance. Static parameters that follow from the
   * capacity, such as `max_connections`, wait for a reboot after a change of the capacity.
   */
  clusterStatus(
    scope: Scope,
    cluster: ClusterRecord,
    instance: InstanceRecord,
  ): ParameterStatus {
    const status = this.#status(
      cluster,
      instance,
      instance.booted,
      this.#groupOf(scope, 'cluster', cluster.parameterGroup),
    );
    return status === 'in-sync' && this.#isOutgrown(scope, cluster, instance)
      ? 'pending-reboot'
      : status;
  }

  #isOutgrown(
    scope: Scope,
    cluster: ClusterRecord,
    instance: InstanceRecord,
  ): boolean {
    if (!instance.booted) {
      return false;
    }
    const catalog = this.catalogs.ofVersion(cluster.engineVersion);
    const now = this.#settings(scope, cluster, instance);
    const next = this.#settings(scope, cluster, {
      ...instance,
      bootedCapacity: undefined,
      maxConnections: undefined,
    });
    return Object.keys(next).some(
      name => catalog.isStatic(name) && next[name] !== now[name],
    );
  }

  /** The status of an instance's own group. */
  ownStatus(
    scope: Scope,
    cluster: ClusterRecord,
    instance: InstanceRecord,
  ): ParameterStatus {
    return this.#status(
      cluster,
      instance,
      instance.booted && ownOf(instance),
      this.#groupOf(scope, 'instance', instance.parameterGroup),
    );
  }

  #status(
    { engineVersion }: ClusterRecord,
    { refusedParameters = [] }: InstanceRecord,
    inForce: ValuesInForce | undefined,
    group: ParameterGroupRecord,
  ): ParameterStatus {
    if (!inForce) {
      return 'in-sync';
    }
    if (refusedParameters.some(name => Object.hasOwn(group.parameters, name))) {
      return 'failed-to-apply';
    }
    const catalog = this.catalogs.ofVersion(engineVersion);
    const waits = Object.keys({
      ...inForce.parameters,
      ...group.parameters,
    }).some(
      name =>
        inForce.parameters[name] !== group.parameters[name] &&
        waitsForReboot(catalog, group, name),
    );
    return waits || inForce.group !== group.name ? 'pending-reboot' : 'in-sync';
  }

  /** The values in force after the changes that need no reboot. */
  #inForce(
    scope: Scope,
    cluster: ClusterRecord,
    instance: InstanceRecord,
  ): Pick<InstanceRecord, 'booted' | 'bootedOwn'> {
    const catalog = this.catalogs.ofVersion(cluster.engineVersion);
    const group = this.#groupOf(scope, 'cluster', cluster.parameterGroup);
    const own = this.#groupOf(scope, 'instance', instance.parameterGroup);
    return {
      booted: instance.booted && changed(catalog, instance.booted, group),
      bootedOwn: instance.booted && changed(catalog, ownOf(instance), own),
    };
  }

  #settings(
    scope: Scope,
    cluster: ClusterRecord,
    instance: InstanceRecord | undefined,
  ): Record<string, string> {
    const values =
      instance?.booted === undefined
        ? this.#groupOf(scope, 'cluster', cluster.parameterGroup).parameters
        : this.valuesOf(instance);
    const variables = (maxCapacity: number): FormulaVariables => {
      const { memory, vcpus } = instanceResources(
        instance?.instanceClass ?? 'db.serverless',
        maxCapacity,
      );
      return {
        AllocatedStorage: bytesPerGib,
        DBInstanceClassMemory: memory,
        DBInstanceVCPU: vcpus,
        EndPointPort: cluster.port,
        TrueIfReplica: instance?.identifier === cluster.writer ? 0 : 1,
      };
    };
    const capacity = cluster.scaling?.maxCapacity ?? 1;
    const atBoot = variables(instance?.bootedCapacity ?? capacity);
    return {
      // An instance of an older aurora-db-local knows only its number of connections.
      max_connections: String(
        instance?.maxConnections ??
          maxConnectionsFor({
            memory: atBoot.DBInstanceClassMemory,
            minCapacity:
              instance === undefined || instance.instanceClass === serverless
                ? cluster.scaling?.minCapacity
                : undefined,
          }),
      ),
      ...this.catalogs
        .ofVersion(cluster.engineVersion)
        .settingsFor(values, { now: variables(capacity), atBoot }),
    };
  }

  #groupOf(
    scope: Scope,
    level: ParameterLevel,
    name: string,
  ): ParameterGroupRecord {
    return this.store.parameterGroup(scope, level, name);
  }
}

function allOf({ name, parameters }: ParameterGroupRecord): ValuesInForce {
  return { group: name, parameters };
}

/** An older aurora-db-local handed no values of instances' groups to servers. */
function ownOf({ bootedOwn, parameterGroup }: InstanceRecord): ValuesInForce {
  return bootedOwn ?? { group: parameterGroup, parameters: {} };
}

function changed(
  catalog: ParameterCatalog,
  inForce: ValuesInForce,
  group: ParameterGroupRecord,
): ValuesInForce {
  if (inForce.group !== group.name) {
    return inForce;
  }
  const names = Object.keys({ ...inForce.parameters, ...group.parameters });
  const values = names.flatMap(name => {
    const { [name]: value } = waitsForReboot(catalog, group, name)
      ? inForce.parameters
      : group.parameters;
    return value === undefined ? [] : [[name, value] as const];
  });
  return { group: group.name, parameters: Object.fromEntries(values) };
}

function waitsForReboot(
  catalog: ParameterCatalog,
  { deferred = [] }: ParameterGroupRecord,
  name: string,
): boolean {
  return catalog.isStatic(name) || deferred.includes(name);
}

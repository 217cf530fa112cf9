import { instanceParameters } from '../../postgres/privileges/auroraFunctions';
import type { Scope } from '../../service/AwsService';
import type { ClusterRecord } from '../clusters/ClusterRecord';
import type { InstanceRecord } from './InstanceRecord';
import { maxConnectionsFor } from '../parameters/maxConnectionsFor';
import type { ParameterCatalogs } from '../parameters/ParameterCatalogs';
import type { RdsStore } from '../RdsStore';

/** PostgreSQL's parameters: static ones change when an instance starts, the others at once. */
export class InstanceParameters {
  constructor(
    private readonly store: RdsStore,
    private readonly catalogs: ParameterCatalogs,
  ) {}

  /** Records the parameters with which an instance starts. */
  async noteBoot(
    scope: Scope,
    cluster: ClusterRecord,
    instance: InstanceRecord,
  ): Promise<void> {
    const group = this.store.parameterGroup(
      scope,
      'cluster',
      cluster.parameterGroup,
    );
    const parameters = this.catalogs
      .ofVersion(cluster.engineVersion)
      .staticOnes(group.parameters);
    const configured = Number(parameters.max_connections);
    await this.store.changeInstance(scope, instance.identifier, {
      booted: { group: group.name, parameters },
      maxConnections: Number.isInteger(configured)
        ? configured
        : maxConnectionsFor(
            cluster.scaling ?? { minCapacity: 1, maxCapacity: 1 },
          ),
    });
  }

  /** Static parameters as they were at the start, the others as they are now. */
  of(
    scope: Scope,
    cluster: ClusterRecord,
    instance: InstanceRecord | undefined,
  ): Record<string, string> {
    const group = this.store.parameterGroup(
      scope,
      'cluster',
      cluster.parameterGroup,
    );
    const catalog = this.catalogs.ofVersion(cluster.engineVersion);
    const dynamic = Object.entries(group.parameters).filter(
      ([name]) => !catalog.isStatic(name),
    );
    return {
      ...catalog.forServer({
        ...Object.fromEntries(dynamic),
        ...instance?.booted?.parameters,
      }),
      ...(instance?.maxConnections !== undefined && {
        max_connections: String(instance.maxConnections),
      }),
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
}

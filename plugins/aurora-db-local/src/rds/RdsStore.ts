import { z } from 'zod';
import {
  AwsError,
  type Collection,
  type Scope,
  type StateStore,
} from '../service/AwsService';
import {
  clusterRecordSchema,
  type ClusterRecord,
} from './clusters/ClusterRecord';
import {
  clusterSnapshotRecordSchema,
  type ClusterSnapshotRecord,
} from './snapshots/ClusterSnapshotRecord';
import {
  eventSubscriptionRecordSchema,
  type EventSubscriptionRecord,
} from './events/EventSubscriptionRecord';
import {
  instanceRecordSchema,
  type InstanceRecord,
} from './instances/InstanceRecord';
import {
  defaultParameterGroupOf,
  describedFamilies,
} from './engine/parameterGroupFamily';
import {
  parameterGroupRecordSchema,
  type ParameterGroupRecord,
} from './parameters/ParameterGroupRecord';
import { rdsEventSchema, type RdsEvent } from './events/RdsEvent';
import {
  clusterNotFound,
  instanceNotFound,
  snapshotNotFound,
} from './rdsFaults';
import {
  subnetGroupRecordSchema,
  type SubnetGroupRecord,
} from './subnetGroups/SubnetGroupRecord';

/** RDS's records. Identifiers are case-insensitive and stored in lowercase, as in RDS. */
export class RdsStore {
  /** @param missingCluster - the error for an identifier that no cluster in this store has */
  static async open(
    store: StateStore,
    missingCluster: (scope: Scope, identifier: string) => AwsError = (
      _,
      identifier,
    ) => clusterNotFound(identifier),
  ): Promise<RdsStore> {
    return new RdsStore(
      missingCluster,
      await store.collection('rds-clusters', clusterRecordSchema),
      await store.collection('rds-instances', instanceRecordSchema),
      await store.collection(
        'rds-cluster-parameter-groups',
        parameterGroupRecordSchema,
      ),
      await store.collection(
        'rds-parameter-groups',
        parameterGroupRecordSchema,
      ),
      await store.collection('rds-subnet-groups', subnetGroupRecordSchema),
      await store.collection(
        'rds-cluster-snapshots',
        clusterSnapshotRecordSchema,
      ),
      await store.collection(
        'rds-event-subscriptions',
        eventSubscriptionRecordSchema,
      ),
      await store.collection('rds-events', z.array(rdsEventSchema)),
    );
  }

  private constructor(
    private readonly missingCluster: (
      scope: Scope,
      identifier: string,
    ) => AwsError,
    readonly clusters: Collection<ClusterRecord>,
    readonly instances: Collection<InstanceRecord>,
    readonly clusterParameterGroups: Collection<ParameterGroupRecord>,
    readonly parameterGroups: Collection<ParameterGroupRecord>,
    readonly subnetGroups: Collection<SubnetGroupRecord>,
    readonly snapshots: Collection<ClusterSnapshotRecord>,
    readonly subscriptions: Collection<EventSubscriptionRecord>,
    /** One record, `events`, for each account and region. */
    readonly events: Collection<RdsEvent[]>,
  ) {}

  /** A cluster by identifier or ARN; throws the error of a missing one. */
  cluster(scope: Scope, identifier: string): ClusterRecord {
    const name = bareIdentifier(scope, identifier);
    const found = this.clusters.get(scope, name);
    if (!found) {
      throw this.missingCluster(scope, name);
    }
    return found;
  }

  /** An instance by identifier or ARN; throws DBInstanceNotFound. */
  instance(scope: Scope, identifier: string): InstanceRecord {
    const found = this.instances.get(scope, bareIdentifier(scope, identifier));
    if (!found) {
      throw instanceNotFound(bareIdentifier(scope, identifier));
    }
    return found;
  }

  snapshot(scope: Scope, identifier: string): ClusterSnapshotRecord {
    const found = this.snapshots.get(scope, bareIdentifier(scope, identifier));
    if (!found) {
      throw snapshotNotFound(bareIdentifier(scope, identifier));
    }
    return found;
  }

  subnetGroup(scope: Scope, name: string): SubnetGroupRecord {
    const found = this.subnetGroups.get(scope, name.toLocaleLowerCase('en-US'));
    if (!found) {
      throw new AwsError(
        'DBSubnetGroupNotFoundFault',
        `DB subnet group '${name}' does not exist.`,
        404,
      );
    }
    return found;
  }

  /**
   * A created group, or the default one. For a missing one, throws `missing`, by default the error
   * of operations on groups.
   */
  parameterGroup(
    scope: Scope,
    kind: 'cluster' | 'instance',
    name: string,
    missing = 'DBParameterGroupNotFound',
  ): ParameterGroupRecord {
    const collection =
      kind === 'cluster' ? this.clusterParameterGroups : this.parameterGroups;
    const family = describedFamilies.find(
      candidate => defaultParameterGroupOf(candidate) === name,
    );
    const found =
      collection.get(scope, name.toLocaleLowerCase('en-US')) ??
      (family === undefined ? undefined : defaultGroup(scope, kind, family));
    if (!found) {
      throw new AwsError(
        missing,
        `${kind === 'cluster' ? 'DBClusterParameterGroup' : 'DBParameterGroup'} not found: ${name}`,
        404,
      );
    }
    return found;
  }

  /** A cluster's instances, the oldest first. */
  membersOf(scope: Scope, clusterIdentifier: string): InstanceRecord[] {
    return this.instances
      .list(scope)
      .filter(instance => instance.clusterIdentifier === clusterIdentifier)
      .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  }

  async changeCluster(
    scope: Scope,
    identifier: string,
    change: Partial<ClusterRecord>,
  ): Promise<ClusterRecord> {
    const changed = { ...this.cluster(scope, identifier), ...change };
    await this.clusters.put(scope, changed.identifier, changed);
    return changed;
  }

  async changeInstance(
    scope: Scope,
    identifier: string,
    change: Partial<InstanceRecord>,
  ): Promise<InstanceRecord> {
    const changed = { ...this.instance(scope, identifier), ...change };
    await this.instances.put(scope, changed.identifier, changed);
    return changed;
  }

  /** Changes the identifier of an instance. The disk has the one or the other at any time. */
  async renameInstance(
    scope: Scope,
    { renameTo: _, ...instance }: InstanceRecord,
    identifier: string,
  ): Promise<void> {
    const renamed = this.instances.put(scope, identifier, {
      ...instance,
      identifier,
      arn: rdsArn(scope, 'db', identifier),
      renamedFrom: instance.identifier,
    });
    // Begins before the write above, which therefore contains both changes.
    const removed = this.instances.delete(scope, instance.identifier);
    await Promise.all([renamed, removed]);
  }

  async clear(): Promise<void> {
    await Promise.all(
      [
        this.clusters,
        this.instances,
        this.clusterParameterGroups,
        this.parameterGroups,
        this.subnetGroups,
        this.snapshots,
        this.subscriptions,
        this.events,
      ].map(collection => collection.clear()),
    );
  }
}

/** `arn:aws:rds:<region>:<account>:<kind>:<name>` */
export function rdsArn(
  { accountId, region }: Scope,
  kind: string,
  name: string,
): string {
  return `arn:aws:rds:${region}:${accountId}:${kind}:${name}`;
}

/** The name in an ARN of this account and region. Another ARN is treated as an unknown name. */
function bareIdentifier(scope: Scope, identifierOrArn: string): string {
  const [prefix, , , region, accountId, , ...name] = identifierOrArn.split(':');
  const isOurs =
    prefix === 'arn' &&
    region === scope.region &&
    accountId === scope.accountId;
  return (isOurs ? name.join(':') : identifierOrArn).toLocaleLowerCase('en-US');
}

function defaultGroup(
  scope: Scope,
  kind: 'cluster' | 'instance',
  family: string,
): ParameterGroupRecord {
  const name = defaultParameterGroupOf(family);
  return {
    name,
    arn: rdsArn(scope, kind === 'cluster' ? 'cluster-pg' : 'pg', name),
    family,
    description: `Default ${kind === 'cluster' ? 'cluster ' : ''}parameter group for ${family}`,
    parameters: {},
    tags: [],
  };
}

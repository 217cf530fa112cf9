import type { PostgresCluster } from '../../postgres/PostgresCluster';
import type { Scope } from '../../service/AwsService';
import type { AutomatedBackups } from './AutomatedBackups';
import type { ClusterRecord, RestoreOrigin } from '../clusters/ClusterRecord';
import type { ClusterServers } from '../clusters/ClusterServers';
import type { InstanceParameters } from '../instances/InstanceParameters';
import type { RdsStore } from '../RdsStore';
import { findOwnedSnapshot } from './findSnapshot';
import type { WorkQueues } from '../WorkQueues';

/** Creates the data of restored clusters. */
export class ClusterRestores {
  constructor(
    private readonly options: {
      store: RdsStore;
      servers: ClusterServers;
      backups: AutomatedBackups;
      parameters: InstanceParameters;
      queues: WorkQueues;
    },
  ) {}

  /**
   * Copies and recovers the data if it does not exist. An interrupted attempt begins again, with
   * the same time.
   */
  async run(
    scope: Scope,
    cluster: ClusterRecord,
    origin: RestoreOrigin,
    postgres: PostgresCluster,
    signal: AbortSignal,
  ): Promise<void> {
    if (postgres.exists) {
      return;
    }
    try {
      const until = await (origin.from === 'snapshot'
        ? this.#receiveSnapshot(scope, origin, postgres, signal)
        : this.#receiveTime(scope, origin, postgres, signal));
      await postgres.restored.recover(
        this.options.parameters.of(scope, cluster, undefined),
        until,
        signal,
      );
    } catch (error) {
      signal.throwIfAborted();
      await postgres.restored.discard();
      throw error;
    }
  }

  async #receiveSnapshot(
    scope: Scope,
    origin: RestoreOrigin & { from: 'snapshot' },
    postgres: PostgresCluster,
    signal: AbortSignal,
  ): Promise<undefined> {
    const { store, servers, queues } = this.options;
    const find = () =>
      findOwnedSnapshot(
        store,
        scope,
        origin.snapshotArn ?? origin.snapshotIdentifier,
      );
    const receive = async () => {
      const { owner, record } = find();
      await postgres.restored.receive(
        servers.snapshotFolder(owner, record),
        undefined,
        { signal },
      );
    };
    const { owner, record } = find();
    // Keeps an automated snapshot, which is deleted with its cluster, until it is copied.
    await (record.type === 'automated'
      ? queues.run(owner, record.clusterIdentifier, receive)
      : receive());
  }

  #receiveTime(
    scope: Scope,
    origin: RestoreOrigin & { from: 'time' },
    postgres: PostgresCluster,
    signal: AbortSignal,
  ): Promise<Date | 'end'> {
    const { store, servers, backups, queues } = this.options;
    const { sourceIdentifier, sourceResourceId, time } = origin;
    return queues.run(scope, sourceIdentifier, async () => {
      const record = store.cluster(scope, sourceIdentifier);
      const snapshot = backups.baseFor(scope, sourceResourceId, time);
      if (record.resourceId !== sourceResourceId || !snapshot?.base) {
        throw new Error(
          `${sourceIdentifier} has no backup from which ${time.toISOString()} can be restored any more`,
        );
      }
      const source = servers.of(scope, record);
      const isAll =
        !source.writer.isRunning &&
        (source.restorableUntil ?? time).getTime() <= time.getTime();
      await postgres.restored.receive(
        servers.snapshotFolder(scope, snapshot),
        {
          archive: source.archive,
          writer: source.writer,
          firstSegment: snapshot.base.firstSegment,
        },
        { signal },
      );
      return isAll ? 'end' : time;
    });
  }
}

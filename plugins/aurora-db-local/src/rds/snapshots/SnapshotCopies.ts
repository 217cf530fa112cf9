import type { Scope } from '../../service/AwsService';
import type { RdsStore } from '../RdsStore';
import type { WorkQueues } from '../WorkQueues';
import type { ClusterSnapshots } from './ClusterSnapshots';
import type { ClusterSnapshotRecord } from './ClusterSnapshotRecord';
import { findOwnedSnapshot } from './findSnapshot';

interface Running {
  stopping: AbortController;
  done: Promise<void>;
}

/** Makes copies of snapshots in the background. A restart continues those that are not finished. */
export class SnapshotCopies {
  /** By the ARN of the copy. */
  readonly #running = new Map<string, Running>();

  constructor(
    private readonly options: {
      store: RdsStore;
      snapshots: ClusterSnapshots;
      queues: WorkQueues;
      log: (message: string) => void;
    },
  ) {}

  /** Begins a recorded copy. */
  request({ accountId, region }: Scope, copy: ClusterSnapshotRecord): void {
    const stopping = new AbortController();
    const done = this.#copy({ accountId, region }, copy, stopping.signal)
      .catch((error: Error) => {
        if (!stopping.signal.aborted) {
          this.options.log(
            `The copy ${copy.identifier} of a snapshot: ${error.message}`,
          );
        }
      })
      .finally(() => this.#running.delete(copy.arn));
    this.#running.set(copy.arn, { stopping, done });
  }

  /** Begins all recorded copies that are not finished. */
  requestAll(): void {
    for (const { scope, value } of this.options.store.snapshots.all()) {
      if (value.status === 'copying') {
        this.request(scope, value);
      }
    }
  }

  /** Interrupts a copy. */
  async cancel({ arn }: ClusterSnapshotRecord): Promise<void> {
    const running = this.#running.get(arn);
    running?.stopping.abort();
    await running?.done;
  }

  /** Interrupts all copies, which the next start continues. */
  async stop(): Promise<void> {
    const running = [...this.#running.values()];
    running.forEach(({ stopping }) => stopping.abort());
    await Promise.all(running.map(({ done }) => done));
  }

  async #copy(
    scope: Scope,
    { identifier, clusterIdentifier, copiedFrom = '' }: ClusterSnapshotRecord,
    signal: AbortSignal,
  ): Promise<void> {
    const { store, snapshots, queues } = this.options;
    const source = () => findOwnedSnapshot(store, scope, copiedFrom);
    const copy = () => snapshots.copy(scope, identifier, source, signal);
    // Keeps an automated snapshot, which is deleted with its cluster, until it is copied.
    await (copiedFrom.includes(':cluster-snapshot:rds:')
      ? queues.run(scope, clusterIdentifier, copy)
      : copy());
  }
}

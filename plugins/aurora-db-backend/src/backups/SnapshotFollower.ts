import type { LoggerService } from '@backstage/backend-plugin-api';
import type { TakenSnapshot } from './AuroraSnapshotService';
import type { ClusterSnapshotReader } from '../ports/ClusterSnapshots';
import { followSnapshot } from '../stacks/followSnapshot';
import type { OperationNotifier } from '../operations/OperationNotifier';

/**
 * Follows snapshots for callers that do not wait for the result, and sends notifications. It stops
 * with this backend; RDS continues.
 */
export class SnapshotFollower {
  readonly #snapshots: ClusterSnapshotReader;
  readonly #notifier: OperationNotifier;
  readonly #logger: LoggerService;
  readonly #visibleWithinMs: number | undefined;
  readonly #stopping = new AbortController();
  /** Identifiers with their environments, so that a repeated request causes one notification. */
  readonly #followed = new Set<string>();

  /**
   * @param options - `visibleWithinMs` is how long AWS may take to show a new snapshot
   */
  constructor(options: {
    snapshots: ClusterSnapshotReader;
    notifier: OperationNotifier;
    logger: LoggerService;
    visibleWithinMs?: number;
  }) {
    this.#snapshots = options.snapshots;
    this.#notifier = options.notifier;
    this.#logger = options.logger;
    this.#visibleWithinMs = options.visibleWithinMs;
  }

  /**
   * Returns at once.
   *
   * @param userRef - the user to notify; if absent, the snapshot is not followed
   */
  follow({ located, snapshot }: TakenSnapshot, userRef?: string): void {
    const { environment, entityRef } = located;
    const key = `${environment.name} ${snapshot.id}`;
    if (!userRef || this.#followed.has(key)) {
      return;
    }
    this.#followed.add(key);
    const operation = { kind: 'Snapshot', entityRef, userRef } as const;
    followSnapshot(
      this.#snapshots,
      environment,
      snapshot.id,
      {
        log: line => this.#logger.debug(line),
        signal: this.#stopping.signal,
      },
      { withinMs: this.#visibleWithinMs },
    )
      .then(
        () => this.#notifier.finished(operation),
        error => {
          if (!this.#stopping.signal.aborted) {
            this.#logger.warn(
              `The snapshot ${snapshot.id} of ${entityRef} failed: ${error}`,
            );
            this.#notifier.failed(operation, error);
          }
        },
      )
      .finally(() => this.#followed.delete(key));
  }

  /** Stops following. */
  stop(): void {
    this.#stopping.abort();
  }
}

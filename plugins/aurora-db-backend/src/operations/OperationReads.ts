import { z } from 'zod';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type {
  ClusterSnapshot,
  ClusterSnapshotReader,
} from '../ports/ClusterSnapshots';
import type {
  DatabaseStackWriter,
  StackProgress,
} from '../ports/DatabaseStackWriter';
import type { Telemetry } from '../ports/Telemetry';
import { KeyedReads } from '../readings/KeyedReads';
import type { SharedCache } from '../readings/SharedCache';
import {
  clusterSnapshotSchema,
  deletedStackSchema,
  stackProgressSchema,
} from '../readings/sharedSchemas';
import type { DeletedStack, StackHistoryReader } from '../ports/StackHistory';
import { isInProgress } from '../database/stackState';

const second = 1_000;
/** How long readings stay fresh, in ms: `movingMs` during an operation, `settledMs` otherwise. */
const movingMs = 5 * second;
const settledMs = 10 * second;
/** How long the events of a deleted stack stay fresh, in ms. They no longer change. */
const goneMs = 3_600 * second;
/**
 * How long CloudFormation's history stays fresh, in ms. It costs a call per 100 stacks of the
 * account.
 */
const historyMs = 60 * second;
/** Maximum number of events that are read of a stack. A deploy has about 60. */
const mostEvents = 1_000;
/** Maximum age of the operations that are listed, in milliseconds. */
export const operationAgeMs = 30 * 24 * 3_600 * second;

/** Reads what the list of operations needs, once for all viewers. */
export class OperationReads {
  readonly #events: KeyedReads<StackProgress[]>;
  readonly #snapshots: KeyedReads<ClusterSnapshot[]>;
  readonly #deleted: KeyedReads<DeletedStack[]>;

  constructor(
    aws: {
      stacks: Pick<DatabaseStackWriter, 'readEvents'>;
      snapshots: Pick<ClusterSnapshotReader, 'listOf'>;
      history: Pick<StackHistoryReader, 'listDeleted'>;
    },
    options: {
      shared?: SharedCache;
      telemetry?: Telemetry;
      now?: () => number;
    } = {},
  ) {
    const { now = Date.now } = options;
    this.#events = new KeyedReads<StackProgress[]>({
      ...options,
      kind: 'stack-events',
      schema: z.array(stackProgressSchema),
      read: (environment, stackId, before = []) =>
        readNewEvents(aws.stacks, environment, stackId, {
          before,
          since: new Date(now() - operationAgeMs),
        }),
      freshForMs: freshnessOfEvents,
    });
    this.#snapshots = new KeyedReads({
      ...options,
      kind: 'cluster-snapshots',
      schema: z.array(clusterSnapshotSchema),
      read: (environment, clusterIdentifier) =>
        aws.snapshots.listOf(environment, clusterIdentifier),
      freshForMs: all =>
        all.some(({ status }) => status === 'creating') ? movingMs : settledMs,
    });
    this.#deleted = new KeyedReads({
      ...options,
      kind: 'deleted-stacks',
      schema: z.array(deletedStackSchema),
      read: environment =>
        aws.history.listDeleted(environment, new Date(now() - operationAgeMs)),
      freshForMs: () => historyMs,
    });
  }

  /** Events of a stack, the newest first. */
  eventsOf(
    environment: EnvironmentConfig,
    stackId: string,
  ): Promise<StackProgress[]> {
    return this.#events.get(environment, stackId);
  }

  /** As {@link ClusterSnapshotReader.listOf}. */
  snapshotsOf(
    environment: EnvironmentConfig,
    clusterIdentifier: string,
  ): Promise<ClusterSnapshot[]> {
    return this.#snapshots.get(environment, clusterIdentifier);
  }

  /** As {@link StackHistoryReader.listDeleted}, for the listed period. */
  deletedStacks(environment: EnvironmentConfig): Promise<DeletedStack[]> {
    return this.#deleted.get(environment, '');
  }

  /**
   * Makes the next request for an environment call AWS, after an operation started or ended there.
   */
  invalidate(environmentName: string): void {
    for (const reads of [this.#events, this.#snapshots, this.#deleted]) {
      reads.invalidate(environmentName);
    }
  }
}

/** Reads the newest events up to the first known one. */
async function readNewEvents(
  stacks: Pick<DatabaseStackWriter, 'readEvents'>,
  environment: EnvironmentConfig,
  stackId: string,
  { before, since }: { before: readonly StackProgress[]; since: Date },
): Promise<StackProgress[]> {
  const known = new Set(before.map(({ id }) => id));
  let read = 0;
  const events = await stacks.readEvents(environment, stackId, event => {
    read += 1;
    return known.has(event.id) || read >= mostEvents || event.at < since;
  });
  return [...events.filter(({ id }) => !known.has(id)), ...before].slice(
    0,
    mostEvents,
  );
}

function freshnessOfEvents(events: readonly StackProgress[]): number {
  const status = events.find(({ ofStack }) => ofStack)?.status ?? '';
  if (status === 'DELETE_COMPLETE') {
    return goneMs;
  }
  return isInProgress(status) ? movingMs : settledMs;
}

import {
  auroraDbClusterReadPermission,
  auroraDbTags,
  createMessage,
  type DatabaseOperation,
  type DatabaseOperationList,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { CachedLookup } from '../readings/CachedLookup';
import type { LocatedCluster } from '../database/LocatedCluster';
import type { LiveCluster } from '../ports/ClusterReader';
import type { DatabaseAccess } from '../access/DatabaseAccess';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import { isSnapshotOf } from '../database/snapshots/isSnapshotOf';
import { operationAgeMs, type OperationReads } from './OperationReads';
import { operationsOfEvents } from './operationsOfEvents';
import type { Reading } from '../readings/Reading';

/** Maximum number of failed restores whose events are read. */
const mostFailedRestores = 10;
const mostOperations = 50;

/** Lists the current and recent operations on a database, from CloudFormation and RDS. */
export class AuroraOperationService {
  readonly #access: DatabaseAccess;
  readonly #stacks: CachedLookup<DatabaseStack>;
  readonly #clusters: CachedLookup<LiveCluster>;
  readonly #reads: OperationReads;

  constructor(options: {
    access: DatabaseAccess;
    stacks: CachedLookup<DatabaseStack>;
    clusters: CachedLookup<LiveCluster>;
    reads: OperationReads;
  }) {
    this.#access = options.access;
    this.#stacks = options.stacks;
    this.#clusters = options.clusters;
    this.#reads = options.reads;
  }

  /**
   * Returns deploys, snapshots, restores from and to the database, and deletions, the newest first.
   */
  async list(
    entityRef: string,
    credentials: BackstageCredentials,
    now: Date = new Date(),
  ): Promise<DatabaseOperationList> {
    const located = await this.#access.find(
      entityRef,
      credentials,
      auroraDbClusterReadPermission,
    );
    const since = new Date(now.getTime() - operationAgeMs);
    const found = await Promise.all([
      located.stack ? this.#ofStack(located.environment, located.stack) : [],
      this.#snapshotsOf(located),
      this.#restoresOf(located),
      this.#failedRestoresOf(located),
    ]);
    const items = found
      .flat()
      .filter(({ startedAt }) => startedAt >= since.toISOString())
      .sort((one, other) => (one.startedAt < other.startedAt ? 1 : -1))
      .slice(0, mostOperations);
    return { items };
  }

  async #ofStack(
    environment: EnvironmentConfig,
    stack: Pick<DatabaseStack, 'stackId' | 'tags'>,
  ): Promise<DatabaseOperation[]> {
    const events = await this.#reads.eventsOf(environment, stack.stackId);
    return operationsOfEvents(events, {
      restoredFrom: stack.tags[auroraDbTags.restoredFrom],
      createdBy: stack.tags[auroraDbTags.createdBy],
    });
  }

  async #snapshotsOf(located: LocatedCluster): Promise<DatabaseOperation[]> {
    const { environment, clusterIdentifier } = located;
    const [live, all] = await Promise.all([
      readOrThrow(this.#clusters.get(environment, clusterIdentifier)),
      this.#reads.snapshotsOf(environment, clusterIdentifier),
    ]);
    return all
      .filter(
        snapshot =>
          snapshot.type === 'manual' && isSnapshotOf(located, live, snapshot),
      )
      .map(({ id, status, createdAt, percentProgress, tags }) => {
        const by = tags[auroraDbTags.createdBy];
        return {
          id,
          kind: 'snapshot',
          status: statusOfSnapshot(status),
          startedAt: createdAt.toISOString(),
          ...(by && { by }),
          ...(status === 'creating' && { progress: percentProgress }),
          message: createMessage('operation.snapshot', { snapshotId: id }),
        };
      });
  }

  /** Existing databases that were restored from this one. */
  async #restoresOf({
    environment,
    entityRef,
  }: LocatedCluster): Promise<DatabaseOperation[]> {
    const stacks = await readOrThrow(this.#stacks.list(environment));
    return stacks
      .filter(
        ({ tags, status }) =>
          tags[auroraDbTags.restoredFrom] === entityRef &&
          status !== 'REVIEW_IN_PROGRESS' &&
          !status.startsWith('DELETE_'),
      )
      .map(({ stackId, stackName, status, createdAt, tags }) => {
        const by = tags[auroraDbTags.createdBy];
        return {
          id: stackId,
          kind: 'restore',
          status: statusOfRestore(status),
          startedAt: createdAt.toISOString(),
          ...(by && { by }),
          message: createMessage('operation.restoredTo', {
            target: entityRefOf(stackName),
          }),
        };
      });
  }

  /** CloudFormation deletes the stack after a failed creation. Its history still has it. */
  async #failedRestoresOf({
    environment,
    entityRef,
  }: LocatedCluster): Promise<DatabaseOperation[]> {
    const gone = await this.#reads.deletedStacks(environment);
    const restores = gone
      .filter(({ restoredFrom }) => restoredFrom === entityRef)
      .slice(0, mostFailedRestores);
    const operations = await Promise.all(
      restores.map(async ({ stackId, stackName }) => {
        const [creation] = (
          await this.#ofStack(environment, {
            stackId,
            tags: { [auroraDbTags.restoredFrom]: entityRef },
          })
        ).filter(({ kind }) => kind === 'restore');
        if (!creation) {
          return [];
        }
        return creation.status === 'succeeded'
          ? [
              {
                ...creation,
                message: createMessage('operation.restoredTo', {
                  target: entityRefOf(stackName),
                }),
              },
            ]
          : [creation];
      }),
    );
    return operations.flat();
  }
}

/** Returns the value of a reading, and throws its failure instead of an older value. */
async function readOrThrow<T>(reading: Promise<Reading<T>>): Promise<T> {
  const { value, failure } = await reading;
  if (failure) {
    throw failure;
  }
  return value;
}

function entityRefOf(stackName: string): string {
  return `resource:default/${stackName.replace(/-database$/, '')}`;
}

function statusOfSnapshot(status: string): DatabaseOperation['status'] {
  if (status === 'creating') {
    return 'running';
  }
  return status === 'failed' ? 'failed' : 'succeeded';
}

/** The status of the creation only, not of later operations. */
function statusOfRestore(stackStatus: string): DatabaseOperation['status'] {
  if (stackStatus === 'CREATE_IN_PROGRESS') {
    return 'running';
  }
  return /^(CREATE_FAILED|ROLLBACK_)/.test(stackStatus)
    ? 'failed'
    : 'succeeded';
}

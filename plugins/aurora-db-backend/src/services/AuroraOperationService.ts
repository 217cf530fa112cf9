import {
  auroraDbClusterReadPermission,
  auroraDbTags,
  createMessage,
  type DatabaseOperation,
  type DatabaseOperationList,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { EnvironmentConfig } from '../config/readConfig';
import type { LocatedCluster } from './ClusterLocator';
import type { ClusterReader } from './ClusterReader';
import type { ClusterSnapshotReader } from './ClusterSnapshots';
import type { DatabaseAccess } from './DatabaseAccess';
import type { DatabaseStack, DatabaseStackReader } from './DatabaseStacks';
import type { DatabaseStackWriter } from './DatabaseStackWriter';
import { isSnapshotOf } from './isSnapshotOf';
import { operationsOfEvents } from './operationsOfEvents';
import type { StackHistoryReader } from './StackHistory';

/** How far the list goes back, in milliseconds. */
const ageMs = 30 * 24 * 3_600_000;
/** Events that are read of a stack at most: a deploy has about 60. */
const mostEvents = 1_000;
/** Failed restores of which the events are read. */
const mostFailedRestores = 10;
const mostOperations = 50;

/** Tells what is being done to a database, and what was done lately: all from CloudFormation and RDS. */
export class AuroraOperationService {
  readonly #access: DatabaseAccess;
  readonly #stacks: DatabaseStackReader &
    Pick<DatabaseStackWriter, 'readEvents'>;
  readonly #history: StackHistoryReader;
  readonly #clusters: ClusterReader;
  readonly #snapshots: ClusterSnapshotReader;

  constructor(options: {
    access: DatabaseAccess;
    stacks: DatabaseStackReader & Pick<DatabaseStackWriter, 'readEvents'>;
    history: StackHistoryReader;
    clusters: ClusterReader;
    snapshots: ClusterSnapshotReader;
  }) {
    this.#access = options.access;
    this.#stacks = options.stacks;
    this.#history = options.history;
    this.#clusters = options.clusters;
    this.#snapshots = options.snapshots;
  }

  /** Deploys, snapshots, restores from and to the database, and deletions, the newest first. */
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
    const since = new Date(now.getTime() - ageMs);
    const found = await Promise.all([
      this.#ofStack(located.environment, located.stack, since),
      this.#snapshotsOf(located),
      this.#restoresOf(located),
      this.#failedRestoresOf(located, since),
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
    since: Date,
  ): Promise<DatabaseOperation[]> {
    let read = 0;
    const events = await this.#stacks.readEvents(
      environment,
      stack.stackId,
      ({ at }) => {
        read += 1;
        return read >= mostEvents || at < since;
      },
    );
    return operationsOfEvents(events, {
      restoredFrom: stack.tags[auroraDbTags.restoredFrom],
      createdBy: stack.tags[auroraDbTags.createdBy],
    });
  }

  async #snapshotsOf(located: LocatedCluster): Promise<DatabaseOperation[]> {
    const { environment, clusterIdentifier } = located;
    const [live, all] = await Promise.all([
      this.#clusters.describe(environment, clusterIdentifier),
      this.#snapshots.listOf(environment, clusterIdentifier),
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

  /** Databases that were restored from this one and are still there. */
  async #restoresOf({
    environment,
    entityRef,
  }: LocatedCluster): Promise<DatabaseOperation[]> {
    const stacks = await this.#stacks.list(environment);
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

  /** CloudFormation deletes the stack of a creation that fails: what was left of it is in its history. */
  async #failedRestoresOf(
    { environment, entityRef }: LocatedCluster,
    since: Date,
  ): Promise<DatabaseOperation[]> {
    const gone = await this.#history.listDeleted(environment, since);
    const restores = gone
      .filter(({ restoredFrom }) => restoredFrom === entityRef)
      .slice(0, mostFailedRestores);
    const operations = await Promise.all(
      restores.map(async ({ stackId, stackName }) => {
        const [creation] = (
          await this.#ofStack(
            environment,
            { stackId, tags: { [auroraDbTags.restoredFrom]: entityRef } },
            since,
          )
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

function entityRefOf(stackName: string): string {
  return `resource:default/${stackName.replace(/-database$/, '')}`;
}

function statusOfSnapshot(status: string): DatabaseOperation['status'] {
  if (status === 'creating') {
    return 'running';
  }
  return status === 'failed' ? 'failed' : 'succeeded';
}

/** Of the creation: what became of the database later is another story. */
function statusOfRestore(stackStatus: string): DatabaseOperation['status'] {
  if (stackStatus === 'CREATE_IN_PROGRESS') {
    return 'running';
  }
  return /^(CREATE_FAILED|ROLLBACK_)/.test(stackStatus)
    ? 'failed'
    : 'succeeded';
}

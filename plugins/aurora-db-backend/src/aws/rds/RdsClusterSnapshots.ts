import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  CreateDBClusterSnapshotCommand,
  type DBClusterSnapshot,
  DeleteDBClusterSnapshotCommand,
  DescribeDBClusterSnapshotsCommand,
  paginateDescribeDBClusterSnapshots,
  type DescribeDBClusterSnapshotsCommandInput,
  type RDSClient,
} from '@aws-sdk/client-rds';
import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';
import type { AccountQuota } from '../../ports/AccountQuotaReader';
import type {
  ClusterSnapshot,
  ClusterSnapshotReader,
  ClusterSnapshotWriter,
} from '../../ports/ClusterSnapshots';
import {
  ConflictError,
  NotFoundError,
  OperationError,
} from '../../ports/errors/userErrors';
import { untilVisible } from '../../ports/untilVisible';
import type { AwsClients } from '../AwsClients';
import { awsErrorCode } from '../awsErrors';
import { isEncrypted } from './isEncrypted';
import { RdsAccountQuotas } from './RdsAccountQuotas';

/** RDS's maximum page size. */
const pageSize = 100;
/** RDS's name of the quota. Source: API reference, AccountQuota. */
const quotaName = 'ManualClusterSnapshots';

/** Reads and writes snapshots with RDS's API. */
export class RdsClusterSnapshots
  implements ClusterSnapshotReader, ClusterSnapshotWriter
{
  readonly #clients: AwsClients;
  readonly #quotas: RdsAccountQuotas;

  constructor(clients: AwsClients) {
    this.#clients = clients;
    this.#quotas = new RdsAccountQuotas(clients);
  }

  async find(
    environment: EnvironmentConfig,
    id: string,
  ): Promise<ClusterSnapshot | undefined> {
    const output = await this.#call(
      environment,
      'DescribeDBClusterSnapshots',
      async client => {
        try {
          return await client.send(
            new DescribeDBClusterSnapshotsCommand({
              DBClusterSnapshotIdentifier: id,
            }),
          );
        } catch (error) {
          if (isMissing(error)) {
            return undefined;
          }
          throw error;
        }
      },
    );
    return output?.DBClusterSnapshots?.map(toClusterSnapshot)[0];
  }

  async listOf(
    environment: EnvironmentConfig,
    clusterIdentifier: string,
  ): Promise<ClusterSnapshot[]> {
    const found = await this.#list(environment, {
      DBClusterIdentifier: clusterIdentifier,
    });
    return found.sort(
      (one, other) => other.createdAt.getTime() - one.createdAt.getTime(),
    );
  }

  listManual(environment: EnvironmentConfig): Promise<ClusterSnapshot[]> {
    return this.#list(environment, { SnapshotType: 'manual' });
  }

  async readQuota(environment: EnvironmentConfig): Promise<AccountQuota> {
    const quota = (await this.#quotas.read(environment)).get(quotaName);
    if (!quota) {
      throw new OperationError(
        createMessage('error.quotaUnknown', {
          quota: quotaName,
          accountId: environment.accountId,
        }),
      );
    }
    return quota;
  }

  async create(
    environment: EnvironmentConfig,
    {
      id,
      clusterIdentifier,
      tags,
    }: { id: string; clusterIdentifier: string; tags: Record<string, string> },
  ): Promise<ClusterSnapshot> {
    const output = await this.#call(
      environment,
      'CreateDBClusterSnapshot',
      async client => {
        try {
          return await client.send(
            new CreateDBClusterSnapshotCommand({
              DBClusterIdentifier: clusterIdentifier,
              DBClusterSnapshotIdentifier: id,
              Tags: Object.entries(tags).map(([Key, Value]) => ({
                Key,
                Value,
              })),
            }),
          );
        } catch (error) {
          switch (awsErrorCode(error)) {
            case 'DBClusterSnapshotAlreadyExistsFault':
              return undefined;
            case 'InvalidDBClusterStateFault':
              // If only the answer to the first try was lost, this snapshot itself keeps the
              // cluster busy.
              if (await this.find(environment, id)) {
                return undefined;
              }
              throw new ConflictError(
                createMessage('error.snapshotRefused', {
                  clusterIdentifier,
                  answer: messageOf(error),
                }),
              );
            case 'SnapshotQuotaExceeded':
            case 'SnapshotQuotaExceededFault':
              throw new ConflictError(
                createMessage('error.snapshotQuotaOf', {
                  clusterIdentifier,
                  accountId: environment.accountId,
                }),
              );
            default:
              throw error;
          }
        }
      },
    );
    const snapshot = output?.DBClusterSnapshot
      ? toClusterSnapshot(output.DBClusterSnapshot)
      : await untilVisible(() => this.find(environment, id));
    if (!snapshot) {
      throw new NotFoundError(
        createMessage('error.snapshotHidden', { snapshotId: id }),
      );
    }
    return snapshot;
  }

  async delete(environment: EnvironmentConfig, id: string): Promise<void> {
    await this.#call(environment, 'DeleteDBClusterSnapshot', async client => {
      try {
        await client.send(
          new DeleteDBClusterSnapshotCommand({
            DBClusterSnapshotIdentifier: id,
          }),
        );
      } catch (error) {
        if (awsErrorCode(error) === 'InvalidDBClusterSnapshotStateFault') {
          throw new ConflictError(
            createMessage('error.snapshotBusy', {
              snapshotId: id,
              answer: messageOf(error),
            }),
          );
        }
        if (!isMissing(error)) {
          throw error;
        }
      }
    });
  }

  #list(
    environment: EnvironmentConfig,
    input: DescribeDBClusterSnapshotsCommandInput,
  ): Promise<ClusterSnapshot[]> {
    return this.#call(
      environment,
      'DescribeDBClusterSnapshots',
      async client => {
        const found: ClusterSnapshot[] = [];
        const pages = paginateDescribeDBClusterSnapshots(
          { client, pageSize },
          input,
        );
        for await (const page of pages) {
          found.push(...(page.DBClusterSnapshots ?? []).map(toClusterSnapshot));
        }
        return found;
      },
    );
  }

  #call<T>(
    environment: EnvironmentConfig,
    operation: string,
    call: (client: RDSClient) => Promise<T>,
  ): Promise<T> {
    return this.#clients.call(environment, `rds:${operation}`, () =>
      call(this.#clients.rds(environment)),
    );
  }
}

function isMissing(error: unknown): boolean {
  return awsErrorCode(error)?.startsWith('DBClusterSnapshotNotFound') ?? false;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function toClusterSnapshot(snapshot: DBClusterSnapshot): ClusterSnapshot {
  return {
    id: snapshot.DBClusterSnapshotIdentifier ?? '',
    clusterIdentifier: snapshot.DBClusterIdentifier ?? '',
    ...(snapshot.DbClusterResourceId && {
      clusterResourceId: snapshot.DbClusterResourceId,
    }),
    // Users cannot delete the snapshots of AWS Backup here either.
    type: snapshot.SnapshotType === 'manual' ? 'manual' : 'automated',
    status: snapshot.Status ?? 'unknown',
    percentProgress: snapshot.PercentProgress ?? 0,
    createdAt: snapshot.SnapshotCreateTime ?? new Date(0),
    engineVersion: snapshot.EngineVersion ?? '',
    ...(snapshot.AllocatedStorage !== undefined && {
      sizeGiB: snapshot.AllocatedStorage,
    }),
    storageEncrypted: isEncrypted(snapshot),
    ...(snapshot.KmsKeyId && { kmsKeyArn: snapshot.KmsKeyId }),
    ...(snapshot.MasterUsername && {
      masterUsername: snapshot.MasterUsername,
    }),
    ...(snapshot.SourceDBClusterSnapshotArn && {
      sourceArn: snapshot.SourceDBClusterSnapshotArn,
    }),
    tags: Object.fromEntries(
      (snapshot.TagList ?? []).map(({ Key = '', Value = '' }) => [Key, Value]),
    ),
  };
}

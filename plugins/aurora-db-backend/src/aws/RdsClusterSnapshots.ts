import {
  CreateDBClusterSnapshotCommand,
  DescribeDBClusterSnapshotsCommand,
} from '@aws-sdk/client-rds';
import { ConflictError, NotFoundError } from '@backstage/errors';
import type { EnvironmentConfig } from '../config/readConfig';
import type { ClusterSnapshotWriter } from '../services/ClusterSnapshotWriter';
import type { AwsClients } from './AwsClients';
import { awsErrorCode, callAws } from './awsErrors';

/** Snapshots by RDS. */
export class RdsClusterSnapshots implements ClusterSnapshotWriter {
  readonly #clients: AwsClients;

  constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  async create(
    environment: EnvironmentConfig,
    {
      id,
      clusterIdentifier,
      tags,
    }: { id: string; clusterIdentifier: string; tags: Record<string, string> },
  ): Promise<void> {
    await callAws(environment, 'rds:CreateDBClusterSnapshot', () =>
      this.#clients
        .rds(environment)
        .send(
          new CreateDBClusterSnapshotCommand({
            DBClusterIdentifier: clusterIdentifier,
            DBClusterSnapshotIdentifier: id,
            Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
          }),
        )
        .catch(error => {
          switch (awsErrorCode(error)) {
            case 'DBClusterSnapshotAlreadyExistsFault':
              return;
            case 'InvalidDBClusterStateFault':
              throw new ConflictError(
                `No snapshot of ${clusterIdentifier} can be taken now: ${error.message}`,
              );
            case 'SnapshotQuotaExceeded':
            case 'SnapshotQuotaExceededFault':
              throw new ConflictError(
                `No snapshot of ${clusterIdentifier} can be taken: account ${environment.accountId} has as many manual snapshots as its quota allows. Delete some, or ask AWS for a higher quota`,
              );
            default:
              throw error;
          }
        }),
    );
  }

  async readProgress(
    environment: EnvironmentConfig,
    id: string,
  ): Promise<{ status: string; percent: number } | undefined> {
    try {
      const { DBClusterSnapshots } = await callAws(
        environment,
        'rds:DescribeDBClusterSnapshots',
        () =>
          this.#clients.rds(environment).send(
            new DescribeDBClusterSnapshotsCommand({
              DBClusterSnapshotIdentifier: id,
            }),
          ),
      );
      const snapshot = DBClusterSnapshots?.[0];
      return (
        snapshot && {
          status: snapshot.Status ?? 'unknown',
          percent: snapshot.PercentProgress ?? 0,
        }
      );
    } catch (error) {
      if (error instanceof NotFoundError) {
        return undefined;
      }
      throw error;
    }
  }
}

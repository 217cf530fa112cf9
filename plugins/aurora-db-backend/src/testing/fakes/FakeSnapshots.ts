import { ConflictError } from '@backstage/errors';
import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';
import type { AccountQuota } from '../../ports/AccountQuotaReader';
import type {
  ClusterSnapshot,
  ClusterSnapshotReader,
  ClusterSnapshotWriter,
} from '../../ports/ClusterSnapshots';

/**
 * Snapshots in memory, for moments that are hard to hit with a real endpoint. A new snapshot is
 * available at the first look.
 */
export class FakeSnapshots
  implements ClusterSnapshotReader, ClusterSnapshotWriter
{
  readonly all: ClusterSnapshot[] = [];
  quota: AccountQuota = { used: 3, limit: 100 };
  /** Reason for which none can be taken. */
  failure: string | undefined;

  /** @param calls - receives `snapshot` when a snapshot is taken */
  constructor(private readonly calls: string[] = []) {}

  async find(
    _environment: EnvironmentConfig,
    id: string,
  ): Promise<ClusterSnapshot | undefined> {
    return this.all.find(snapshot => snapshot.id === id);
  }

  async listOf(
    _environment: EnvironmentConfig,
    clusterIdentifier: string,
  ): Promise<ClusterSnapshot[]> {
    return this.all
      .filter(snapshot => snapshot.clusterIdentifier === clusterIdentifier)
      .sort(
        (one, other) => other.createdAt.getTime() - one.createdAt.getTime(),
      );
  }

  async listManual(): Promise<ClusterSnapshot[]> {
    return this.all.filter(({ type }) => type === 'manual');
  }

  async readQuota(): Promise<AccountQuota> {
    return this.quota;
  }

  async create(
    _environment: EnvironmentConfig,
    {
      id,
      clusterIdentifier,
      tags,
    }: { id: string; clusterIdentifier: string; tags: Record<string, string> },
  ): Promise<ClusterSnapshot> {
    if (this.failure) {
      throw new ConflictError(this.failure);
    }
    this.calls.push('snapshot');
    const existing = this.all.find(snapshot => snapshot.id === id);
    if (existing) {
      return existing;
    }
    const createdAt = new Date();
    const snapshot = testSnapshot({ id, clusterIdentifier, tags, createdAt });
    this.all.push(snapshot);
    return snapshot;
  }

  async delete(_environment: EnvironmentConfig, id: string): Promise<void> {
    const at = this.all.findIndex(snapshot => snapshot.id === id);
    if (at !== -1) {
      this.all.splice(at, 1);
    }
  }
}

/** A manual snapshot for tests. */
export function testSnapshot(
  overrides: Partial<ClusterSnapshot>,
): ClusterSnapshot {
  return {
    id: 'goal-mandala-prd-manual-20261125080000',
    clusterIdentifier: 'goal-mandala-prd-aurora-cluster',
    clusterResourceId: 'cluster-A',
    type: 'manual',
    status: 'available',
    percentProgress: 100,
    createdAt: new Date('2026-11-25T08:00:00Z'),
    engineVersion: '15.17',
    sizeGiB: 1,
    storageEncrypted: true,
    tags: {},
    ...overrides,
  };
}

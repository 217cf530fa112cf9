import { z } from 'zod';
import { defineOperation } from '../../service/defineOperation';
import type { Operation, Scope } from '../../service/AwsService';
import { filtersOf, page, pageInput, passes } from '../listing';
import type { RdsContext } from '../RdsContext';
import { rdsArn } from '../RdsStore';
import type { SimulatedDatabases } from '../simulated/SimulatedDatabases';
import { missingFaults } from './missingFaults';

const input = z.strictObject({
  ...pageInput,
  Filters: filtersOf({ region: 'any' }),
  GlobalClusterIdentifier: z.string().optional(),
});

type Members = ReturnType<SimulatedDatabases['globalMembers']>;

/** Global databases. Only clusters of a simulated fleet are members of one. */
export function globalClusterOperations({
  globalMembers,
}: Pick<RdsContext, 'globalMembers'>): Record<string, Operation> {
  return {
    DescribeGlobalClusters: defineOperation(input, async (parsed, context) => {
      const members = globalMembers(context);
      const name = parsed.GlobalClusterIdentifier?.toLocaleLowerCase('en-US');
      const names = [
        ...new Set(
          members.flatMap(({ cluster: { globalCluster } }) =>
            globalCluster ? [globalCluster.identifier] : [],
          ),
        ),
      ].sort();
      if (name !== undefined && !names.includes(name)) {
        throw missingFaults.globalCluster(name);
      }
      const found = names
        .filter(one => name === undefined || one === name)
        .map(one => ({
          identifier: one,
          members: members.filter(
            ({ cluster }) => cluster.globalCluster?.identifier === one,
          ),
        }))
        .filter(one =>
          passes(parsed.Filters, {
            region: one.members.map(({ region }) => region),
          }),
        );
      return page('GlobalClusters', found, parsed, one =>
        describe(context, one.identifier, one.members),
      );
    }),
  };
}

/** The RDS structure `GlobalCluster`. */
function describe(
  { accountId }: Scope,
  identifier: string,
  members: Members,
): Record<string, unknown> {
  const arnOf = ({ region, cluster }: Members[number]) =>
    rdsArn({ accountId, region }, 'cluster', cluster.identifier);
  const isPrimary = ({ cluster }: Members[number]) =>
    cluster.globalCluster?.role === 'primary';
  const primary = members.find(isPrimary) ?? members[0];
  const secondaries = members.filter(member => !isPrimary(member)).map(arnOf);
  return {
    GlobalClusterIdentifier: identifier,
    GlobalClusterArn: `arn:aws:rds::${accountId}:global-cluster:${identifier}`,
    Status: 'available',
    Engine: primary?.cluster.engine ?? 'aurora-postgresql',
    EngineVersion: primary?.cluster.engineVersion,
    DatabaseName: primary?.cluster.databaseName,
    StorageEncrypted: primary?.cluster.storageEncrypted ?? true,
    DeletionProtection: false,
    GlobalClusterMembers: members.map(member => ({
      DBClusterArn: arnOf(member),
      Readers: isPrimary(member) ? secondaries : [],
      IsWriter: isPrimary(member),
      GlobalWriteForwardingStatus: 'disabled',
      SynchronizationStatus: 'connected',
    })),
    TagList: [],
  };
}

import { z } from 'zod';
import { defineOperation } from '../../service/defineOperation';
import { AwsError, type Operation, type Scope } from '../../service/AwsService';
import { clusterLimit } from '../clusters/clusterOperations';
import { subscriptionLimit } from '../events/subscriptionOperations';
import { filtersOf, page, pageInput } from '../listing';
import {
  countsTowardsQuota,
  parameterGroupLimit,
} from '../parameters/ParameterGroups';
import type { RdsContext } from '../RdsContext';
import { manualSnapshotLimit } from '../snapshots/ClusterSnapshots';
import { subnetGroupLimit } from '../subnetGroups/subnetGroupOperations';

/** Source: Aurora user guide, "Quotas in Amazon Aurora". */
const instanceLimit = 40;

const inputs = {
  DescribeAccountAttributes: z.strictObject({}),
  DescribePendingMaintenanceActions: z.strictObject({
    ...pageInput,
    Filters: filtersOf({ 'db-cluster-id': 'any', 'db-instance-id': 'any' }),
    ResourceIdentifier: z.string().optional(),
  }),
};

/** Operations that describe an account: its quotas, and the maintenance of its resources. */
export function accountOperations({
  store,
  snapshots,
  databases,
}: RdsContext): Record<string, Operation> {
  const exists = (scope: Scope, wanted: string) =>
    [...databases.clusters(scope), ...databases.instances(scope)].some(
      ({ record }) => record.arn === wanted,
    );

  return {
    DescribeAccountAttributes: defineOperation(
      inputs.DescribeAccountAttributes,
      async (_, context) => {
        const count = (collection: { list(scope: Scope): unknown[] }) =>
          collection.list(context).length;
        const groups = (all: readonly { simulated?: boolean }[]) =>
          all.filter(countsTowardsQuota).length;
        const quotas: [string, number, number][] = [
          ['DBInstances', count(store.instances), instanceLimit],
          ['DBClusters', count(store.clusters), clusterLimit],
          [
            'DBClusterParameterGroups',
            groups(store.clusterParameterGroups.list(context)),
            parameterGroupLimit,
          ],
          [
            'DBParameterGroups',
            groups(store.parameterGroups.list(context)),
            parameterGroupLimit,
          ],
          ['DBSubnetGroups', count(store.subnetGroups), subnetGroupLimit],
          ['EventSubscriptions', count(store.subscriptions), subscriptionLimit],
          [
            'ManualClusterSnapshots',
            snapshots.manual(context).length,
            manualSnapshotLimit,
          ],
        ];
        return {
          AccountQuotas: quotas.map(([AccountQuotaName, Used, Max]) => ({
            AccountQuotaName,
            Used,
            Max,
          })),
        };
      },
    ),

    DescribePendingMaintenanceActions: defineOperation(
      inputs.DescribePendingMaintenanceActions,
      async (input, context) => {
        const wanted = input.ResourceIdentifier;
        if (wanted !== undefined && !exists(context, wanted)) {
          throw new AwsError(
            'ResourceNotFoundFault',
            `Resource ${wanted} not found.`,
            404,
          );
        }
        return page('PendingMaintenanceActions', [], input);
      },
    ),
  };
}

import type { Operation, Scope } from '../../service/AwsService';
import { defineOperation } from '../../service/defineOperation';
import { invalidClusterState } from '../rdsFaults';
import type { RdsContext } from '../RdsContext';
import { resolveReferences } from '../resolveReferences';
import { clusterInputs } from './clusterInputs';
import type { AssociatedRole, ClusterRecord } from './ClusterRecord';
import { withoutRole, withRole } from './clusterRoles';

/** Operations on the IAM roles of clusters. They are described, and no extension uses them. */
export function clusterRoleOperations({
  store,
  services,
}: RdsContext): Record<string, Operation> {
  async function change(
    scope: Scope,
    identifier: string,
    roles: (cluster: ClusterRecord) => AssociatedRole[],
  ) {
    const cluster = store.cluster(scope, identifier);
    const associatedRoles = roles(cluster);
    if (cluster.status !== 'available') {
      throw invalidClusterState(
        `DB cluster ${cluster.identifier} is not in the available state: it is ${cluster.status}.`,
      );
    }
    await store.changeCluster(scope, cluster.identifier, { associatedRoles });
    return {};
  }

  return {
    AddRoleToDBCluster: defineOperation(
      clusterInputs.AddRoleToDBCluster,
      async (input, context) => {
        await resolveReferences(services, context, {
          AssociatedRoles: [input],
        });
        return change(context, input.DBClusterIdentifier, cluster =>
          withRole(cluster.associatedRoles ?? [], input),
        );
      },
    ),

    RemoveRoleFromDBCluster: defineOperation(
      clusterInputs.RemoveRoleFromDBCluster,
      (input, context) =>
        change(context, input.DBClusterIdentifier, cluster =>
          withoutRole(cluster, input),
        ),
    ),
  };
}

import {
  auroraDbClusterDeletePermission,
  auroraDbClusterUpdatePermission,
  auroraDbRestoreCreatePermission,
  auroraDbSnapshotCreatePermission,
  auroraDbSnapshotDeletePermission,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isPermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';

const ownersOnly = [
  auroraDbClusterUpdatePermission,
  auroraDbClusterDeletePermission,
  auroraDbSnapshotCreatePermission,
  auroraDbSnapshotDeletePermission,
  auroraDbRestoreCreatePermission,
];

/** Everybody may see everything and create databases; only a database's owner may change, snapshot, restore or delete it. */
class OwnerPolicy implements PermissionPolicy {
  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const restricted = ownersOnly.find(permission =>
      isPermission(request.permission, permission),
    );
    return restricted
      ? createCatalogConditionalDecision(
          restricted,
          catalogConditions.isEntityOwner({
            claims: user?.info.ownershipEntityRefs ?? [],
          }),
        )
      : { result: AuthorizeResult.ALLOW };
  }
}

/** The sample portal's permission policy; a starting point for a real one. */
export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'aurora-db-owner-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new OwnerPolicy());
      },
    });
  },
});

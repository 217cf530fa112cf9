import {
  auroraDbEnvironmentConditions,
  createAuroraDbEnvironmentConditionalDecision,
} from '@aurora-db/backstage-plugin-aurora-db-backend';
import {
  auroraDbClusterDeletePermission,
  auroraDbClusterUpdatePermission,
  auroraDbEnvironmentDeployPermission,
  auroraDbRestoreCreatePermission,
  auroraDbSnapshotCreatePermission,
  auroraDbSnapshotDeletePermission,
  type EnvironmentProfile,
} from '@aurora-db/backstage-plugin-aurora-db-common';
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

const platform = 'group:default/platform';
const developers = 'group:default/developers';
const profilesOfDevelopers: EnvironmentProfile[] = ['local', 'dev'];

const ownersOnly = [
  auroraDbClusterUpdatePermission,
  auroraDbClusterDeletePermission,
  auroraDbSnapshotCreatePermission,
  auroraDbSnapshotDeletePermission,
  auroraDbRestoreCreatePermission,
];

/**
 * A policy by team, environment and owner. Developers and the platform group see every database.
 * Developers deploy to environments of the profiles local and dev, the platform group everywhere. Only a database's owner may
 * change, snapshot, restore or delete it. Users in neither group have no permission.
 */
export class ExamplePolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!permission.name.startsWith('aurora-db.')) {
      return { result: AuthorizeResult.ALLOW };
    }
    const claims = user?.info.ownershipEntityRefs ?? [];
    const isPlatform = claims.includes(platform);
    if (!isPlatform && !claims.includes(developers)) {
      return { result: AuthorizeResult.DENY };
    }
    if (
      isPermission(permission, auroraDbEnvironmentDeployPermission) &&
      !isPlatform
    ) {
      return createAuroraDbEnvironmentConditionalDecision(
        permission,
        auroraDbEnvironmentConditions.hasProfile({
          profiles: profilesOfDevelopers,
        }),
      );
    }
    const restricted = ownersOnly.find(one => isPermission(permission, one));
    return restricted
      ? createCatalogConditionalDecision(
          restricted,
          catalogConditions.isEntityOwner({ claims }),
        )
      : { result: AuthorizeResult.ALLOW };
  }
}

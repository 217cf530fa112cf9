import {
  auroraDbEnvironmentConditions,
  createAuroraDbEnvironmentConditionalDecision,
} from '@aurora-db/backstage-plugin-aurora-db-backend';
import {
  auroraDbClusterDeletePermission,
  auroraDbClusterUpdatePermission,
  auroraDbEnvironmentDeployPermission,
  auroraDbEnvironmentInspectPermission,
  auroraDbInsightsReadPermission,
  auroraDbLogReadPermission,
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
/** The users that AI agents sign in as. Give each agent a user of its own. */
const agents = 'group:default/agents';
const profilesOfDevelopers: EnvironmentProfile[] = ['local', 'dev'];

const ownersOnly = [
  auroraDbClusterUpdatePermission,
  auroraDbClusterDeletePermission,
  auroraDbSnapshotCreatePermission,
  auroraDbSnapshotDeletePermission,
  auroraDbRestoreCreatePermission,
  auroraDbInsightsReadPermission,
  auroraDbLogReadPermission,
];

/** What an agent must not do, even if it may see the database and belongs to its owner. */
const peopleOnly = [
  auroraDbClusterUpdatePermission,
  auroraDbClusterDeletePermission,
  auroraDbSnapshotDeletePermission,
  auroraDbRestoreCreatePermission,
  auroraDbEnvironmentDeployPermission,
  auroraDbLogReadPermission,
];

/**
 * A policy by team, environment and owner. Developers and the platform group see every database.
 * Developers deploy to environments of the profiles local and dev, the platform group everywhere.
 * Only the platform group checks environments. Only a database's owner may change, snapshot,
 * restore or delete it, and see its load and its log. Users in neither group have no permission.
 * Agents read all of this except logs, and take snapshots of databases of their groups.
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
      claims.includes(agents) &&
      peopleOnly.some(one => isPermission(permission, one))
    ) {
      return { result: AuthorizeResult.DENY };
    }
    if (
      isPermission(permission, auroraDbEnvironmentInspectPermission) &&
      !isPlatform
    ) {
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

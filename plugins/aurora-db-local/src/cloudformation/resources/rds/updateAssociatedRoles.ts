import { z } from 'zod';
import type { ResourceRequest } from '../ResourceType';
import { availableRdsCluster } from './readRdsCluster';

const rolesSchema = z
  .array(z.object({ RoleArn: z.string(), FeatureName: z.string().optional() }))
  .default([]);

/**
 * Associates the template's roles with a cluster, and removes those that the template had before.
 * Roles that others have added stay.
 */
export async function updateAssociatedRoles(
  request: ResourceRequest,
  DBClusterIdentifier: string,
): Promise<void> {
  const wanted = rolesSchema.parse(request.properties.AssociatedRoles);
  const previous = rolesSchema
    .catch([])
    .parse(request.previousProperties.AssociatedRoles);
  if (wanted.length === 0 && previous.length === 0) {
    return;
  }
  const { AssociatedRoles: present = [] } = await availableRdsCluster(
    request,
    DBClusterIdentifier,
  );
  // A feature has one role, so its previous one leaves first.
  for (const role of previous.filter(
    candidate => !has(wanted, candidate) && has(present, candidate),
  )) {
    await request.call('RemoveRoleFromDBCluster', {
      DBClusterIdentifier,
      ...role,
    });
  }
  for (const role of wanted.filter(candidate => !has(present, candidate))) {
    await request.call('AddRoleToDBCluster', { DBClusterIdentifier, ...role });
  }
}

type Roles = z.infer<typeof rolesSchema>;

function has(roles: Roles, { RoleArn, FeatureName }: Roles[number]): boolean {
  return roles.some(
    role => role.RoleArn === RoleArn && role.FeatureName === FeatureName,
  );
}

import { AwsError } from '../../service/AwsService';
import { invalidValue } from '../rdsFaults';
import type { AssociatedRole, ClusterRecord } from './ClusterRecord';

/** Features of Aurora PostgreSQL that use a role. Source: DescribeDBEngineVersions of RDS. */
export const roleFeatures = [
  'Bedrock',
  'Comprehend',
  'Lambda',
  's3Export',
  's3Import',
  'SageMaker',
];

/** RDS's quota of roles for each cluster. Source: Aurora user guide, "Quotas in Amazon Aurora". */
const mostRoles = 5;

interface RoleInput {
  RoleArn: string;
  FeatureName?: string;
}

/** The roles of a new cluster. */
export function newRoles(roles: readonly RoleInput[]): AssociatedRole[] {
  return roles.reduce<AssociatedRole[]>(
    (added, role) => withRole(added, role),
    [],
  );
}

/** The roles with one more. Throws RDS's error for one that cannot be added. */
export function withRole(
  present: readonly AssociatedRole[],
  { RoleArn: arn, FeatureName: feature }: RoleInput,
): AssociatedRole[] {
  if (feature === undefined || feature === '') {
    throw invalidValue(
      'The feature-name parameter must be provided with the current operation for Aurora (PostgreSQL).',
    );
  }
  if (!roleFeatures.includes(feature)) {
    throw invalidValue(
      `The feature name ${feature} is not supported by aurora-postgresql. Valid values: ${roleFeatures.join(', ')}.`,
    );
  }
  const former = present.find(role => role.feature === feature);
  if (former) {
    throw new AwsError(
      'DBClusterRoleAlreadyExists',
      former.arn === arn
        ? `Role ARN ${arn} is already associated with the feature ${feature} of the DB cluster.`
        : `The feature ${feature} of the DB cluster already has the role ${former.arn}. Remove it first.`,
    );
  }
  if (present.length >= mostRoles) {
    throw new AwsError(
      'DBClusterRoleQuotaExceeded',
      `A DB cluster has at most ${mostRoles} roles.`,
    );
  }
  return [...present, { arn, feature }];
}

/** The roles without one. Throws RDS's error if the cluster does not have it. */
export function withoutRole(
  { identifier, associatedRoles = [] }: ClusterRecord,
  { RoleArn: arn, FeatureName: feature }: RoleInput,
): AssociatedRole[] {
  const leaving = associatedRoles.filter(
    role =>
      role.arn === arn && (feature === undefined || role.feature === feature),
  );
  if (leaving.length === 0) {
    throw new AwsError(
      'DBClusterRoleNotFound',
      `Role ARN ${arn}${feature === undefined ? '' : ` with the feature ${feature}`} is not associated with the DB cluster ${identifier}.`,
      404,
    );
  }
  return associatedRoles.filter(role => !leaving.includes(role));
}

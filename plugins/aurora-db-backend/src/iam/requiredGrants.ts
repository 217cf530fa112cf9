import { databaseGrants } from './databaseGrants';
import { existingDatabaseGrants, existingPortalGrants } from './existingGrants';
import { functionGrants } from './functionGrants';
import { handlerReadsGrant } from './handlerReadsGrant';
import type { IamGrant } from './IamGrant';
import type { IamPlace } from './IamPlace';
import { viaCloudFormation } from './iamPolicies';
import { portalGrants } from './portalGrants';
import { surroundingGrants } from './surroundingGrants';

/** The grants of the README's policies, by who needs them. */
export interface RequiredGrants {
  portal: IamGrant[];
  /** Of the CloudFormation role, or of the portal's credentials if there is none. */
  cloudFormation: IamGrant[];
}

/** Everything that a portal which deploys needs in an environment. */
export function requiredGrants(
  place: IamPlace,
  cloudFormationRoleArn?: string,
): RequiredGrants {
  const grants = [
    handlerReadsGrant,
    ...databaseGrants(place),
    ...surroundingGrants(place),
    ...functionGrants(place),
    ...existingDatabaseGrants(place),
  ];
  return {
    portal: [
      ...portalGrants(place, cloudFormationRoleArn),
      ...existingPortalGrants(place),
    ],
    cloudFormation: cloudFormationRoleArn
      ? grants
      : grants.map(viaCloudFormation),
  };
}

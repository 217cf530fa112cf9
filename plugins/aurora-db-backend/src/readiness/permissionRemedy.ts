import type { Remedy } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { IamGrant } from '../iam/IamGrant';
import { toStatement } from '../iam/iamPolicies';
import { requiredGrants } from '../iam/requiredGrants';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { iamPlaceOf } from './iamPlaceOf';

/** The statement that allows these actions of a grant. */
export function statementRemedy(
  grant: IamGrant,
  actions: readonly string[] = grant.actions,
): Remedy {
  return {
    kind: 'policy',
    text: JSON.stringify(toStatement({ ...grant, actions }), null, 2),
  };
}

/** The statement of the portal's policy that allows a call; undefined if no statement does. */
export function permissionRemedy(
  environment: EnvironmentConfig,
  action: string,
): Remedy | undefined {
  const { cloudFormationRoleArn } = environment;
  const { portal } = requiredGrants(
    iamPlaceOf(environment),
    cloudFormationRoleArn,
  );
  const grant = portal.find(({ actions }) => actions.includes(action));
  return grant && statementRemedy(grant, [action]);
}

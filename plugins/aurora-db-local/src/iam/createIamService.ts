import type {
  Authorizer,
  AwsService,
  ServiceEnvironment,
} from '../service/AwsService';
import { accountOperations } from './accountOperations';
import { ManagedPolicies } from './ManagedPolicies';
import { managedPolicyOperations } from './managedPolicyOperations';
import { policySchema } from './PolicyRecord';
import { RoleAuthorizer } from './RoleAuthorizer';
import { roleOperations } from './roleOperations';
import { rolePolicyOperations } from './rolePolicyOperations';
import { roleSchema } from './RoleRecord';
import { Roles } from './Roles';
import { roleTagOperations } from './roleTagOperations';
import { serviceLinkedRoleOperations } from './serviceLinkedRoleOperations';
import { simulationOperations } from './simulationOperations';

/**
 * IAM: roles with their policies, and managed policies. They authorize only `rds-db:connect`, and
 * answer simulations.
 */
export async function createIamService({
  store,
}: Pick<ServiceEnvironment, 'store'>): Promise<AwsService & Authorizer> {
  const roles = new Roles(await store.collection('iam-roles', roleSchema));
  const policies = new ManagedPolicies(
    await store.collection('iam-policies', policySchema),
    roles,
  );
  const authorizer = new RoleAuthorizer(roles, policies);

  return {
    signingName: 'iam',
    listElementNames: { SummaryMap: 'entry' },
    refusalOf: (...request) => authorizer.refusalOf(...request),
    operations: {
      ...roleOperations(roles, policies),
      ...serviceLinkedRoleOperations(roles),
      ...rolePolicyOperations(roles, policies),
      ...roleTagOperations(roles),
      ...managedPolicyOperations(policies),
      ...accountOperations(roles, policies),
      ...simulationOperations(roles, policies),
    },
    async reset() {
      await roles.clear();
      await policies.clear();
    },
  };
}

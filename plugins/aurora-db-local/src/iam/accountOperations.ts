import { defineOperation } from '../service/defineOperation';
import type { Operation } from '../service/AwsService';
import { iamInputs } from './iamInputs';
import { iamQuotas } from './iamQuotas';
import type { ManagedPolicies } from './ManagedPolicies';
import type { Roles } from './Roles';

/** The number of IAM's resources in an account, and their quotas. */
export function accountOperations(
  roles: Roles,
  policies: ManagedPolicies,
): Record<string, Operation> {
  return {
    GetAccountSummary: defineOperation(
      iamInputs.GetAccountSummary,
      async (_input, context) => {
        const held = policies.list(context);
        const summary = {
          AccessKeysPerUserQuota: 2,
          AccountAccessKeysPresent: 0,
          AccountMFAEnabled: 0,
          AccountPasswordPresent: 1,
          AccountSigningCertificatesPresent: 0,
          AssumeRolePolicySizeQuota: iamQuotas.trustPolicySize,
          AttachedPoliciesPerGroupQuota: 10,
          AttachedPoliciesPerRoleQuota: iamQuotas.attachedPoliciesPerRole,
          AttachedPoliciesPerUserQuota: 10,
          GlobalEndpointTokenVersion: 1,
          GroupPolicySizeQuota: 5120,
          Groups: 0,
          GroupsPerUserQuota: 10,
          GroupsQuota: 300,
          InstanceProfiles: 0,
          InstanceProfilesQuota: 1000,
          MFADevices: 0,
          MFADevicesInUse: 0,
          Policies: held.length,
          PoliciesQuota: iamQuotas.policies,
          PolicySizeQuota: iamQuotas.policySize,
          PolicyVersionsInUse: held.flatMap(({ versions }) => versions).length,
          PolicyVersionsInUseQuota: 10_000,
          Providers: 0,
          RolePolicySizeQuota: iamQuotas.rolePolicySize,
          Roles: roles.list(context).length,
          RolesQuota: iamQuotas.roles,
          ServerCertificates: 0,
          ServerCertificatesQuota: 20,
          SigningCertificatesPerUserQuota: 2,
          UserPolicySizeQuota: 2048,
          Users: 0,
          UsersQuota: 5000,
          VersionsPerPolicyQuota: iamQuotas.versionsPerPolicy,
        };
        return {
          SummaryMap: Object.entries(summary).map(([key, value]) => ({
            key,
            value,
          })),
        };
      },
    ),
  };
}

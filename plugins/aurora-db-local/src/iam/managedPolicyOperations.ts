import { AwsError, type Operation } from '../service/AwsService';
import { iamInputs } from './iamInputs';
import { beyondQuota, iamQuotas } from './iamQuotas';
import type { ManagedPolicies } from './ManagedPolicies';
import {
  describePolicy,
  describeVersion,
  type PolicyRecord,
} from './PolicyRecord';

/** The number of versions of a managed policy that AWS keeps. */
const mostVersions = iamQuotas.versionsPerPolicy;

/** Customer managed policies and their versions. */
export function managedPolicyOperations(
  policies: ManagedPolicies,
): Record<string, Operation> {
  function version(policy: PolicyRecord, arn: string, id: string) {
    const found = policy.versions.find(({ number }) => `v${number}` === id);
    if (!found) {
      throw new AwsError(
        'NoSuchEntity',
        `Policy ${arn} version ${id} does not exist or is not attachable.`,
        404,
      );
    }
    return found;
  }

  return {
    async CreatePolicy(rawInput, context) {
      const input = iamInputs.CreatePolicy.parse(rawInput);
      const createDate = new Date();
      const policy: PolicyRecord = {
        name: input.PolicyName,
        path: input.Path,
        description: input.Description,
        createDate,
        defaultVersion: 1,
        nextVersion: 2,
        versions: [{ number: 1, document: input.PolicyDocument, createDate }],
        tags: input.Tags,
      };
      checkSize(input.PolicyDocument);
      await policies.create(context, policy);
      const unused = { attachments: 0, boundaries: 0 };
      return { Policy: describePolicy(policy, context.accountId, unused) };
    },

    async GetPolicy(rawInput, context) {
      const { PolicyArn } = iamInputs.Policy.parse(rawInput);
      const policy = policies.get(context, PolicyArn);
      return {
        Policy: describePolicy(
          policy,
          context.accountId,
          policies.usesOf(context, PolicyArn),
        ),
      };
    },

    async DeletePolicy(rawInput, context) {
      const { PolicyArn } = iamInputs.Policy.parse(rawInput);
      const policy = policies.get(context, PolicyArn);
      const { attachments, boundaries } = policies.usesOf(context, PolicyArn);
      if (attachments + boundaries > 0) {
        throw new AwsError(
          'DeleteConflict',
          'Cannot delete a policy attached to entities.',
          409,
        );
      }
      if (policy.versions.length > 1) {
        throw new AwsError(
          'DeleteConflict',
          "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
          409,
        );
      }
      await policies.delete(context, PolicyArn);
      return {};
    },

    async CreatePolicyVersion(rawInput, context) {
      const { PolicyArn, PolicyDocument, SetAsDefault } =
        iamInputs.CreatePolicyVersion.parse(rawInput);
      const policy = policies.get(context, PolicyArn);
      checkSize(PolicyDocument);
      if (policy.versions.length >= mostVersions) {
        throw new AwsError(
          'LimitExceeded',
          `A managed policy can have up to ${mostVersions} versions. Before you create a new version, you must delete an existing version.`,
          409,
        );
      }
      const created = {
        number: policy.nextVersion,
        document: PolicyDocument,
        createDate: new Date(),
      };
      const changed: PolicyRecord = {
        ...policy,
        defaultVersion: SetAsDefault ? created.number : policy.defaultVersion,
        nextVersion: created.number + 1,
        versions: [...policy.versions, created],
      };
      await policies.put(context, PolicyArn, changed);
      return { PolicyVersion: describeVersion(changed, created) };
    },

    async GetPolicyVersion(rawInput, context) {
      const { PolicyArn, VersionId } = iamInputs.PolicyVersion.parse(rawInput);
      const policy = policies.get(context, PolicyArn);
      const found = version(policy, PolicyArn, VersionId);
      return {
        PolicyVersion: {
          ...describeVersion(policy, found),
          Document: encodeURIComponent(found.document),
        },
      };
    },

    async ListPolicyVersions(rawInput, context) {
      const policy = policies.get(
        context,
        iamInputs.Policy.parse(rawInput).PolicyArn,
      );
      return {
        Versions: policy.versions
          .toReversed()
          .map(held => describeVersion(policy, held)),
        IsTruncated: false,
      };
    },

    async DeletePolicyVersion(rawInput, context) {
      const { PolicyArn, VersionId } = iamInputs.PolicyVersion.parse(rawInput);
      const policy = policies.get(context, PolicyArn);
      const { number } = version(policy, PolicyArn, VersionId);
      if (number === policy.defaultVersion) {
        throw new AwsError(
          'DeleteConflict',
          'Cannot delete the default version of a policy.',
          409,
        );
      }
      await policies.put(context, PolicyArn, {
        ...policy,
        versions: policy.versions.filter(held => held.number !== number),
      });
      return {};
    },
  };
}

function checkSize(document: string): void {
  if (document.replace(/\s/g, '').length > iamQuotas.policySize) {
    throw beyondQuota('PolicySize', iamQuotas.policySize);
  }
}

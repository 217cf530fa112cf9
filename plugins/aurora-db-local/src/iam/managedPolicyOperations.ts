import { defineOperation } from '../service/defineOperation';
import { AwsError, type Operation } from '../service/AwsService';
import { checkPolicyDocument } from './checkPolicyDocument';
import { iamInputs } from './iamInputs';
import { iamPage } from './iamPage';
import { beyondQuota, iamQuotas, sizeOf } from './iamQuotas';
import type { ManagedPolicies } from './ManagedPolicies';
import {
  describePolicy,
  describeVersion,
  type PolicyRecord,
} from './PolicyRecord';
import { withTags } from './roleTags';

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
    CreatePolicy: defineOperation(
      iamInputs.CreatePolicy,
      async (input, context) => {
        const createDate = new Date();
        const policy: PolicyRecord = {
          name: input.PolicyName,
          path: input.Path,
          description: input.Description,
          createDate,
          defaultVersion: 1,
          nextVersion: 2,
          versions: [{ number: 1, document: input.PolicyDocument, createDate }],
          tags: withTags([], input.Tags),
        };
        checkDocument(input.PolicyDocument);
        await policies.create(context, policy);
        const unused = { attachments: 0, boundaries: 0 };
        return { Policy: describePolicy(policy, context.accountId, unused) };
      },
    ),

    GetPolicy: defineOperation(
      iamInputs.Policy,
      async ({ PolicyArn }, context) => {
        const policy = policies.get(context, PolicyArn);
        return {
          Policy: describePolicy(
            policy,
            context.accountId,
            policies.usesOf(context, PolicyArn),
          ),
        };
      },
    ),

    DeletePolicy: defineOperation(
      iamInputs.Policy,
      async ({ PolicyArn }, context) => {
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
    ),

    CreatePolicyVersion: defineOperation(
      iamInputs.CreatePolicyVersion,
      async ({ PolicyArn, PolicyDocument, SetAsDefault }, context) => {
        const policy = policies.get(context, PolicyArn);
        checkDocument(PolicyDocument);
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
    ),

    GetPolicyVersion: defineOperation(
      iamInputs.PolicyVersion,
      async ({ PolicyArn, VersionId }, context) => {
        const policy = policies.get(context, PolicyArn);
        const found = version(policy, PolicyArn, VersionId);
        return {
          PolicyVersion: {
            ...describeVersion(policy, found),
            Document: encodeURIComponent(found.document),
          },
        };
      },
    ),

    ListPolicyVersions: defineOperation(
      iamInputs.PolicyPage,
      async ({ PolicyArn, ...page }, context) => {
        const policy = policies.get(context, PolicyArn);
        const versions = policy.versions
          .toReversed()
          .map(held => describeVersion(policy, held));
        return iamPage('Versions', versions, page);
      },
    ),

    DeletePolicyVersion: defineOperation(
      iamInputs.PolicyVersion,
      async ({ PolicyArn, VersionId }, context) => {
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
    ),
  };
}

function checkDocument(document: string): void {
  checkPolicyDocument(document, 'managed');
  if (sizeOf(document) > iamQuotas.policySize) {
    throw beyondQuota('PolicySize', iamQuotas.policySize);
  }
}

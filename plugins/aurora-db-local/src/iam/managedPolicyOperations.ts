import {
  AwsError,
  type Collection,
  type Operation,
  type Scope,
} from '../service';
import { iamInputs } from './iamInputs';
import {
  describePolicy,
  describeVersion,
  policyArn,
  type PolicyRecord,
} from './PolicyRecord';
import { globally, type Roles } from './Roles';

/** As many versions as AWS keeps of a managed policy. */
const mostVersions = 5;

/** Customer managed policies and their versions. */
export function managedPolicyOperations(
  policies: Collection<PolicyRecord>,
  roles: Roles,
): Record<string, Operation> {
  function get(scope: Scope, arn: string): PolicyRecord {
    const policy = policies.get(globally(scope), arn);
    if (!policy) {
      throw new AwsError(
        'NoSuchEntity',
        `Policy ${arn} does not exist or is not attachable.`,
        404,
      );
    }
    return policy;
  }

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

  function attachments(scope: Scope, arn: string): number {
    return roles
      .list(scope)
      .filter(role => role.attachedPolicyArns.includes(arn)).length;
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
      const namesake = policies
        .list(globally(context))
        .some(({ name }) => name.toLowerCase() === policy.name.toLowerCase());
      if (namesake) {
        throw new AwsError(
          'EntityAlreadyExists',
          `A policy called ${policy.name} already exists. Duplicate names are not allowed.`,
          409,
        );
      }
      const arn = policyArn(context.accountId, policy);
      await policies.put(globally(context), arn, policy);
      return { Policy: describePolicy(policy, context.accountId, 0) };
    },

    async GetPolicy(rawInput, context) {
      const { PolicyArn } = iamInputs.Policy.parse(rawInput);
      const policy = get(context, PolicyArn);
      return {
        Policy: describePolicy(
          policy,
          context.accountId,
          attachments(context, PolicyArn),
        ),
      };
    },

    async DeletePolicy(rawInput, context) {
      const { PolicyArn } = iamInputs.Policy.parse(rawInput);
      const policy = get(context, PolicyArn);
      if (attachments(context, PolicyArn) > 0) {
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
      await policies.delete(globally(context), PolicyArn);
      return {};
    },

    async CreatePolicyVersion(rawInput, context) {
      const { PolicyArn, PolicyDocument, SetAsDefault } =
        iamInputs.CreatePolicyVersion.parse(rawInput);
      const policy = get(context, PolicyArn);
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
      await policies.put(globally(context), PolicyArn, changed);
      return { PolicyVersion: describeVersion(changed, created) };
    },

    async GetPolicyVersion(rawInput, context) {
      const { PolicyArn, VersionId } = iamInputs.PolicyVersion.parse(rawInput);
      const policy = get(context, PolicyArn);
      const found = version(policy, PolicyArn, VersionId);
      return {
        PolicyVersion: {
          ...describeVersion(policy, found),
          Document: encodeURIComponent(found.document),
        },
      };
    },

    async ListPolicyVersions(rawInput, context) {
      const policy = get(context, iamInputs.Policy.parse(rawInput).PolicyArn);
      return {
        Versions: policy.versions
          .toReversed()
          .map(held => describeVersion(policy, held)),
        IsTruncated: false,
      };
    },

    async DeletePolicyVersion(rawInput, context) {
      const { PolicyArn, VersionId } = iamInputs.PolicyVersion.parse(rawInput);
      const policy = get(context, PolicyArn);
      const { number } = version(policy, PolicyArn, VersionId);
      if (number === policy.defaultVersion) {
        throw new AwsError(
          'DeleteConflict',
          'Cannot delete the default version of a policy.',
          409,
        );
      }
      await policies.put(globally(context), PolicyArn, {
        ...policy,
        versions: policy.versions.filter(held => held.number !== number),
      });
      return {};
    },
  };
}

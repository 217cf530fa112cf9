import {
  AwsError,
  type Operation,
  type RequestContext,
} from '../service/AwsService';
import { defineOperation } from '../service/defineOperation';
import { ecrInputs } from './ecrInputs';
import type { Repositories } from './Repositories';
import type { RepositoryRecord } from './RepositoryRecord';

/** Lifecycle policies and repository policies, which are kept and described. */
export function policyOperations(
  repositories: Repositories,
): Record<string, Operation> {
  const describe = (
    { accountId }: RequestContext,
    { name }: RepositoryRecord,
  ) => ({ registryId: accountId, repositoryName: name });

  const noLifecyclePolicy = (
    { accountId }: RequestContext,
    { name }: RepositoryRecord,
  ) =>
    new AwsError(
      'LifecyclePolicyNotFoundException',
      `Lifecycle policy does not exist for the repository with name '${name}' in the registry with id '${accountId}'`,
    );
  const noPolicy = (
    { accountId }: RequestContext,
    { name }: RepositoryRecord,
  ) =>
    new AwsError(
      'RepositoryPolicyNotFoundException',
      `Repository policy does not exist for the repository with name '${name}' in the registry with id '${accountId}'`,
    );

  return {
    GetLifecyclePolicy: defineOperation(
      ecrInputs.Repository,
      async (input, context) => {
        const repository = repositories.get(context, input);
        if (repository.lifecyclePolicy === undefined) {
          throw noLifecyclePolicy(context, repository);
        }
        return {
          ...describe(context, repository),
          lifecyclePolicyText: repository.lifecyclePolicy,
        };
      },
    ),
    PutLifecyclePolicy: defineOperation(
      ecrInputs.PutLifecyclePolicy,
      async (input, context) => {
        const lifecyclePolicy = input.lifecyclePolicyText;
        checkJson('lifecyclePolicyText', lifecyclePolicy);
        const repository = repositories.get(context, input);
        await repositories.put(context, { ...repository, lifecyclePolicy });
        return {
          ...describe(context, repository),
          lifecyclePolicyText: lifecyclePolicy,
        };
      },
    ),
    DeleteLifecyclePolicy: defineOperation(
      ecrInputs.Repository,
      async (input, context) => {
        const repository = repositories.get(context, input);
        const { lifecyclePolicy } = repository;
        if (lifecyclePolicy === undefined) {
          throw noLifecyclePolicy(context, repository);
        }
        await repositories.put(context, {
          ...repository,
          lifecyclePolicy: undefined,
        });
        return {
          ...describe(context, repository),
          lifecyclePolicyText: lifecyclePolicy,
        };
      },
    ),

    GetRepositoryPolicy: defineOperation(
      ecrInputs.Repository,
      async (input, context) => {
        const repository = repositories.get(context, input);
        if (repository.policy === undefined) {
          throw noPolicy(context, repository);
        }
        return {
          ...describe(context, repository),
          policyText: repository.policy,
        };
      },
    ),
    SetRepositoryPolicy: defineOperation(
      ecrInputs.SetRepositoryPolicy,
      async (input, context) => {
        checkJson('policyText', input.policyText);
        const repository = repositories.get(context, input);
        await repositories.put(context, {
          ...repository,
          policy: input.policyText,
        });
        return {
          ...describe(context, repository),
          policyText: input.policyText,
        };
      },
    ),
    DeleteRepositoryPolicy: defineOperation(
      ecrInputs.Repository,
      async (input, context) => {
        const repository = repositories.get(context, input);
        const { policy } = repository;
        if (policy === undefined) {
          throw noPolicy(context, repository);
        }
        await repositories.put(context, { ...repository, policy: undefined });
        return { ...describe(context, repository), policyText: policy };
      },
    ),
  };
}

function checkJson(member: string, text: string): void {
  try {
    JSON.parse(text);
  } catch {
    throw new AwsError(
      'InvalidParameterException',
      `Invalid parameter at '${member}' failed to satisfy constraint: 'Invalid JSON'`,
    );
  }
}

import { z } from 'zod';
import { defineOperation } from '../../service/defineOperation';
import { booleanInput } from '../../service/inputs';
import { paginate } from '../../service/paginate';
import {
  AwsError,
  type Operation,
  type RequestContext,
} from '../../service/AwsService';
import type { ChangeSetRecord } from '../ChangeSetRecord';
import type { StackStore } from '../StackStore';
import { validationError } from '../validationError';
import { beginOperation, type CloudFormationContext } from './beginOperation';
import { checkServiceRole } from './checkServiceRole';
import { createChangeSet } from './createChangeSet';
import { pageOf } from './pageOf';
import { describeParameters } from './describeParameters';
import {
  nextTokenInput,
  requestTokenInput,
  stackNameInput,
} from './stackInputs';
import { unlessEmpty } from './unlessEmpty';

const changeSetMembers = {
  ChangeSetName: z.string().min(1),
  StackName: stackNameInput.optional(),
};

const inputs = {
  DeleteChangeSet: z.strictObject(changeSetMembers),
  DescribeChangeSet: z.strictObject({
    ...changeSetMembers,
    NextToken: nextTokenInput,
    IncludePropertyValues: booleanInput.default(false),
  }),
  ExecuteChangeSet: z.strictObject({
    ...changeSetMembers,
    ClientRequestToken: requestTokenInput,
    DisableRollback: booleanInput.default(false),
    RetainExceptOnCreate: booleanInput.default(false),
  }),
  ListChangeSets: z.strictObject({
    StackName: stackNameInput,
    NextToken: nextTokenInput,
  }),
};

interface ChangeSetName {
  ChangeSetName: string;
  StackName?: string;
}

/** Finds a change set by ARN, or by its name and stack. */
function findChangeSet(
  store: StackStore,
  context: RequestContext,
  input: ChangeSetName,
): ChangeSetRecord | undefined {
  if (input.ChangeSetName.startsWith('arn:')) {
    return store.changeSets.get(context, input.ChangeSetName);
  }
  if (input.StackName === undefined) {
    throw validationError(
      'StackName must be specified if ChangeSetName is not specified as an ARN.',
    );
  }
  const stack = store.find(context, input.StackName);
  if (!stack) {
    throw validationError(`Stack [${input.StackName}] does not exist`);
  }
  return store
    .changeSetsOf(context, stack.stackId)
    .find(({ changeSetName }) => changeSetName === input.ChangeSetName);
}

export function getChangeSet(
  store: StackStore,
  context: RequestContext,
  input: ChangeSetName,
): ChangeSetRecord {
  const changeSet = findChangeSet(store, context, input);
  if (!changeSet) {
    throw new AwsError(
      'ChangeSetNotFound',
      `ChangeSet [${input.ChangeSetName}] does not exist`,
      404,
    );
  }
  return changeSet;
}

export function changeSetOperations(
  cloudFormation: CloudFormationContext,
): Record<string, Operation> {
  const { store, services } = cloudFormation;
  return {
    CreateChangeSet: createChangeSet(cloudFormation),

    DescribeChangeSet: defineOperation(
      inputs.DescribeChangeSet,
      async (input, context) => {
        const changeSet = getChangeSet(store, context, input);
        const { items, nextToken } = paginate(
          changeSet.changes,
          pageOf(input.NextToken),
        );
        const { target } = changeSet;
        return {
          ...summary(store, context, changeSet),
          Parameters: unlessEmpty(describeParameters(target)),
          NotificationARNs: target.notificationArns,
          RollbackConfiguration: {},
          Capabilities: unlessEmpty(target.capabilities),
          Tags: unlessEmpty(target.tags),
          Changes: items.map(change => ({
            Type: 'Resource',
            ResourceChange: shown(change, input.IncludePropertyValues),
          })),
          OnStackFailure: changeSet.onStackFailure,
          ImportExistingResources: target.importsExisting,
          NextToken: nextToken,
        };
      },
    ),

    ListChangeSets: defineOperation(
      inputs.ListChangeSets,
      async ({ StackName, NextToken: token }, context) => {
        const stack = store.find(context, StackName);
        if (!stack) {
          throw validationError(`Stack [${StackName}] does not exist`);
        }
        const { items, nextToken } = paginate(
          store.changeSetsOf(context, stack.stackId),
          pageOf(token),
        );
        return {
          Summaries: items.map(changeSet => summary(store, context, changeSet)),
          NextToken: nextToken,
        };
      },
    ),

    DeleteChangeSet: defineOperation(
      inputs.DeleteChangeSet,
      async (input, context) => {
        const changeSet = findChangeSet(store, context, input);
        if (
          changeSet &&
          executionStatus(store, context, changeSet) === 'EXECUTE_IN_PROGRESS'
        ) {
          throw new AwsError(
            'InvalidChangeSetStatus',
            `ChangeSet [${changeSet.changeSetId}] cannot be deleted in its current execution status of [EXECUTE_IN_PROGRESS]`,
          );
        }
        if (changeSet) {
          await store.changeSets.delete(context, changeSet.changeSetId);
        }
        return {};
      },
    ),

    ExecuteChangeSet: defineOperation(
      inputs.ExecuteChangeSet,
      async (input, context) => {
        const { target } = getChangeSet(store, context, input);
        await checkServiceRole(services, context, target.roleArn);
        const changeSet = getChangeSet(store, context, input);
        const { changeSetId, stackId } = changeSet;
        const { operation } = store.get(context, stackId);
        const current = executionStatus(store, context, changeSet);
        const token = operation?.clientRequestToken ?? changeSet.executionToken;
        if (
          current.startsWith('EXECUTE_') &&
          input.ClientRequestToken !== undefined &&
          token === input.ClientRequestToken
        ) {
          return {};
        }
        if (current !== 'AVAILABLE') {
          throw new AwsError(
            'InvalidChangeSetStatus',
            `ChangeSet [${changeSetId}] cannot be executed in its current execution status of [${current}]`,
          );
        }
        if (input.DisableRollback && changeSet.onStackFailure !== undefined) {
          throw validationError(
            'You cannot specify DisableRollback together with OnStackFailure.',
          );
        }
        const others = store
          .changeSetsOf(context, stackId)
          .filter(other => other.changeSetId !== changeSetId);
        await beginOperation(cloudFormation, context, {
          stackId,
          target,
          onFailure: input.DisableRollback
            ? 'DO_NOTHING'
            : (changeSet.onStackFailure ?? 'ROLLBACK'),
          clientRequestToken: input.ClientRequestToken,
          changeSetId,
          disableRollback: input.DisableRollback,
          retainExceptOnCreate: input.RetainExceptOnCreate,
        });
        // As in AWS, change sets for the previous state are no longer valid.
        await Promise.all([
          store.changeSets.put(context, changeSetId, {
            ...changeSet,
            executionToken: input.ClientRequestToken,
          }),
          ...others.map(other =>
            store.changeSets.delete(context, other.changeSetId),
          ),
        ]);
        return {};
      },
    ),
  };
}

/**
 * The stack's record has the change set that it executes or executed last. One record, so that a
 * restart cannot separate the two.
 */
function executionStatus(
  store: StackStore,
  context: RequestContext,
  changeSet: ChangeSetRecord,
): string {
  if (changeSet.status === 'FAILED') {
    return 'UNAVAILABLE';
  }
  const stack = store.find(context, changeSet.stackId);
  if (stack?.changeSetId !== changeSet.changeSetId) {
    return 'AVAILABLE';
  }
  if (stack.operation) {
    return 'EXECUTE_IN_PROGRESS';
  }
  return stack.status === 'CREATE_COMPLETE' ||
    stack.status === 'UPDATE_COMPLETE'
    ? 'EXECUTE_COMPLETE'
    : 'EXECUTE_FAILED';
}

function summary(
  store: StackStore,
  context: RequestContext,
  changeSet: ChangeSetRecord,
): Record<string, unknown> {
  return {
    ChangeSetName: changeSet.changeSetName,
    ChangeSetId: changeSet.changeSetId,
    StackId: changeSet.stackId,
    StackName: changeSet.stackName,
    Description: changeSet.description,
    CreationTime: new Date(changeSet.creationTime),
    ExecutionStatus: executionStatus(store, context, changeSet),
    Status: changeSet.status,
    StatusReason: changeSet.statusReason,
    IncludeNestedStacks: changeSet.includeNestedStacks,
  };
}

/** Shows property values only if the caller asks for them. */
function shown(
  change: ChangeSetRecord['changes'][number],
  withValues: boolean,
): Record<string, unknown> {
  if (withValues) {
    return change;
  }
  const Details = change.Details.map(detail => {
    const { Attribute, Name, RequiresRecreation } = detail.Target;
    return { ...detail, Target: { Attribute, Name, RequiresRecreation } };
  });
  return { ...change, Details };
}

import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { booleanInput } from '../../inputs';
import { paginate } from '../../paginate';
import { AwsError, type Operation, type RequestContext } from '../../service';
import type { ChangeSetRecord } from '../ChangeSetRecord';
import { planChanges, type ChangePlan } from '../planChanges';
import type { StackRecord } from '../StackRecord';
import { stackEvent, type StackStore } from '../StackStore';
import { validationError } from '../validationError';
import {
  beginOperation,
  checkUpdatable,
  newStack,
  type CloudFormationRoom,
} from './beginOperation';
import { pageOf } from './pageOf';
import {
  checkNewStackName,
  deployableFrom,
  deployableInput,
  stackNameInput,
} from './stackInputs';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ChangeSetSummary.html */
const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

const createInput = deployableInput.extend({
  ChangeSetName: z.string(),
  ChangeSetType: z.enum(['CREATE', 'UPDATE']).default('UPDATE'),
  ClientToken: z.string().optional(),
  Description: z.string().optional(),
  OnStackFailure: z.enum(['DELETE', 'ROLLBACK', 'DO_NOTHING']).optional(),
  IncludeNestedStacks: booleanInput.default(false),
});
type CreateInput = z.infer<typeof createInput>;

const changeSetInput = z.object({
  ChangeSetName: z.string(),
  StackName: stackNameInput.optional(),
});

const describeInput = changeSetInput.extend({
  NextToken: z.string().optional(),
  IncludePropertyValues: booleanInput.default(false),
});

const executeInput = changeSetInput.extend({
  ClientRequestToken: z.string().optional(),
  DisableRollback: booleanInput.optional(),
});

/** By ARN, or by its name and its stack's; undefined where there is none. */
export function findChangeSet(
  store: StackStore,
  context: RequestContext,
  input: z.infer<typeof changeSetInput>,
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
  input: z.infer<typeof changeSetInput>,
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
  room: CloudFormationRoom,
): Record<string, Operation> {
  const { store } = room;
  return {
    async CreateChangeSet(rawInput, context) {
      const input = createInput.parse(rawInput);
      if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(input.ChangeSetName)) {
        throw validationError(
          `1 validation error detected: Value '${input.ChangeSetName}' at 'changeSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
        );
      }
      const { existing, requestHash } = repeated(store, context, input);
      if (existing) {
        return { Id: existing.changeSetId, StackId: existing.stackId };
      }
      // From here to the writes nothing waits: of two requests at once, the second sees the first.
      const found = store.find(context, input.StackName);
      checkStackFor(input, found);
      const { target } = deployableFrom(
        input,
        found?.status === 'REVIEW_IN_PROGRESS' ? undefined : found,
      );
      const stack =
        found ?? newStack(context, input.StackName, randomUUID(), target);
      const { plan, failure } = tryPlan(store, context, stack, target);
      const { region, accountId } = context;
      const changeSet: ChangeSetRecord = {
        changeSetId: `arn:aws:cloudformation:${region}:${accountId}:changeSet/${input.ChangeSetName}/${randomUUID()}`,
        changeSetName: input.ChangeSetName,
        stackId: stack.stackId,
        stackName: stack.stackName,
        type: input.ChangeSetType,
        description: input.Description,
        clientToken: input.ClientToken,
        requestHash,
        creationTime: new Date().toISOString(),
        status: failure === undefined ? 'CREATE_COMPLETE' : 'FAILED',
        statusReason: failure,
        onStackFailure: input.OnStackFailure,
        includeNestedStacks: input.IncludeNestedStacks,
        target,
        changes: plan?.changes ?? [],
      };
      const writes = [
        store.changeSets.put(context, changeSet.changeSetId, changeSet),
      ];
      if (!found) {
        writes.push(
          store.add(
            context,
            stack,
            stackEvent(stack, 'REVIEW_IN_PROGRESS', 'User Initiated'),
          ),
        );
      }
      await Promise.all(writes);
      return { Id: changeSet.changeSetId, StackId: stack.stackId };
    },

    async DescribeChangeSet(rawInput, context) {
      const input = describeInput.parse(rawInput);
      const changeSet = getChangeSet(store, context, input);
      const { items, nextToken } = paginate(
        changeSet.changes,
        pageOf(input.NextToken),
      );
      const { target } = changeSet;
      return {
        ...summary(store, context, changeSet),
        Parameters: Object.entries(target.parameters).map(
          ([ParameterKey, ParameterValue]) => ({
            ParameterKey,
            ParameterValue,
          }),
        ),
        NotificationARNs: target.notificationArns,
        RollbackConfiguration: {},
        Capabilities: target.capabilities,
        Tags: target.tags,
        Changes: items.map(change => ({
          Type: 'Resource',
          ResourceChange: shown(change, input.IncludePropertyValues),
        })),
        OnStackFailure: changeSet.onStackFailure,
        NextToken: nextToken,
      };
    },

    async ListChangeSets(rawInput, context) {
      const { StackName, NextToken: token } = z
        .object({ StackName: stackNameInput, NextToken: z.string().optional() })
        .parse(rawInput);
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

    async DeleteChangeSet(rawInput, context) {
      const changeSet = findChangeSet(
        store,
        context,
        changeSetInput.parse(rawInput),
      );
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

    async ExecuteChangeSet(rawInput, context) {
      const input = executeInput.parse(rawInput);
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
      await beginOperation(room, context, {
        stackId,
        target: changeSet.target,
        onFailure: input.DisableRollback
          ? 'DO_NOTHING'
          : (changeSet.onStackFailure ?? 'ROLLBACK'),
        clientRequestToken: input.ClientRequestToken,
        changeSetId,
        disableRollback: input.DisableRollback,
      });
      // As in AWS, what was planned against the state before is void.
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
  };
}

/** A request that was answered before, by its client token. Throws AlreadyExistsException where only the name is the same. */
function repeated(
  store: StackStore,
  context: RequestContext,
  input: CreateInput,
): { existing?: ChangeSetRecord; requestHash: string } {
  const requestHash = createHash('sha256')
    .update(JSON.stringify(input))
    .digest('hex');
  const stack = store.find(context, input.StackName);
  const existing =
    stack &&
    store
      .changeSetsOf(context, stack.stackId)
      .find(({ changeSetName }) => changeSetName === input.ChangeSetName);
  if (
    existing &&
    input.ClientToken !== undefined &&
    existing.clientToken === input.ClientToken &&
    existing.requestHash === requestHash
  ) {
    return { existing, requestHash };
  }
  if (existing) {
    throw new AwsError(
      'AlreadyExistsException',
      `ChangeSet ${input.ChangeSetName} already exists`,
    );
  }
  return { requestHash };
}

function checkStackFor(
  input: CreateInput,
  stack: StackRecord | undefined,
): void {
  if (input.ChangeSetType === 'CREATE') {
    if (stack && stack.status !== 'REVIEW_IN_PROGRESS') {
      throw validationError(
        `Stack [${stack.stackName}] already exists and cannot be created again with the changeSet [${input.ChangeSetName}].`,
      );
    }
    if (!stack) {
      checkNewStackName(input.StackName);
    }
    return;
  }
  if (!stack) {
    throw validationError(`Stack [${input.StackName}] does not exist`);
  }
  checkUpdatable(stack);
  if (input.OnStackFailure === 'DELETE') {
    throw validationError(
      'OnStackFailure can be set to DELETE only for change sets of type CREATE.',
    );
  }
}

function tryPlan(
  store: StackStore,
  context: RequestContext,
  stack: StackRecord,
  target: ChangeSetRecord['target'],
): { plan?: ChangePlan; failure?: string } {
  try {
    const plan = planChanges(context, store, stack, target);
    const isUpdate = stack.status !== 'REVIEW_IN_PROGRESS';
    return {
      plan,
      failure: isUpdate && !plan.changesSomething ? NO_CHANGES : undefined,
    };
  } catch (error) {
    if (error instanceof AwsError) {
      return { failure: error.message };
    }
    throw error;
  }
}

/** The stack knows which change set it executes or executed last: one record, so that a restart can't tear the two apart. */
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

/** Property values are shown only when asked for. */
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

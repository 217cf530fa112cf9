import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { booleanInput, listInput } from '../../inputs';
import { AwsError, type Operation, type RequestContext } from '../../service';
import type { StackOperation, StackRecord } from '../StackRecord';
import { stackEvent, type StackStore } from '../StackStore';
import { importersOf } from '../stackScope';
import { validationError } from '../validationError';
import {
  beginOperation,
  checkChangesSomething,
  checkUpdatable,
  newStack,
  type CloudFormationRoom,
} from './beginOperation';
import {
  checkNewStackName,
  deployableFrom,
  deployableInput,
  stackNameInput,
} from './stackInputs';

const createInput = deployableInput.extend({
  ClientRequestToken: z.string().optional(),
  DisableRollback: booleanInput.optional(),
  OnFailure: z.enum(['DO_NOTHING', 'ROLLBACK', 'DELETE']).optional(),
  EnableTerminationProtection: booleanInput.default(false),
});
const updateInput = deployableInput.extend({
  ClientRequestToken: z.string().optional(),
  DisableRollback: booleanInput.optional(),
});
const tokenInput = z.object({
  StackName: stackNameInput,
  ClientRequestToken: z.string().optional(),
});
const deleteInput = tokenInput.extend({
  RetainResources: listInput(z.string()).optional(),
});
const protectionInput = z.object({
  StackName: stackNameInput,
  EnableTerminationProtection: booleanInput,
});
const continueInput = tokenInput.extend({
  ResourcesToSkip: listInput(z.string()).optional(),
});

export function stackOperations(
  room: CloudFormationRoom,
): Record<string, Operation> {
  const { store, runner } = room;
  return {
    async CreateStack(rawInput, context) {
      const input = createInput.parse(rawInput);
      if (input.DisableRollback && input.OnFailure !== undefined) {
        throw validationError(
          'You cannot specify both DisableRollback and OnFailure.',
        );
      }
      checkNewStackName(input.StackName);
      if (store.find(context, input.StackName)) {
        throw new AwsError(
          'AlreadyExistsException',
          `Stack [${input.StackName}] already exists`,
        );
      }
      const { target } = deployableFrom(input);
      const stack = newStack(context, input.StackName, randomUUID(), target);
      stack.terminationProtection = input.EnableTerminationProtection;
      await store.add(context, stack);
      await beginOperation(room, context, {
        stackId: stack.stackId,
        target,
        onFailure: input.DisableRollback
          ? 'DO_NOTHING'
          : (input.OnFailure ?? 'ROLLBACK'),
        clientRequestToken: input.ClientRequestToken,
        disableRollback: input.DisableRollback,
      });
      return { StackId: stack.stackId };
    },

    async UpdateStack(rawInput, context) {
      const input = updateInput.parse(rawInput);
      const stack = store.find(context, input.StackName);
      if (!stack) {
        throw validationError(`Stack [${input.StackName}] does not exist`);
      }
      checkUpdatable(stack);
      const { target } = deployableFrom(input, stack);
      checkChangesSomething(store, context, stack, target);
      await beginOperation(room, context, {
        stackId: stack.stackId,
        target,
        onFailure: input.DisableRollback ? 'DO_NOTHING' : 'ROLLBACK',
        clientRequestToken: input.ClientRequestToken,
        disableRollback: input.DisableRollback,
      });
      await store.dropChangeSets(context, stack.stackId);
      return { StackId: stack.stackId };
    },

    async DeleteStack(rawInput, context) {
      const input = deleteInput.parse(rawInput);
      const stack = store.find(context, input.StackName);
      if (
        !stack ||
        stack.status === 'DELETE_COMPLETE' ||
        stack.status === 'DELETE_IN_PROGRESS'
      ) {
        return {};
      }
      checkDeletable(store, context, stack, input.RetainResources ?? []);
      await store.changeThenTell(
        context,
        stack.stackId,
        draft => beginDeletion(draft, context, input),
        draft =>
          draft.status === 'DELETE_IN_PROGRESS'
            ? stackEvent(draft, 'DELETE_IN_PROGRESS', 'User Initiated')
            : undefined,
      );
      runner.interrupt(stack.stackId);
      runner.start(context, stack.stackId);
      return {};
    },

    async UpdateTerminationProtection(rawInput, context) {
      const input = protectionInput.parse(rawInput);
      const { stackId } = store.get(context, input.StackName);
      await store.change(context, stackId, draft => {
        draft.terminationProtection = input.EnableTerminationProtection;
      });
      return { StackId: stackId };
    },

    async CancelUpdateStack(rawInput, context) {
      const { StackName } = tokenInput.parse(rawInput);
      const stack = store.find(context, StackName);
      if (!stack) {
        throw validationError(`Stack [${StackName}] does not exist`);
      }
      if (stack.status !== 'UPDATE_IN_PROGRESS') {
        throw validationError(
          `CancelUpdateStack cannot be called from current stack status`,
        );
      }
      await store.change(context, stack.stackId, draft => {
        if (draft.operation?.phase === 'provision') {
          draft.operation.cancelled = true;
        }
      });
      runner.interrupt(stack.stackId);
      return {};
    },

    async ContinueUpdateRollback(rawInput, context) {
      const input = continueInput.parse(rawInput);
      const stack = store.get(context, input.StackName);
      if (stack.status !== 'UPDATE_ROLLBACK_FAILED' || !stack.failedOperation) {
        throw validationError(
          `Stack:${stack.stackId} is in ${stack.status} state and can not continue rollback.`,
        );
      }
      await goBack(room, context, stack, {
        ...stack.failedOperation,
        phase: 'rollback',
        skip: input.ResourcesToSkip ?? [],
        clientRequestToken: input.ClientRequestToken,
      });
      return {};
    },

    async RollbackStack(rawInput, context) {
      const input = tokenInput.parse(rawInput);
      const stack = store.get(context, input.StackName);
      const { failedOperation } = stack;
      if (
        !failedOperation ||
        !['CREATE_FAILED', 'UPDATE_FAILED'].includes(stack.status)
      ) {
        throw validationError(
          `Stack:${stack.stackId} is in ${stack.status} state and can not be rolled back.`,
        );
      }
      await goBack(room, context, stack, {
        ...failedOperation,
        phase: failedOperation.kind === 'create' ? 'delete' : 'rollback',
        deleteFor: 'rollback',
        done: [],
        clientRequestToken: input.ClientRequestToken,
      });
      return { StackId: stack.stackId };
    },
  };
}

function checkDeletable(
  store: StackStore,
  context: RequestContext,
  stack: StackRecord,
  retain: readonly string[],
): void {
  const { stackId, stackName, status } = stack;
  if (stack.terminationProtection) {
    throw validationError(
      `Stack [${stackName}] cannot be deleted while TerminationProtection is enabled`,
    );
  }
  if (status.startsWith('UPDATE_') && status.endsWith('_IN_PROGRESS')) {
    throw validationError(
      `Stack [${stackId}] cannot be deleted while in status ${status}`,
    );
  }
  if (retain.length > 0 && status !== 'DELETE_FAILED') {
    throw validationError(
      `Invalid operation on stack [${stackId}]. RetainResources can be given only for a stack in DELETE_FAILED, and it is in ${status}.`,
    );
  }
  for (const { ExportName } of stack.outputs) {
    const importers =
      ExportName === undefined ? [] : importersOf(store, context, ExportName);
    if (importers.length > 0) {
      throw validationError(
        `Export ${ExportName} cannot be deleted as it is in use by ${importers.join(', ')}`,
      );
    }
  }
}

/** A creation that runs is first cut short; it goes over to the deletion by itself. */
function beginDeletion(
  draft: StackRecord,
  context: RequestContext,
  input: z.infer<typeof deleteInput>,
): void {
  const { operation } = draft;
  if (operation?.phase === 'provision') {
    Object.assign(operation, {
      cancelled: true,
      deleteFor: 'delete',
      clientRequestToken: input.ClientRequestToken,
    });
    return;
  }
  Object.assign(draft, {
    status: 'DELETE_IN_PROGRESS',
    statusReason: 'User Initiated',
  });
  if (operation) {
    Object.assign(operation, {
      deleteFor: 'delete',
      clientRequestToken: input.ClientRequestToken,
    });
    return;
  }
  draft.operation = {
    kind: 'delete',
    phase: 'delete',
    clientRequestToken: input.ClientRequestToken,
    principalArn: context.principalArn,
    onFailure: 'ROLLBACK',
    done: [],
    failed: [],
    skip: input.RetainResources ?? [],
    deleteFor: 'delete',
    cancelled: false,
    rolledBack: false,
  };
}

async function goBack(
  { store, runner }: CloudFormationRoom,
  context: RequestContext,
  stack: StackRecord,
  operation: StackOperation,
): Promise<void> {
  const status =
    operation.phase === 'delete'
      ? 'ROLLBACK_IN_PROGRESS'
      : 'UPDATE_ROLLBACK_IN_PROGRESS';
  await store.changeThenTell(
    context,
    stack.stackId,
    draft => {
      draft.operation = { ...operation, failed: [], cancelled: false };
      draft.failedOperation = undefined;
      Object.assign(draft, { status, statusReason: 'User Initiated' });
    },
    draft => stackEvent(draft, status, 'User Initiated'),
  );
  runner.start(context, stack.stackId);
}

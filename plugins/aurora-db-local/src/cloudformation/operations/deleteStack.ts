import { z } from 'zod';
import { listInput } from '../../service/inputs';
import type { Operation, RequestContext } from '../../service/AwsService';
import type { StackRecord } from '../StackRecord';
import { stackEvent, type StackStore } from '../StackStore';
import { importersOf } from '../stackScope';
import { validationError } from '../validationError';
import type { CloudFormationContext } from './beginOperation';
import { checkServiceRole } from './checkServiceRole';
import { stackNameInput } from './stackInputs';

const deleteInput = z.object({
  StackName: stackNameInput,
  ClientRequestToken: z.string().optional(),
  RetainResources: listInput(z.string()).optional(),
  RoleARN: z.string().optional(),
});

/** DeleteStack. First ends a creation in progress. */
export function deleteStack({
  store,
  runner,
  services,
}: CloudFormationContext): Operation {
  return async (rawInput, context) => {
    const input = deleteInput.parse(rawInput);
    const roleArn =
      input.RoleARN ?? deletableStack(store, context, input)?.deployed.roleArn;
    await checkServiceRole(services, context, roleArn);
    const stack = deletableStack(store, context, input);
    if (!stack) {
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
  };
}

/** Returns undefined if there is no stack to delete, or if its deletion is in progress. */
function deletableStack(
  store: StackStore,
  context: RequestContext,
  { StackName }: z.infer<typeof deleteInput>,
): StackRecord | undefined {
  const stack = store.find(context, StackName);
  return stack &&
    stack.status !== 'DELETE_COMPLETE' &&
    stack.status !== 'DELETE_IN_PROGRESS'
    ? stack
    : undefined;
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

/** Cancels a creation in progress, which then starts the deletion itself. */
function beginDeletion(
  draft: StackRecord,
  context: RequestContext,
  input: z.infer<typeof deleteInput>,
): void {
  const { operation } = draft;
  draft.deployed.roleArn = input.RoleARN ?? draft.deployed.roleArn;
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

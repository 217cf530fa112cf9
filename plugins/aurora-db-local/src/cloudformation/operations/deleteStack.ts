import { z } from 'zod';
import { defineOperation } from '../../service/defineOperation';
import { listInput } from '../../service/inputs';
import type { Operation, RequestContext } from '../../service/AwsService';
import type { StackRecord } from '../StackRecord';
import { stackEvent, type StackStore } from '../StackStore';
import { importersOf } from '../stackScope';
import { validationError } from '../validationError';
import type { CloudFormationContext } from './beginOperation';
import { checkServiceRole } from './checkServiceRole';
import {
  requestTokenInput,
  roleInput,
  rollbackDeploymentMembers,
  stackNameInput,
} from './stackInputs';

const deleteInput = z.strictObject({
  ...rollbackDeploymentMembers,
  StackName: stackNameInput,
  ClientRequestToken: requestTokenInput,
  DeletionMode: z.enum(['STANDARD', 'FORCE_DELETE_STACK']).default('STANDARD'),
  RetainResources: listInput(z.string()).default([]),
  RoleARN: roleInput,
});

/** DeleteStack. First ends a creation in progress. */
export function deleteStack({
  store,
  runner,
  services,
}: CloudFormationContext): Operation {
  return defineOperation(deleteInput, async (input, context) => {
    const roleArn =
      input.RoleARN ?? deletableStack(store, context, input)?.deployed.roleArn;
    await checkServiceRole(services, context, roleArn);
    const stack = deletableStack(store, context, input);
    if (!stack) {
      return {};
    }
    checkDeletable(store, context, stack, input);
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
  });
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
  { RetainResources: retain, DeletionMode: mode }: z.infer<typeof deleteInput>,
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
  if (mode === 'FORCE_DELETE_STACK' && status !== 'DELETE_FAILED') {
    throw validationError(
      `Invalid operation on stack [${stackId}]. FORCE_DELETE_STACK can be given only for a stack in DELETE_FAILED, and it is in ${status}.`,
    );
  }
  const unknown = retain.filter(id => !Object.hasOwn(stack.resources, id));
  if (unknown.length > 0) {
    throw validationError(
      `Invalid operation on stack [${stackId}]. RetainResources names what the stack does not have: [${unknown.join(', ')}]`,
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
  draft.deletionMode = input.DeletionMode;
  draft.operation = {
    kind: 'delete',
    phase: 'delete',
    clientRequestToken: input.ClientRequestToken,
    principalArn: context.principalArn,
    onFailure: 'ROLLBACK',
    done: [],
    failed: [],
    skip: input.RetainResources,
    deleteFor: 'delete',
    cancelled: false,
    rolledBack: false,
    retainExceptOnCreate: false,
    force: input.DeletionMode === 'FORCE_DELETE_STACK',
    timedOut: false,
  };
}

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { booleanInput, listInput } from '../../service/inputs';
import {
  AwsError,
  type Operation,
  type RequestContext,
} from '../../service/AwsService';
import type { Deployable, StackOperation, StackRecord } from '../StackRecord';
import { stackEvent } from '../StackStore';
import { validationError } from '../validationError';
import {
  beginOperation,
  checkChangesSomething,
  checkUpdatable,
  newStack,
  type CloudFormationContext,
} from './beginOperation';
import { checkServiceRole } from './checkServiceRole';
import { deleteStack } from './deleteStack';
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
const roleInput = tokenInput.extend({ RoleARN: z.string().optional() });
const protectionInput = z.object({
  StackName: stackNameInput,
  EnableTerminationProtection: booleanInput,
});
const continueInput = roleInput.extend({
  ResourcesToSkip: listInput(z.string()).optional(),
});

export function stackOperations(
  cloudFormation: CloudFormationContext,
): Record<string, Operation> {
  const { store, runner, services } = cloudFormation;
  return {
    async CreateStack(rawInput, context) {
      const input = createInput.parse(rawInput);
      if (input.DisableRollback && input.OnFailure !== undefined) {
        throw validationError(
          'You cannot specify both DisableRollback and OnFailure.',
        );
      }
      checkNewStackName(input.StackName);
      await checkServiceRole(services, context, input.RoleARN);
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
      await beginOperation(cloudFormation, context, {
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
      await checkServiceRole(
        services,
        context,
        input.RoleARN ?? store.find(context, input.StackName)?.deployed.roleArn,
      );
      const stack = store.find(context, input.StackName);
      if (!stack) {
        throw validationError(`Stack [${input.StackName}] does not exist`);
      }
      checkUpdatable(stack);
      const { target } = deployableFrom(input, stack);
      checkChangesSomething(store, context, stack, target);
      await beginOperation(cloudFormation, context, {
        stackId: stack.stackId,
        target,
        onFailure: input.DisableRollback ? 'DO_NOTHING' : 'ROLLBACK',
        clientRequestToken: input.ClientRequestToken,
        disableRollback: input.DisableRollback,
      });
      await store.dropChangeSets(context, stack.stackId);
      return { StackId: stack.stackId };
    },

    DeleteStack: deleteStack(cloudFormation),

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
      await checkServiceRole(services, context, input.RoleARN);
      const stack = store.get(context, input.StackName);
      if (stack.status !== 'UPDATE_ROLLBACK_FAILED' || !stack.failedOperation) {
        throw validationError(
          `Stack:${stack.stackId} is in ${stack.status} state and can not continue rollback.`,
        );
      }
      await goBack(cloudFormation, context, stack, {
        ...stack.failedOperation,
        phase: 'rollback',
        skip: input.ResourcesToSkip ?? [],
        clientRequestToken: input.ClientRequestToken,
        target: withRole(stack.failedOperation.target, input.RoleARN),
      });
      return {};
    },

    async RollbackStack(rawInput, context) {
      const input = roleInput.parse(rawInput);
      await checkServiceRole(services, context, input.RoleARN);
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
      await goBack(cloudFormation, context, stack, {
        ...failedOperation,
        phase: failedOperation.kind === 'create' ? 'delete' : 'rollback',
        deleteFor: 'rollback',
        done: [],
        clientRequestToken: input.ClientRequestToken,
        target: withRole(failedOperation.target, input.RoleARN),
      });
      return { StackId: stack.stackId };
    },
  };
}

/** Stores the role of an operation in the stack, for later operations. */
function withRole(
  target: Deployable | undefined,
  roleArn: string | undefined,
): Deployable | undefined {
  return target && { ...target, roleArn: roleArn ?? target.roleArn };
}

async function goBack(
  { store, runner }: CloudFormationContext,
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
      draft.deployed.roleArn =
        operation.target?.roleArn ?? draft.deployed.roleArn;
      Object.assign(draft, { status, statusReason: 'User Initiated' });
    },
    draft => stackEvent(draft, status, 'User Initiated'),
  );
  runner.start(context, stack.stackId);
}

import { z } from 'zod';
import { rejected } from '../../service/inputHandling';
import { booleanInput, listInput } from '../../service/inputs';
import { defineOperation } from '../../service/defineOperation';
import type { Operation, RequestContext } from '../../service/AwsService';
import type { Deployable, StackOperation, StackRecord } from '../StackRecord';
import { stackEvent } from '../StackStore';
import { validationError } from '../validationError';
import type { CloudFormationContext } from './beginOperation';
import { checkServiceRole } from './checkServiceRole';
import {
  rollbackDeploymentMembers,
  requestTokenInput,
  roleInput,
  stackNameInput,
} from './stackInputs';

const common = {
  StackName: stackNameInput,
  RoleARN: roleInput,
  ClientRequestToken: requestTokenInput,
};

const inputs = {
  ContinueUpdateRollback: z.strictObject({
    ...common,
    ForceRollback: rejected('Name the resources in ResourcesToSkip.', [
      'false',
    ]),
    ResourcesToSkip: listInput(z.string()).default([]),
  }),
  RollbackStack: z.strictObject({
    ...common,
    ...rollbackDeploymentMembers,
    RetainExceptOnCreate: booleanInput.default(false),
  }),
};

/** The operations that roll back a stack after a failure. */
export function rollbackOperations(
  cloudFormation: CloudFormationContext,
): Record<string, Operation> {
  const { store, services } = cloudFormation;
  return {
    ContinueUpdateRollback: defineOperation(
      inputs.ContinueUpdateRollback,
      async (input, context) => {
        await checkServiceRole(services, context, input.RoleARN);
        const stack = store.get(context, input.StackName);
        const { failedOperation } = stack;
        if (stack.status !== 'UPDATE_ROLLBACK_FAILED' || !failedOperation) {
          throw validationError(
            `Stack:${stack.stackId} is in ${stack.status} state and can not continue rollback.`,
          );
        }
        await goBack(cloudFormation, context, stack, {
          ...failedOperation,
          phase: 'rollback',
          skip: input.ResourcesToSkip,
          clientRequestToken: input.ClientRequestToken,
          target: withRole(failedOperation.target, input.RoleARN),
        });
        return {};
      },
    ),

    RollbackStack: defineOperation(
      inputs.RollbackStack,
      async (input, context) => {
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
          retainExceptOnCreate:
            input.RetainExceptOnCreate || failedOperation.retainExceptOnCreate,
          target: withRole(failedOperation.target, input.RoleARN),
        });
        return { StackId: stack.stackId };
      },
    ),
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

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  AwsError,
  type Operation,
  type RequestContext,
} from '../../service/AwsService';
import { defineOperation } from '../../service/defineOperation';
import { ignored } from '../../service/inputHandling';
import { booleanInput, integerInput } from '../../service/inputs';
import type { StackRecord } from '../StackRecord';
import { validationError } from '../validationError';
import {
  beginOperation,
  checkChangesSomething,
  checkUpdatable,
  newStack,
  type CloudFormationContext,
} from './beginOperation';
import { deleteStack } from './deleteStack';
import {
  checkNewStackName,
  checkTemplateSource,
  deployableFrom,
} from './deployableFrom';
import { rollbackOperations } from './rollbackOperations';
import {
  deployableMembers,
  deploymentMembers,
  policyDuringUpdateMembers,
  policyMembers,
  requestTokenInput,
  stackNameInput,
  validationMembers,
} from './stackInputs';
import { readRequest } from './readRequest';

const inputs = {
  CreateStack: z.strictObject({
    ...deployableMembers,
    ...deploymentMembers,
    ...policyMembers,
    ...validationMembers,
    ClientRequestToken: requestTokenInput,
    DisableRollback: booleanInput.default(false),
    OnFailure: z.enum(['DO_NOTHING', 'ROLLBACK', 'DELETE']).optional(),
    EnableTerminationProtection: booleanInput.default(false),
    RetainExceptOnCreate: booleanInput.default(false),
    TimeoutInMinutes: integerInput.pipe(z.number().min(1)).optional(),
  }),
  UpdateStack: z.strictObject({
    ...deployableMembers,
    ...deploymentMembers,
    ...policyMembers,
    ...validationMembers,
    ...policyDuringUpdateMembers,
    ClientRequestToken: requestTokenInput,
    DisableRollback: booleanInput.default(false),
    RetainExceptOnCreate: booleanInput.default(false),
    UsePreviousTemplate: booleanInput.default(false),
  }),
  UpdateTerminationProtection: z.strictObject({
    StackName: stackNameInput,
    EnableTerminationProtection: booleanInput,
  }),
  CancelUpdateStack: z.strictObject({
    StackName: stackNameInput,
    ClientRequestToken: ignored(
      'The events of the rollback keep the token of the update.',
    ),
  }),
};

export function stackOperations(
  cloudFormation: CloudFormationContext,
): Record<string, Operation> {
  const { store, runner, services } = cloudFormation;
  /** Throws AWS's error if there is no stack of this name or id. */
  const existing = (context: RequestContext, name: string): StackRecord => {
    const stack = store.find(context, name);
    if (!stack) {
      throw validationError(`Stack [${name}] does not exist`);
    }
    return stack;
  };
  return {
    CreateStack: defineOperation(inputs.CreateStack, async (input, context) => {
      const disableRollback = isRollbackDisabled(input);
      if (disableRollback && input.OnFailure !== undefined) {
        throw validationError(
          'You cannot specify both DisableRollback and OnFailure.',
        );
      }
      checkNewStackName(input.StackName);
      const { body, ssmValues } = await readRequest(services, context, input);
      const found = store.find(context, input.StackName);
      const token = input.ClientRequestToken;
      if (found && token !== undefined && found.creationToken === token) {
        return { StackId: found.stackId };
      }
      if (found) {
        throw new AwsError(
          'AlreadyExistsException',
          `Stack [${input.StackName}] already exists`,
        );
      }
      const target = deployableFrom({
        store,
        context,
        input,
        body,
        ssmValues,
        forChangeSet: false,
      });
      const stack: StackRecord = {
        ...newStack(context, input.StackName, randomUUID(), target),
        terminationProtection: input.EnableTerminationProtection,
        timeoutInMinutes: input.TimeoutInMinutes,
        creationToken: token,
      };
      await store.add(context, stack);
      await beginOperation(cloudFormation, context, {
        stackId: stack.stackId,
        target,
        onFailure: disableRollback
          ? 'DO_NOTHING'
          : (input.OnFailure ?? 'ROLLBACK'),
        clientRequestToken: token,
        disableRollback,
        retainExceptOnCreate: input.RetainExceptOnCreate,
      });
      return { StackId: stack.stackId };
    }),

    UpdateStack: defineOperation(inputs.UpdateStack, async (input, context) => {
      const disableRollback = isRollbackDisabled(input);
      checkTemplateSource(input);
      const { body, ssmValues } = await readRequest(
        services,
        context,
        input,
        store.find(context, input.StackName),
      );
      const stack = existing(context, input.StackName);
      const token = input.ClientRequestToken;
      if (token !== undefined && stack.updateToken === token) {
        return { StackId: stack.stackId };
      }
      checkUpdatable(stack);
      const target = deployableFrom({
        store,
        context,
        input,
        body,
        ssmValues,
        previous: stack,
        forChangeSet: false,
      });
      checkChangesSomething(store, context, stack, target);
      await beginOperation(cloudFormation, context, {
        stackId: stack.stackId,
        target,
        onFailure: disableRollback ? 'DO_NOTHING' : 'ROLLBACK',
        clientRequestToken: token,
        updateToken: token,
        disableRollback,
        retainExceptOnCreate: input.RetainExceptOnCreate,
      });
      await store.dropChangeSets(context, stack.stackId);
      return { StackId: stack.stackId };
    }),

    DeleteStack: deleteStack(cloudFormation),
    ...rollbackOperations(cloudFormation),

    UpdateTerminationProtection: defineOperation(
      inputs.UpdateTerminationProtection,
      async (input, context) => {
        const { stackId } = store.get(context, input.StackName);
        await store.change(context, stackId, draft => {
          draft.terminationProtection = input.EnableTerminationProtection;
        });
        return { StackId: stackId };
      },
    ),

    CancelUpdateStack: defineOperation(
      inputs.CancelUpdateStack,
      async ({ StackName }, context) => {
        const stack = existing(context, StackName);
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
    ),
  };
}

function isRollbackDisabled(input: {
  DisableRollback: boolean;
  DeploymentConfig?: { DisableRollback: boolean };
}): boolean {
  return input.DisableRollback || !!input.DeploymentConfig?.DisableRollback;
}

import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { defineOperation } from '../../service/defineOperation';
import { rejected, stored } from '../../service/inputHandling';
import { booleanInput } from '../../service/inputs';
import {
  AwsError,
  type Operation,
  type RequestContext,
  type ServiceCaller,
} from '../../service/AwsService';
import type { ChangeSetRecord } from '../ChangeSetRecord';
import { parameterFailure } from '../parameterFailure';
import { planChanges, type ChangePlan } from '../planChanges';
import type { StackRecord } from '../StackRecord';
import { stackEvent, type StackStore } from '../StackStore';
import { parseTemplate } from '../template/parseTemplate';
import { resolveParameters } from '../template/resolveParameters';
import { validationError } from '../validationError';
import {
  checkUpdatable,
  newStack,
  type CloudFormationContext,
} from './beginOperation';
import {
  checkNewStackName,
  checkTemplateSource,
  deployableFrom,
} from './deployableFrom';
import {
  deployableMembers,
  rollbackDeploymentMembers,
  validationMembers,
} from './stackInputs';
import { readRequest } from './readRequest';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ChangeSetSummary.html */
const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

const noImport = 'Resources are imported by ImportExistingResources alone.';

const createInput = z.strictObject({
  ...deployableMembers,
  ...rollbackDeploymentMembers,
  ...validationMembers,
  ChangeSetName: z.string().min(1),
  ChangeSetType: z
    .enum(['CREATE', 'UPDATE'], {
      error: ({ input }) =>
        input === 'IMPORT'
          ? `aurora-db-local does not take IMPORT. ${noImport}`
          : undefined,
    })
    .default('UPDATE'),
  ClientToken: z.string().min(1).max(128).optional(),
  DeploymentMode: rejected('Drift is not detected.'),
  Description: z.string().min(1).max(1024).optional(),
  ImportExistingResources: booleanInput.default(false),
  IncludeNestedStacks: stored(
    booleanInput.default(false),
    'A template has no nested stacks here.',
  ),
  OnStackFailure: z.enum(['DELETE', 'ROLLBACK', 'DO_NOTHING']).optional(),
  ResourcesToImport: rejected(noImport, ['[]', '']),
  UsePreviousTemplate: booleanInput.default(false),
});
type CreateInput = z.infer<typeof createInput>;

/** CreateChangeSet. The change set is complete or failed when the call returns. */
export function createChangeSet({
  store,
  services,
}: Pick<CloudFormationContext, 'store' | 'services'>): Operation {
  return defineOperation(createInput, async (input, context) => {
    if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(input.ChangeSetName)) {
      throw validationError(
        `1 validation error detected: Value '${input.ChangeSetName}' at 'changeSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
      );
    }
    checkTemplateSource(input);
    checkPreviousFor(input);
    const { body, ssmValues } = await readRequest(
      services,
      context,
      input,
      store.find(context, input.StackName),
    );
    const valueFailure = await failureOfValues(
      services,
      context,
      input,
      body,
      ssmValues,
      store,
    );
    // Nothing waits from here to the writes, so that the second of two concurrent requests sees the
    // first.
    const { existing, requestHash } = repeated(store, context, input);
    if (existing) {
      return { Id: existing.changeSetId, StackId: existing.stackId };
    }
    const found = store.find(context, input.StackName);
    checkStackFor(input, found);
    const target = {
      ...deployableFrom({
        store,
        context,
        input,
        body,
        ssmValues,
        previous: found?.status === 'REVIEW_IN_PROGRESS' ? undefined : found,
        forChangeSet: true,
      }),
      importsExisting: input.ImportExistingResources,
    };
    const stack =
      found ?? newStack(context, input.StackName, randomUUID(), target);
    const { plan, failure } = tryPlan(store, context, stack, target);
    const reason = valueFailure ?? failure;
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
      status: reason === undefined ? 'CREATE_COMPLETE' : 'FAILED',
      statusReason: reason,
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
  });
}

/** Why a parameter's value cannot be used. Other errors of parameters are found later. */
async function failureOfValues(
  services: ServiceCaller,
  context: RequestContext,
  input: CreateInput,
  body: string | undefined,
  ssmValues: Readonly<Record<string, string>>,
  store: StackStore,
): Promise<string | undefined> {
  const previous = store.find(context, input.StackName)?.deployed;
  const text = body ?? previous?.templateBody ?? '';
  if (text === '') {
    return undefined;
  }
  const template = parseTemplate(text);
  const values = resolveParameters(
    template,
    input.Parameters,
    previous?.parameters,
  );
  return parameterFailure(services, context, template, {
    ...values,
    ...ssmValues,
  });
}

/** A new stack has nothing that could be used again. */
function checkPreviousFor(input: CreateInput): void {
  if (input.ChangeSetType !== 'CREATE') {
    return;
  }
  if (input.UsePreviousTemplate) {
    throw validationError(
      'Cannot specify usePreviousTemplate as true for a changeSetType CREATE',
    );
  }
  if (input.Parameters.some(({ UsePreviousValue }) => UsePreviousValue)) {
    throw validationError(
      'Cannot specify UsePreviousValue on Parameters when ChangeSetType is CREATE',
    );
  }
}

/**
 * Returns the change set of an earlier request with the same token. Throws AlreadyExistsException
 * if only the name is the same.
 */
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

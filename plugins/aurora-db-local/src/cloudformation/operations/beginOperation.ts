import type { RequestContext, ServiceCaller } from '../../service/AwsService';
import { planChanges } from '../planChanges';
import type { StackClock, StackOperationRunner } from '../StackOperationRunner';
import type { Deployable, StackOperation, StackRecord } from '../StackRecord';
import { stackEvent, type StackStore } from '../StackStore';
import { validationError } from '../validationError';

/** The shared objects of the operations of this service. */
export interface CloudFormationContext {
  store: StackStore;
  runner: StackOperationRunner;
  services: ServiceCaller;
  /** The clock of TimeoutInMinutes. */
  clock: StackClock;
}

export interface BeginOptions {
  stackId: string;
  target: Deployable;
  onFailure: StackOperation['onFailure'];
  clientRequestToken?: string;
  changeSetId?: string;
  disableRollback?: boolean;
  /** Whether a rollback also deletes new resources that the template retains. */
  retainExceptOnCreate?: boolean;
  /** The token of UpdateStack, by which a repeated call is told. */
  updateToken?: string;
}

const updatable = [
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
];

/** Throws AWS's error if the stack's status does not allow an update. */
export function checkUpdatable({ stackId, status }: StackRecord): void {
  if (!updatable.includes(status)) {
    throw validationError(
      `Stack:${stackId} is in ${status} state and can not be updated.`,
    );
  }
}

/** A stack without resources. */
export function newStack(
  context: RequestContext,
  stackName: string,
  id: string,
  target: Deployable,
): StackRecord {
  return {
    stackId: `arn:aws:cloudformation:${context.region}:${context.accountId}:stack/${stackName}/${id}`,
    stackName,
    status: 'REVIEW_IN_PROGRESS',
    statusReason: 'User Initiated',
    creationTime: new Date().toISOString(),
    terminationProtection: false,
    disableRollback: false,
    deployed: {
      ...target,
      templateBody: '',
      parameters: {},
      description: undefined,
    },
    outputs: [],
    imports: [],
    resources: {},
    obsolete: [],
  };
}

/** Writes an operation to disk and starts it. */
export async function beginOperation(
  cloudFormation: CloudFormationContext,
  context: RequestContext,
  options: BeginOptions,
): Promise<void> {
  const { store, runner, clock } = cloudFormation;
  const { stackId, target } = options;
  const stack = store.get(context, stackId);
  const kind = stack.status === 'REVIEW_IN_PROGRESS' ? 'create' : 'update';
  if (kind === 'update') {
    checkUpdatable(stack);
  }
  const status =
    kind === 'create' ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS';
  await store.changeThenTell(
    context,
    stackId,
    draft => {
      draft.operation = {
        kind,
        phase: 'provision',
        clientRequestToken: options.clientRequestToken,
        principalArn: context.principalArn,
        onFailure: options.onFailure,
        target,
        previous:
          kind === 'update'
            ? structuredClone({
                deployable: draft.deployed,
                resources: draft.resources,
              })
            : undefined,
        done: [],
        failed: [],
        skip: [],
        cancelled: false,
        rolledBack: false,
        force: false,
        timedOut: false,
        retainExceptOnCreate: options.retainExceptOnCreate ?? false,
        timeoutAt:
          kind === 'create' && draft.timeoutInMinutes !== undefined
            ? clock.now().getTime() + draft.timeoutInMinutes * 60_000
            : undefined,
      };
      draft.failedOperation = undefined;
      draft.deployed = target;
      draft.obsolete = [];
      draft.changeSetId = options.changeSetId;
      draft.disableRollback = options.disableRollback ?? false;
      draft.updateToken = options.updateToken;
      if (kind === 'update') {
        draft.lastUpdatedTime = new Date().toISOString();
      }
      Object.assign(draft, { status, statusReason: 'User Initiated' });
    },
    draft => stackEvent(draft, status, 'User Initiated'),
  );
  runner.start(context, stackId);
}

/** Throws AWS's "No updates are to be performed." if the target changes nothing. */
export function checkChangesSomething(
  store: StackStore,
  context: RequestContext,
  stack: StackRecord,
  target: Deployable,
): void {
  if (!planChanges(context, store, stack, target).changesSomething) {
    throw validationError('No updates are to be performed.');
  }
}

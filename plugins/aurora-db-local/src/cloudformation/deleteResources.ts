import { randomUUID } from 'node:crypto';
import { AwsError } from '../service/AwsService';
import { deletionPolicyOf } from './deletionPolicyOf';
import { failureReason } from './failureReason';
import { resourceType } from './resources/resourceTypes';
import { runGraph } from './runGraph';
import type {
  ResourceRecord,
  StackOperation,
  StackRecord,
} from './StackRecord';
import { resourceEvent, type StackRun } from './StackRun';
import { stackEvent } from './StackStore';

type Policy = ResourceRecord['deletionPolicy'];

/**
 * Deletes the stack's resources by their deletion policies. The stack is then deleted or rolled
 * back.
 */
export async function deleteStackResources(run: StackRun): Promise<void> {
  const records = run.stack.resources;
  const left = Object.values(records).filter(
    ({ logicalId, status }) =>
      status !== 'DELETE_COMPLETE' &&
      status !== 'DELETE_SKIPPED' &&
      !run.operation.done.includes(logicalId),
  );
  await runGraph({
    ids: left.map(({ logicalId }) => logicalId),
    before: logicalId =>
      left
        .filter(({ dependencies }) => dependencies.includes(logicalId))
        .map(record => record.logicalId),
    goOnAfterFailure: run.operation.force,
    step: async logicalId => {
      const record = run.stack.resources[logicalId];
      if (!record) {
        return true;
      }
      const skip = run.operation.skip.includes(logicalId);
      const policy = skip ? 'Retain' : policyOnDelete(record, run.operation);
      const put = (next: ResourceRecord) => run.putResource(next);
      return removeResource(run, record, policy, put);
    },
    goOn: () => !run.stopped,
  });
  if (!run.stopped) {
    await endDeletion(run);
  }
}

/** A failed creation of the stack deletes also what the template or the caller retains except then. */
function policyOnDelete(
  record: ResourceRecord,
  { kind, retainExceptOnCreate }: StackOperation,
): Policy {
  const deletionPolicy = deletionPolicyOf(record);
  const isRetained =
    deletionPolicy === 'RetainExceptOnCreate' ||
    (deletionPolicy === 'Retain' && retainExceptOnCreate);
  if (isRetained && kind === 'create') {
    return 'Delete';
  }
  return deletionPolicy;
}

async function endDeletion(run: StackRun): Promise<void> {
  const { failed, deleteFor, force } = run.operation;
  const prefix = deleteFor === 'rollback' ? 'ROLLBACK' : 'DELETE';
  if (failed.length > 0 && !force) {
    const ids = failed.map(({ logicalId }) => logicalId).join(', ');
    const reason = `The following resource(s) failed to delete: [${ids}]. `;
    await run.change(
      stack => {
        Object.assign(stack, {
          status: `${prefix}_FAILED`,
          statusReason: reason,
        });
        stack.failedOperation = stack.operation;
        stack.operation = undefined;
      },
      stackEvent(run.stack, `${prefix}_FAILED`, reason),
    );
    return;
  }
  await run.change(
    (stack, operation) => {
      // DeleteStack may have been called while the event was written. The next iteration sees it.
      if (operation.deleteFor !== deleteFor) {
        return;
      }
      Object.assign(stack, {
        status: `${prefix}_COMPLETE`,
        statusReason: undefined,
        outputs: [],
        imports: [],
      });
      if (prefix === 'DELETE') {
        stack.deletionTime = new Date().toISOString();
      }
      stack.operation = undefined;
    },
    stackEvent(run.stack, `${prefix}_COMPLETE`),
  );
  if (prefix === 'DELETE') {
    await run.store.dropChangeSets(run.scope, run.stackId);
    await run.store.forgetOldDeletions(run.scope);
  }
}

/**
 * Deletes the resources that an update no longer needs. As in AWS, a failure does not fail the
 * update, and the resource remains.
 */
export async function cleanUpStack(run: StackRun): Promise<void> {
  // Not the physical id: a secret and its attachment have the same one.
  const key = ({ token }: ResourceRecord) => token;
  const left = run.stack.obsolete.filter(
    ({ record }) => !run.operation.done.includes(key(record)),
  );
  await runGraph({
    ids: left.map(({ record }) => key(record)),
    before: id => {
      const own =
        left.find(({ record }) => key(record) === id)?.record.logicalId ?? '';
      return left
        .filter(({ record }) => record.dependencies.includes(own))
        .map(({ record }) => key(record));
    },
    step: async id => {
      const item = left.find(({ record }) => key(record) === id);
      if (!item) {
        return true;
      }
      const put = async (next: ResourceRecord) => {
        await run.change(() => {}, resourceEvent(next));
      };
      await removeResource(run, item.record, item.policy, put);
      if (!run.stopped) {
        await run.change((_, operation) => {
          operation.done.push(id);
        });
      }
      return true;
    },
    goOn: () => !run.stopped,
  });
  if (run.stopped) {
    return;
  }
  const status = run.operation.rolledBack
    ? 'UPDATE_ROLLBACK_COMPLETE'
    : 'UPDATE_COMPLETE';
  await run.change(
    stack => {
      Object.assign(stack, { status, statusReason: undefined, obsolete: [] });
      stack.operation = undefined;
    },
    stackEvent(run.stack, status),
  );
}

async function removeResource(
  run: StackRun,
  record: ResourceRecord,
  policy: Policy,
  put: (record: ResourceRecord) => Promise<void>,
): Promise<boolean> {
  const at = (status: string, statusReason?: string) =>
    put({
      ...record,
      status,
      statusReason,
      timestamp: new Date().toISOString(),
    });
  if (policy === 'Retain' || policy === 'RetainExceptOnCreate') {
    await at('DELETE_SKIPPED');
    return true;
  }
  const physicalId =
    record.physicalId ?? (record.owned ? record.name : undefined);
  if (physicalId === undefined) {
    await at('DELETE_COMPLETE');
    return true;
  }
  const type = resourceType(record.type);
  if (record.status !== 'DELETE_IN_PROGRESS') {
    await at('DELETE_IN_PROGRESS');
  }
  try {
    const request = await run.request({
      record: {
        ...record,
        properties: forDeletion(record),
        tags: [],
        physicalId,
      },
      resumed: true,
    });
    // A resource that was never complete cannot have a snapshot, and has no data.
    await type.delete(request, {
      finalSnapshot:
        policy === 'Snapshot' && type.snapshots === true && record.stable,
    });
    await at('DELETE_COMPLETE');
    return true;
  } catch (error) {
    if (run.stopped) {
      return false;
    }
    if (record.physicalId === undefined && isMalformed(error)) {
      // The service takes no such name, so it did not create this resource.
      await at('DELETE_COMPLETE');
      return true;
    }
    await at(
      'DELETE_FAILED',
      failureReason(error, type.service, randomUUID(), record.token),
    );
    await run.change((_: StackRecord, operation) => {
      operation.failed.push({ logicalId: record.logicalId, verb: 'delete' });
    });
    return false;
  }
}

/** Whether a service refused an input for its form, before it looked for the resource. */
function isMalformed(error: unknown): boolean {
  return (
    error instanceof AwsError &&
    [
      'InvalidParameter',
      'InvalidParameterException',
      'InvalidParameterValue',
      'ValidationError',
      'ValidationException',
    ].includes(error.code)
  );
}

/** No deletion needs a secret, and the secret of a dynamic reference may be gone. */
function forDeletion({
  properties,
}: ResourceRecord): ResourceRecord['properties'] {
  return Object.fromEntries(
    Object.entries(properties).filter(
      ([, value]) => !JSON.stringify(value).includes('{{resolve:'),
    ),
  );
}

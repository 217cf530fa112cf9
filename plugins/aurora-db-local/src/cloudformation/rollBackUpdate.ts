import { randomUUID } from 'node:crypto';
import { diffResource, needsReplacement } from './diffResource';
import { failureReason } from './failureReason';
import { resourceType } from './resources/resourceTypes';
import { runGraph } from './runGraph';
import type { ResourceRecord } from './StackRecord';
import type { StackRun } from './StackRun';
import { stackEvent } from './StackStore';

/**
 * Restores the stack's state before the update. The cleanup that follows deletes what the update
 * created.
 */
export async function rollBackUpdate(run: StackRun): Promise<void> {
  const { previous } = run.operation;
  if (!previous) {
    throw new Error(`The update of ${run.stackId} has no state to go back to.`);
  }
  const ids = Object.keys(previous.resources).filter(
    id => !run.operation.done.includes(id),
  );
  await runGraph({
    ids,
    before: id => previous.resources[id]?.dependencies ?? [],
    step: id => restore(run, id, previous.resources[id]),
    goOn: () => !run.stopped,
  });
  if (run.stopped) {
    return;
  }
  const { failed } = run.operation;
  if (failed.length > 0) {
    const reason = `The following resource(s) failed to update: [${failed.map(({ logicalId }) => logicalId).join(', ')}]. `;
    await run.change(
      stack => {
        Object.assign(stack, {
          status: 'UPDATE_ROLLBACK_FAILED',
          statusReason: reason,
        });
        stack.failedOperation = stack.operation;
        stack.operation = undefined;
      },
      stackEvent(run.stack, 'UPDATE_ROLLBACK_FAILED', reason),
    );
    return;
  }
  const status = 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS';
  await run.change(
    (stack, operation) => {
      for (const record of Object.values(stack.resources).filter(
        ({ logicalId }) => !previous.resources[logicalId],
      )) {
        stack.obsolete.push({
          record,
          policy:
            record.deletionPolicy === 'RetainExceptOnCreate' ||
            (record.deletionPolicy === 'Retain' &&
              operation.retainExceptOnCreate)
              ? 'Delete'
              : record.deletionPolicy,
        });
        delete stack.resources[record.logicalId];
      }
      // The replaced resource is in use again.
      const inUse = new Set(
        Object.values(stack.resources).map(({ token }) => token),
      );
      stack.obsolete = stack.obsolete.filter(
        ({ record }) => !inUse.has(record.token),
      );
      stack.deployed = {
        ...previous.deployable,
        // As in AWS, a stack keeps its last role.
        roleArn: operation.target?.roleArn ?? previous.deployable.roleArn,
      };
      Object.assign(stack, { status, statusReason: undefined });
      Object.assign(operation, {
        phase: 'cleanup',
        done: [],
        failed: [],
        rolledBack: true,
        reason: undefined,
      });
    },
    stackEvent(run.stack, status),
  );
}

async function restore(
  run: StackRun,
  logicalId: string,
  before: ResourceRecord | undefined,
): Promise<boolean> {
  const current = run.stack.resources[logicalId];
  if (!before || !current) {
    return true;
  }
  const done = () =>
    run.change((_, operation) => {
      operation.done.push(logicalId);
    });
  if (run.operation.skip.includes(logicalId)) {
    await run.putResource({
      ...current,
      status: 'UPDATE_COMPLETE',
      statusReason: undefined,
    });
    await done();
    return true;
  }
  if (isReplacement(current, before)) {
    await run.putResource(
      {
        ...before,
        status: 'UPDATE_COMPLETE',
        timestamp: new Date().toISOString(),
      },
      (stack, operation) => {
        const isOurs = current.physicalId !== undefined || current.owned;
        if (isOurs) {
          stack.obsolete.push({ record: current, policy: 'Delete' });
        }
        operation.done.push(logicalId);
      },
    );
    return true;
  }
  if (!isTouched(current, before)) {
    await run.change((stack, operation) => {
      stack.resources[logicalId] = before;
      operation.done.push(logicalId);
    });
    return true;
  }
  return updateBack(run, current, before);
}

/**
 * An update keeps name and physical id and gets a new token. A replacement gets its own name, or
 * waits for its id. Some types have equal ids in different places: the name of a metric filter in
 * another log group.
 */
function isReplacement(
  current: ResourceRecord,
  before: ResourceRecord,
): boolean {
  return (
    current.type !== before.type ||
    current.physicalId !== before.physicalId ||
    current.name !== before.name ||
    needsReplacement(before.type, diffResource(before, current))
  );
}

function isTouched(current: ResourceRecord, before: ResourceRecord): boolean {
  return (
    current.token !== before.token || current.status.startsWith('UPDATE_FAILED')
  );
}

async function updateBack(
  run: StackRun,
  current: ResourceRecord,
  before: ResourceRecord,
): Promise<boolean> {
  const { logicalId, type } = before;
  const rollbackToken = randomUUID();
  await run.putResource({
    ...current,
    status: 'UPDATE_IN_PROGRESS',
    statusReason: undefined,
    timestamp: new Date().toISOString(),
  });
  try {
    const request = await run.request({
      record: { ...before, token: rollbackToken },
      previousProperties: current.properties,
      previousTags: current.tags,
      resumed: true,
    });
    const { attributes } = await resourceType(type).update(request);
    const restored = {
      ...before,
      attributes,
      status: 'UPDATE_COMPLETE',
      statusReason: undefined,
      timestamp: new Date().toISOString(),
    };
    await run.putResource(restored, (_, operation) => {
      operation.done.push(logicalId);
    });
    return true;
  } catch (error) {
    if (run.stopped) {
      return false;
    }
    const reason = failureReason(
      error,
      resourceType(type).service,
      randomUUID(),
      rollbackToken,
    );
    await run.putResource(
      { ...current, status: 'UPDATE_FAILED', statusReason: reason },
      (_, operation) => {
        operation.failed.push({ logicalId, verb: 'update' });
      },
    );
    return false;
  }
}

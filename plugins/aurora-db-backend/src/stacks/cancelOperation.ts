import type { DatabaseStackReader } from '../ports/DatabaseStacks';
import type { DatabaseStackWriter } from '../ports/DatabaseStackWriter';
import type { StackOperation } from './StackFollower';
import { isInProgress } from '../database/stackState';

/**
 * Cancels an operation if possible: CloudFormation rolls back an update and deletes a new stack.
 * Logs what continues in AWS, also if AWS cannot be reached.
 */
export async function cancelOperation(
  stacks: DatabaseStackReader & DatabaseStackWriter,
  operation: StackOperation,
  log: (line: string) => void,
): Promise<void> {
  try {
    log(await cancel(stacks, operation));
  } catch (error) {
    log(
      `Not cancelled: ${error instanceof Error ? error.message : error}. The operation on ${operation.stackName} continues in AWS`,
    );
  }
}

async function cancel(
  stacks: DatabaseStackReader & DatabaseStackWriter,
  { environment, stackId, stackName, kind, token }: StackOperation,
): Promise<string> {
  const stack = await stacks.describe(environment, stackId);
  const status = stack?.status ?? 'DELETE_COMPLETE';
  // AWS may not show a new stack yet, but it accepts the deletion.
  const isCreated = !stack || (isInProgress(status) && !/^DELETE/.test(status));
  if (kind === 'create' && isCreated) {
    await stacks.deleteStack(environment, stackId, `${token}-cancel`);
    return `Cancelled: ${stackName} is new, so CloudFormation deletes what it created so far. This continues in AWS`;
  }
  if (kind === 'update' && status === 'UPDATE_IN_PROGRESS') {
    await stacks.cancelUpdate(environment, stackId, `${token}-cancel`);
    return `Cancelled: CloudFormation rolls ${stackName} back to what it was. This continues in AWS`;
  }
  return isInProgress(status)
    ? `Cancelled too late: ${stackName} is in state ${status}, and the operation continues in AWS`
    : `Cancelled too late: ${stackName} is in state ${status} already`;
}

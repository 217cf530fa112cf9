import type { Stack, StackStatus } from '@aws-sdk/client-cloudformation';
import type { DatabaseStack } from '../../ports/DatabaseStacks';

/** A stack as CloudFormation's SDK client describes it. */
export function sdkStack(stack: DatabaseStack, status: StackStatus): Stack {
  return {
    StackId: stack.stackId,
    StackName: stack.stackName,
    StackStatus: status,
    CreationTime: stack.createdAt,
    Tags: Object.entries(stack.tags).map(([Key, Value]) => ({ Key, Value })),
    Outputs: Object.entries(stack.outputs).map(([OutputKey, OutputValue]) => ({
      OutputKey,
      OutputValue,
    })),
  };
}

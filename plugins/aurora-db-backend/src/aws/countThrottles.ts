import type { FinalizeRequestMiddleware, MiddlewareStack } from '@smithy/types';
import { isThrottled } from './awsErrors';

/** What all clients of the SDK have in common. */
export interface SdkClient<Input extends object, Output extends object> {
  destroy(): void;
  middlewareStack: MiddlewareStack<Input, Output>;
}

/**
 * Counts the attempts of a client that AWS throttled. The SDK repeats most of them, so few calls
 * fail in the end.
 *
 * @param count - receives the operation, e.g. `DescribeStacks`
 */
export function countThrottles<Input extends object, Output extends object>(
  { middlewareStack }: SdkClient<Input, Output>,
  count: (operation: string) => void,
): void {
  const attempt: FinalizeRequestMiddleware<Input, Output> =
    (next, context) => async args => {
      try {
        return await next(args);
      } catch (error) {
        if (isThrottled(error)) {
          count(context.commandName?.replace(/Command$/, '') ?? '');
        }
        throw error;
      }
    };
  middlewareStack.addRelativeTo(attempt, {
    name: 'countThrottles',
    // Within the retries, so that it sees each attempt.
    relation: 'after',
    toMiddleware: 'retryMiddleware',
  });
}

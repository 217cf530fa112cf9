import type { DatabaseStack } from '../ports/DatabaseStacks';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { operationToken } from './operationTokens';
import type { StackOperation } from './StackFollower';

/** The target state of a stack. */
export interface PreviewedStack {
  environment: EnvironmentConfig;
  stackName: string;
  /** The stack as it is; undefined if it does not exist. */
  existing?: DatabaseStack;
  /** JSON */
  template: string;
  tags: Record<string, string>;
  allowInstanceReplacement: boolean;
  /** {@link runToken} */
  run: string;
}

/**
 * The operation that executes the change set of a target state. Its token is also the name of the
 * change set.
 */
export function operationOf({
  existing,
  run,
}: PreviewedStack): Pick<StackOperation, 'kind' | 'token'> {
  const kind = existing ? 'update' : 'create';
  const changedAt = existing && lastChangeOf(existing);
  return { kind, token: operationToken(run, kind, changedAt) };
}

/** When a stack was last changed, or else created. */
export function lastChangeOf({ updatedAt, createdAt }: DatabaseStack): Date {
  return updatedAt ?? createdAt;
}

import { createHash } from 'node:crypto';

const suffix = '-database';

/**
 * Name of the stack for the change set of a new database's plan, e.g.
 * `goal-mandala-prd-plan-1a2b3c4d-database`. The stack is never created. No database's stack can
 * have such a name.
 *
 * @param stackName - of the database
 * @param token - of the plan
 */
export function planStackName(stackName: string, token: string): string {
  const digest = createHash('sha256').update(token).digest('hex').slice(0, 8);
  const stem = stackName.slice(0, -suffix.length);
  return `${stem}-plan-${digest}${suffix}`;
}

/** Whether a stack with this name belongs to a plan. */
export function isPlanStackName(stackName: string): boolean {
  return /-plan-[0-9a-f]{8}-database$/.test(stackName);
}

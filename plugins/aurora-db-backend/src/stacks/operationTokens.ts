import { createHash } from 'node:crypto';

/** What an operation on a stack does, as part of its token. */
export type OperationPhase = 'create' | 'update' | 'delete' | 'clear' | 'claim';

/**
 * Stem of the tokens of one run (a task with its input), by which the run recognises its own operations after a restart.
 *
 * @param runId - the task's id
 * @param input - any JSON; the order of its keys doesn't matter
 */
export function runToken(
  runId: string,
  input: Record<string, unknown>,
): string {
  const sorted = Object.entries(input)
    .filter(([, value]) => value !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return `aurora-db-${hash(JSON.stringify([runId, sorted]), 24)}`;
}

/**
 * Token (and name of the change set) of one operation: the same for the same run on a stack in the same state, so that repeating it
 * after a crash does nothing twice, while a retry after a failure is an operation of its own.
 *
 * @param changedAt - when the stack was last changed
 */
export function operationToken(
  run: string,
  phase: OperationPhase,
  changedAt?: Date,
): string {
  return `${run}-${phase}-${hash(changedAt?.toISOString() ?? '', 8)}`;
}

/** The run whose token an operation has; undefined where it is none of ours. */
export function runOfToken(token: string): string | undefined {
  return /^(aurora-db-[0-9a-f]{24})-/.exec(token)?.[1];
}

function hash(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

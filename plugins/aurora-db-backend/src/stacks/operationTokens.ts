import { createHash } from 'node:crypto';

/** The operation's purpose, as part of its token. */
export type OperationPhase = 'create' | 'update' | 'delete' | 'clear' | 'claim';

/**
 * Makes the prefix of the tokens of a run (a task with its input). A run recognizes its own
 * operations by it after a restart.
 *
 * @param runId - the task's id
 * @param input - any JSON; the order of its keys does not matter
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
 * Makes the token of an operation, which is also the name of its change set. The token is the same
 * for the same run on a stack in the same state: repeating it after a crash does nothing twice. A
 * retry after a failure gets another token.
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

/** Returns the run of an operation's token; undefined if the portal did not make the token. */
export function runOfToken(token: string): string | undefined {
  return /^(aurora-db-[0-9a-f]{24})-/.exec(token)?.[1];
}

function hash(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

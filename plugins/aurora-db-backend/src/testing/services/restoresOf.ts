import type { testBackups } from './testBackups';

type Restores = ReturnType<typeof testBackups>['restores'];

/** The restores of a database, as the test's caller requests them. */
export function restoresOf(
  {
    restores,
    caller,
    context,
  }: Pick<ReturnType<typeof testBackups>, 'restores' | 'caller' | 'context'>,
  entityRef: string,
) {
  const find = () => restores.find(entityRef, caller.credentials);
  return {
    find,
    plan: (request: Parameters<Restores['plan']>[1]) =>
      restores.plan(entityRef, request, caller.credentials),
    restore: async (
      request: Parameters<Restores['restore']>[1],
      runId = 'task',
      onBegun?: Parameters<Restores['restore']>[5],
    ) =>
      restores.restore(await find(), request, runId, caller, context, onBegun),
  };
}

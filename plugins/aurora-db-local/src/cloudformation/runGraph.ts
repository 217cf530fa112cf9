export interface GraphRun {
  ids: readonly string[];
  /** Ids that must be complete before this one. Ids that are not in `ids` have no effect. */
  before(id: string): readonly string[];
  /** Resolves to whether it succeeded. */
  step(id: string): Promise<boolean>;
  /** Whether steps that depend on a failed one are started too. */
  goOnAfterFailure?: boolean;
  /** Called before each start. If false, the remaining steps are not started. */
  goOn(): boolean;
}

/**
 * Runs the steps of a dependency graph, in parallel if possible. By default, does not start
 * steps that depend on a failed one.
 */
export async function runGraph({
  ids,
  before,
  step,
  goOn,
  goOnAfterFailure = false,
}: GraphRun): Promise<void> {
  const waiting = new Set(ids);
  const open = new Set(ids);
  const running = new Set<Promise<void>>();
  const startReady = () => {
    for (const id of Array.from(waiting)) {
      if (goOn() && !before(id).some(other => open.has(other))) {
        waiting.delete(id);
        const run: Promise<void> = step(id).then(succeeded => {
          running.delete(run);
          if (succeeded || goOnAfterFailure) {
            open.delete(id);
          }
        });
        running.add(run);
      }
    }
  };
  startReady();
  while (running.size > 0) {
    await Promise.race(running);
    startReady();
  }
}

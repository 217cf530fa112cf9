export interface GraphRun {
  ids: readonly string[];
  /** Ids that have to be through before this one; others than those of `ids` don't count. */
  before(id: string): readonly string[];
  /** Resolves to whether it went well. */
  step(id: string): Promise<boolean>;
  /** Asked before each start: false leaves the rest as it is. */
  goOn(): boolean;
}

/** Runs the steps of a dependency graph, all that are ready at a time. What waits for a failed step isn't started. */
export async function runGraph({
  ids,
  before,
  step,
  goOn,
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
          if (succeeded) {
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

import { CallGate, type GateStop } from './CallGate';

/** Each call, before it took effect and after. */
export const stopsOf = (calls: readonly string[]) =>
  calls.flatMap((call, at) =>
    (['before', 'after'] as const).map(when => ({
      at,
      when,
      moment: `step ${at + 1} (${call}), ${when} it took effect`,
    })),
  );

/** The same run, killed at a stop. */
export async function killAt(
  stop: GateStop,
  run: (gate: CallGate) => Promise<unknown>,
): Promise<void> {
  const gate = new CallGate(stop);
  await Promise.race([
    gate.stopped,
    run(gate).then(() => {
      throw new Error(`It ended before call ${stop.at}`);
    }),
  ]);
}

import { setMaxListeners } from 'node:events';
import { pause } from './pause.ts';
import { StepMeasures, type StepResult } from './StepMeasures.ts';
import { VirtualClient, type VirtualClientOptions } from './VirtualClient.ts';

/** Clients that begin in a second. RDS advises at most 200 new connections a second with IAM tokens. */
const beginningPerSecond = 50;

/**
 * Starts the clients, measures them for some seconds, and ends them.
 *
 * @throws the signal's reason if it comes before the end. No connection stays in either case
 */
export async function runStep(
  { clients, seconds }: { clients: number; seconds: number },
  options: Omit<VirtualClientOptions, 'measures'>,
  signal: AbortSignal,
): Promise<StepResult> {
  const measures = new StepMeasures();
  const ending = new AbortController();
  const ended = AbortSignal.any([ending.signal, signal]);
  setMaxListeners(0, ended, signal);
  const running: Promise<void>[] = [];
  const until = async (time: number) => {
    await pause(time - performance.now(), ended);
    ended.throwIfAborted();
  };
  try {
    const begun = performance.now();
    for (let number = 0; number < clients; number += 1) {
      await until(begun + (1000 * number) / beginningPerSecond);
      const client = new VirtualClient({ ...options, measures }).run(ended);
      // An error that is not of a request fails the step.
      client.catch(() => ending.abort());
      running.push(client);
    }
    const from = new Date();
    const beginning = performance.now();
    const idle = performance.eventLoopUtilization();
    const used = process.cpuUsage();
    measures.begin(beginning);
    await until(beginning + 1000 * seconds);
    measures.end(performance.now());
    const { utilization } = performance.eventLoopUtilization(idle);
    const { user, system } = process.cpuUsage(used);
    const to = new Date();
    ending.abort();
    await Promise.all(running);
    return measures.result({
      clients,
      from,
      to,
      busy: utilization,
      // Microseconds of a time in seconds.
      processors: (user + system) / 1_000_000 / seconds,
    });
  } finally {
    ending.abort();
    await Promise.allSettled(running);
    await Promise.all(running);
  }
}

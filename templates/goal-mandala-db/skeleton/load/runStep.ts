import { setMaxListeners } from 'node:events';
import { pause } from './pause.ts';
import { StepMeasures, type StepResult } from './StepMeasures.ts';
import { VirtualClient, type VirtualClientOptions } from './VirtualClient.ts';

/** Clients that begin in a second. RDS advises at most 200 new connections a second with IAM tokens. */
const beginningPerSecond = 50;

/**
 * Starts the clients, measures them for some seconds, and ends them. No connection stays.
 *
 * @returns undefined if the signal came before the end
 */
export async function runStep(
  { clients, seconds }: { clients: number; seconds: number },
  options: Omit<VirtualClientOptions, 'measures'>,
  signal: AbortSignal,
): Promise<StepResult | undefined> {
  const measures = new StepMeasures();
  const ending = new AbortController();
  const ended = AbortSignal.any([ending.signal, signal]);
  setMaxListeners(0, ended, signal);
  const running: Promise<void>[] = [];
  for (let number = 0; number < clients; number += 1) {
    if (!(await pause(1000 / beginningPerSecond, ended))) {
      break;
    }
    const client = new VirtualClient({ ...options, measures }).run(ended);
    // An error that is not of a request fails the step.
    client.catch(() => ending.abort());
    running.push(client);
  }
  const from = new Date();
  const idle = performance.eventLoopUtilization();
  measures.begin(performance.now());
  const isComplete = await pause(1000 * seconds, ended);
  measures.end(performance.now());
  const { utilization: busy } = performance.eventLoopUtilization(idle);
  const to = new Date();
  ending.abort();
  await Promise.allSettled(running);
  await Promise.all(running);
  return isComplete ? measures.result({ clients, from, to, busy }) : undefined;
}

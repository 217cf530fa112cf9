import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { StepMeasures, type StepResult } from './StepMeasures.ts';
import { VirtualClient, type VirtualClientOptions } from './VirtualClient.ts';

/** Clients that begin in a second: RDS advises against more than 200 new connections a second with tokens of IAM. */
const beginningPerSecond = 50;

/**
 * Lets so many clients in, measures them for so many seconds, and sends them away.
 *
 * @throws the signal's reason where it comes before the end; no connection stays in either case
 */
export async function runStep(
  { clients, seconds }: { clients: number; seconds: number },
  options: Omit<VirtualClientOptions, 'measures'>,
  signal: AbortSignal,
): Promise<StepResult> {
  const measures = new StepMeasures();
  const ending = new AbortController();
  const ended = AbortSignal.any([ending.signal, signal]);
  for (const each of [ended, signal]) {
    setMaxListeners(0, each);
  }
  const running: Promise<void>[] = [];
  try {
    const begun = performance.now();
    for (let number = 0; number < clients; number += 1) {
      await waitUntil(begun + (1000 * number) / beginningPerSecond, ended);
      const client = new VirtualClient({ ...options, measures }).run(ended);
      // What no request may fail of fails the step.
      client.catch(() => ending.abort());
      running.push(client);
    }
    const from = new Date();
    const beginning = performance.now();
    const idle = performance.eventLoopUtilization();
    const used = process.cpuUsage();
    measures.begin(beginning);
    await waitUntil(beginning + 1000 * seconds, ended);
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

async function waitUntil(time: number, signal: AbortSignal): Promise<void> {
  await delay(Math.max(0, time - performance.now()), undefined, { signal });
}

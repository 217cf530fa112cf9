import { setMaxListeners } from 'node:events';
import { createHistogram } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Database, DatabaseLog } from '../src/database/Database.ts';
import { withDeadline } from '../src/database/deadline.ts';
import { transientError } from '../src/database/transientErrors.ts';

/** A request that takes longer fails, retries included; in milliseconds. */
const requestLimitMs = 10_000;
/** Clients that begin in a second. RDS advises at most 200 new logins a second with IAM tokens. */
const beginningPerSecond = 50;

export interface Step {
  clients: number;
  seconds: number;
  /** Average time of a client between an answer and its next request. */
  thinkMs: number;
  /** Opens the application's database with at most one connection. */
  openDatabase: (log: DatabaseLog) => Database;
  sendRequest: (database: Database) => Promise<unknown>;
  /** Counts the connections of all clients. */
  countConnections: () => Promise<number>;
}

export type StepResult = NonNullable<Awaited<ReturnType<typeof runStep>>>;

/**
 * Starts clients, measures their requests for some seconds, and ends them. A client stands for a
 * function instance: the application's code with one connection and one request at a time.
 *
 * @returns undefined if the signal came before the end
 */
export async function runStep(step: Step, signal: AbortSignal) {
  const { clients, seconds, thinkMs } = step;
  // Histograms hold whole numbers from 1 on: microseconds.
  const times = createHistogram({ figures: 3 });
  const errors: Record<string, number> = {};
  const retries: Record<string, number> = {};
  const count = (counts: typeof errors, code: string) => {
    counts[code] = (counts[code] ?? 0) + 1;
  };
  const ending = new AbortController();
  const ended = AbortSignal.any([ending.signal, signal]);
  setMaxListeners(0, ended);
  let isMeasured = false;

  const runClient = async () => {
    const database = step.openDatabase(
      ({ code }) => typeof code === 'string' && count(retries, code),
    );
    while (!ended.aborted) {
      const begun = performance.now();
      try {
        await withDeadline(requestLimitMs, () => step.sendRequest(database));
        if (isMeasured) {
          times.record(Math.ceil(1000 * (performance.now() - begun)));
        }
      } catch (error) {
        count(errors, codeOf(error));
      }
      // Intervals of users who do not know each other are distributed exponentially.
      await pause(-thinkMs * Math.log(1 - Math.random()), ended);
    }
    await database.close();
  };

  const running: Promise<void>[] = [];
  for (let number = 0; number < clients; number += 1) {
    const client = runClient();
    // An error that is not of a request ends the step, and `Promise.all` throws it.
    client.catch(() => ending.abort());
    running.push(client);
    await pause(1000 / beginningPerSecond, ended);
  }
  isMeasured = true;
  const idle = performance.eventLoopUtilization();
  await pause(1000 * seconds, ended);
  const perSecond = times.count / seconds;
  const { utilization: busy } = performance.eventLoopUtilization(idle);
  const connections = await step.countConnections();
  ending.abort();
  // Requests that have begun are answered or fail, so a slow answer counts too.
  await Promise.all(running);
  const at = (percent: number) => times.percentile(percent) / 1000;
  return signal.aborted
    ? undefined
    : {
        clients,
        /** Connections of all clients at the end. */
        connections,
        /** Answered requests a second. */
        perSecond,
        /** Absent if no request was answered. */
        responseMs:
          times.count > 0
            ? { p50: at(50), p95: at(95), p99: at(99), max: times.max / 1000 }
            : undefined,
        /** Failed requests, and tries that the application repeated, by error code. */
        errors,
        retries,
        /** Share of the time in which this program worked or waited for a processor. */
        busy,
      };
}

/** Waits for some milliseconds, or until the signal. */
export async function pause(milliseconds: number, signal: AbortSignal) {
  await delay(milliseconds, undefined, { signal }).catch(() => undefined);
}

/** The name that an error is counted by. */
function codeOf(error: unknown): string {
  const name = error instanceof Error ? error.name : String(error);
  return transientError(error)?.code ?? name;
}

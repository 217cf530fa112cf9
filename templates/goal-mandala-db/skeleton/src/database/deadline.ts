import { AsyncLocalStorage } from 'node:async_hooks';

const deadlines = new AsyncLocalStorage<number>();

/**
 * The time was up before the database had answered. What was under way is ended on the server; it
 * may have been carried out.
 */
export class DeadlineExceededError extends Error {
  override name = 'DeadlineExceededError';
}

/**
 * Until when the work that calls this has to be done, in epoch milliseconds; Infinity if it has no
 * deadline.
 */
export function deadline(): number {
  return deadlines.getStore() ?? Infinity;
}

/**
 * Runs work that has to be done within a time. Everything that the work waits for shares it:
 * connections, statements and retries. Of two deadlines, one within the other, the earlier one
 * counts.
 */
export async function withDeadline<Result>(
  milliseconds: number,
  work: () => Promise<Result>,
): Promise<Result> {
  return deadlines.run(Math.min(Date.now() + milliseconds, deadline()), work);
}

/**
 * Waits for a promise, and throws if the time is up first.
 *
 * @param until - epoch milliseconds
 * @param late - makes the error
 * @param onLate - gets the result if it comes after the time
 */
export async function inTime<Result>(
  promise: Promise<Result>,
  until: number,
  late: () => Error = () =>
    new DeadlineExceededError('The database did not answer in time'),
  onLate: (result: Result) => void = () => undefined,
): Promise<Result> {
  if (until === Infinity) {
    return promise;
  }
  let isLate = false;
  promise.then(
    result => isLate && onLate(result),
    () => undefined,
  );
  let timer: NodeJS.Timeout | undefined;
  const timeIsUp = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => {
        isLate = true;
        reject(late());
      },
      Math.max(0, until - Date.now()),
    );
  });
  try {
    return await Promise.race([promise, timeIsUp]);
  } finally {
    clearTimeout(timer);
  }
}

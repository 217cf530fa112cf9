import { AsyncLocalStorage } from 'node:async_hooks';

const deadlines = new AsyncLocalStorage<number>();

/**
 * The time was up before the database answered. The server ends the statement, which may have been
 * carried out.
 */
export class DeadlineExceededError extends Error {
  override name = 'DeadlineExceededError';
}

/**
 * Returns the deadline of the calling work in epoch milliseconds, or Infinity if it has none.
 */
export function deadline(): number {
  return deadlines.getStore() ?? Infinity;
}

/**
 * Runs work with a deadline, which its connections, statements and retries share. If deadlines are
 * nested, the earlier one counts.
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

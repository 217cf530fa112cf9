/** Resolves as the work does, or with undefined if that takes longer. The work then goes on. */
export async function withinTime<T>(
  work: Promise<T>,
  limitMs: number,
): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>(resolve => {
    timer = setTimeout(() => resolve(undefined), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
    // If it fails later, nothing waits for it.
    work.catch(() => {});
  }
}

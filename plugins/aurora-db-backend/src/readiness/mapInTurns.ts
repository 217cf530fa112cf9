/** Maps with at most `atOnce` calls at the same time. Returns the results in order. */
export async function mapInTurns<T, R>(
  items: readonly T[],
  atOnce: number,
  map: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const entries = items.entries();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      // The workers share one iterator.
      for (const [index, item] of entries) {
        results[index] = await map(item);
      }
    }),
  );
  return results;
}

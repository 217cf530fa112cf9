/** Items that are equal become one, such as `7 × reader 1a`, in the place of the first. */
export function countEqual(items: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const item of items) {
    counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  return [...counts].map(([item, count]) =>
    count > 1 ? `${count} × ${item}` : item,
  );
}

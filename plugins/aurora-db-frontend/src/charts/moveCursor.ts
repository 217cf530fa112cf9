/** A page key moves the cursor by this part of the range. */
const pagesInRange = 10;

/**
 * The index of the datapoint to which a key moves the cursor of a chart, or the newest value.
 * Undefined if the key does not move it.
 *
 * @param index - of the datapoint at the cursor; undefined if there is no cursor
 * @param last - index of the newest datapoint
 */
export function moveCursor(
  key: string,
  index: number | undefined,
  last: number,
): number | 'newest' | undefined {
  const by = (steps: number) =>
    Math.min(last, Math.max(0, (index ?? last) + steps));
  const page = Math.max(1, Math.round(last / pagesInRange));
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return by(-1);
    case 'ArrowRight':
    case 'ArrowUp':
      return by(1);
    case 'PageDown':
      return by(-page);
    case 'PageUp':
      return by(page);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'Escape':
      return index === undefined ? undefined : 'newest';
    default:
      return undefined;
  }
}

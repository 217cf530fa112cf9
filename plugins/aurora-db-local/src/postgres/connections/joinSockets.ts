import type { Socket } from 'node:net';

/**
 * Copies data between two sockets, no faster than each reads it. When one ends, so does the other,
 * after all data is copied.
 */
export function joinSockets(one: Socket, other: Socket): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    // An error is followed by 'close'.
    from.on('error', () => undefined);
    from.once('close', () => to.destroySoon());
    if (from.destroyed) {
      to.destroySoon();
    }
    from.pipe(to);
  }
}

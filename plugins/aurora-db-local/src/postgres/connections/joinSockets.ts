import type { Socket } from 'node:net';

/** Hands on what each says to the other, no faster than the other takes it. Both end when one does, with all that was said. */
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

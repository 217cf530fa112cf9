import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * Hands connections to one loopback address on to another at the same port, byte for byte, so that TLS stays between client
 * and server. Serves the reader endpoint of a cluster without a reader, whose writer then need not restart to give the
 * address up.
 */
export class LoopbackForwarder {
  #server: Server | undefined;
  readonly #sockets = new Set<Socket>();

  constructor(
    private readonly from: string,
    private readonly to: string,
    private readonly port: number,
  ) {}

  async open(): Promise<void> {
    if (this.#server || this.from === this.to) {
      return;
    }
    const server = createServer(incoming => {
      const outgoing = connect(this.port, this.to);
      for (const [socket, other] of [
        [incoming, outgoing],
        [outgoing, incoming],
      ] as const) {
        this.#sockets.add(socket);
        socket.once('close', () => {
          this.#sockets.delete(socket);
          other.destroy();
        });
        // An error is followed by 'close'.
        socket.on('error', () => undefined);
        socket.pipe(other);
      }
    });
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, this.from, resolve);
    });
  }

  /** Ends the forwarded connections too. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server) {
      const closed = new Promise<void>(resolve => {
        server.close(() => resolve());
      });
      this.#sockets.forEach(socket => socket.destroy());
      await closed;
    }
  }
}

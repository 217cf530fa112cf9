import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { IssuedCertificate } from './CertificateAuthority';
import { ClientContexts } from './ClientContexts';
import { introduceClient, type Introduction } from './introduceClient';
import type { PostgresServer } from '../PostgresServer';

/** Equal to PostgreSQL's authentication_timeout. */
const introducedWithinMs = 60_000;
/** Longest time for a client to read its server's last messages. */
const goodbyeMs = 1_000;

export interface EndpointProxyOptions extends Omit<
  Introduction,
  'secureContext'
> {
  address: string;
  port: number;
  certificate: () => Promise<IssuedCertificate>;
  log: (message: string) => void;
}

/**
 * The address that clients connect to instead of a server: see `introduceClient`. It listens only
 * while it has a server, so that a stopped cluster refuses connections.
 */
export class EndpointProxy {
  #server: PostgresServer | undefined;
  #listener: Server | undefined;
  #listening: Promise<void> | undefined;
  readonly #sockets = new Set<Socket>();
  /** Clients that are not yet connected to a server. */
  readonly #arriving = new Set<Socket>();

  constructor(private readonly options: EndpointProxyOptions) {}

  /**
   * Sends new connections to a server, or refuses them if there is none. Existing ones stay with
   * their server and end with it. Throws if the address is in use.
   */
  async leadTo(server: PostgresServer | undefined): Promise<void> {
    this.#server = server;
    if (server) {
      this.#listening ??= this.#listen();
      await this.#listening;
    } else {
      this.#listener?.close();
      this.#listener = undefined;
      this.#listening = undefined;
      this.#arriving.forEach(socket => socket.destroy());
    }
  }

  /**
   * Ends all connections after the servers have ended. Clients still receive the servers' last
   * messages.
   */
  async close(): Promise<void> {
    await this.leadTo(undefined);
    const goodbye = setTimeout(
      () => this.#sockets.forEach(socket => socket.destroy()),
      goodbyeMs,
    );
    await Promise.all(
      Array.from(this.#sockets, socket => once(socket, 'close')),
    );
    clearTimeout(goodbye);
  }

  async #listen(): Promise<void> {
    const { address, port, certificate, connections, admits } = this.options;
    const listener = createServer({ noDelay: true });
    this.#listener = listener;
    try {
      const contexts = new ClientContexts(await certificate());
      listener.on('connection', socket =>
        this.#accept(socket, server => ({
          connections,
          admits,
          secureContext: contexts.for(server.settings?.parameters ?? {}),
        })),
      );
      listener.listen(port, address);
      await once(listener, 'listening');
    } catch (error) {
      this.#listener = undefined;
      this.#listening = undefined;
      throw new Error(
        `No client can be let in at ${address}:${port}: ${error instanceof Error ? error.message : String(error)}`,
        { cause: error },
      );
    }
    if (this.#listener !== listener) {
      // The server has ended meanwhile.
      listener.close();
    }
  }

  #accept(
    socket: Socket,
    introduction: (server: PostgresServer) => Introduction,
  ): void {
    const server = this.#server;
    if (!server) {
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    this.#arriving.add(socket);
    const late = setTimeout(() => socket.destroy(), introducedWithinMs);
    const arrived = () => {
      clearTimeout(late);
      this.#arriving.delete(socket);
    };
    socket.once('close', () => {
      this.#sockets.delete(socket);
      arrived();
    });
    socket.on('error', () => undefined);
    introduceClient(socket, server, introduction(server)).then(
      arrived,
      (error: Error) => {
        if (!socket.destroyed) {
          const { address, port, log } = this.options;
          log(
            `The connection of a client at ${address}:${port} failed: ${error.message}`,
          );
          socket.destroy();
        }
      },
    );
  }
}

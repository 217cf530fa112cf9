import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { errorCodeOf } from '../processes/errorCodeOf';
import { refusalOf } from './refusalOf';

/** The only address that aurora-db-local listens on, because it asks no caller for a secret. */
const host = '127.0.0.1';

type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<void>;

/**
 * An HTTP server on loopback. It refuses requests for other hosts and requests of web pages: see
 * `refusalOf`.
 */
export class LoopbackServer {
  /**
   * Port 0 takes a free port. Throws an error with a message for the user if the port is in use.
   */
  static async listen(port: number, handle: Handler): Promise<LoopbackServer> {
    const server = createServer((request, response) => {
      const refusal = refusalOf(request);
      if (refusal) {
        response.writeHead(403, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ message: refusal }));
        return;
      }
      handle(request, response).catch((error: Error) => {
        // The client is gone, or has received a part of the answer. An error can no longer be sent.
        response.destroy(error);
      });
    });
    // SDK agents keep connections for about 15 s. A server that closes them earlier causes resets.
    server.keepAliveTimeout = 60_000;
    await new Promise<void>((resolve, reject) => {
      server.once('error', error =>
        reject(
          errorCodeOf(error) === 'EADDRINUSE'
            ? new Error(
                `Port ${port} of ${host} is in use by another program. Stop it, or choose another port with --port.`,
              )
            : error,
        ),
      );
      server.listen(port, host, resolve);
    });
    return new LoopbackServer(server);
  }

  readonly port: number;
  readonly #server: Server;

  private constructor(server: Server) {
    const address = server.address();
    if (typeof address !== 'object' || address === null) {
      throw new Error('The HTTP server has no TCP address.');
    }
    this.#server = server;
    this.port = address.port;
  }

  get url(): string {
    return `http://${host}:${this.port}`;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>(resolve =>
      this.#server.close(() => resolve()),
    );
    this.#server.closeAllConnections();
    await closed;
  }
}

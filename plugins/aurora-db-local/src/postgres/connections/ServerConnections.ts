import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import {
  connect as connectTls,
  createSecureContext,
  type SecureContext,
  type TLSSocket,
} from 'node:tls';
import type { CertificateAuthority } from './CertificateAuthority';
import { writerAddress } from './loopbackAddresses';
import { readBytes } from './readBytes';
import { tlsRequest } from './startupPacket';

/** Certificates are valid for longer. */
const renewAfterMs = 24 * 60 * 60 * 1000;

/** Connections to the servers' own ports, for clients. */
export class ServerConnections {
  readonly #anybody: SecureContext;
  readonly #users = new Map<
    string,
    { context: Promise<SecureContext>; madeAt: number }
  >();

  constructor(private readonly authority: CertificateAuthority) {
    this.#anybody = createSecureContext({ ca: authority.certificate });
  }

  /** Opens a plaintext connection, which servers accept for requests without a session. */
  async open(port: number): Promise<Socket> {
    const socket = connectTcp({ host: writerAddress, port, noDelay: true });
    // A pending operation reports the error. Otherwise, 'close' is enough.
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return socket;
  }

  /**
   * Opens a TLS connection.
   *
   * @param user - logs in without a password: only for a user with a valid token
   */
  async openTls(port: number, user?: string): Promise<TLSSocket> {
    const secureContext =
      user === undefined ? this.#anybody : await this.#contextOf(user);
    const socket = await this.open(port);
    try {
      socket.write(tlsRequest());
      const answer = await readBytes(socket, 1);
      if (answer?.toString() !== 'S') {
        throw new Error(`The server at port ${port} has no TLS`);
      }
      const secured = connectTls({
        socket,
        host: writerAddress,
        secureContext,
      });
      secured.on('error', () => undefined);
      await once(secured, 'secureConnect');
      return secured;
    } catch (error) {
      socket.destroy();
      throw error;
    }
  }

  #contextOf(user: string): Promise<SecureContext> {
    const now = Date.now();
    let held = this.#users.get(user);
    if (!held || now - held.madeAt > renewAfterMs) {
      held = { context: this.#issue(user), madeAt: now };
      this.#users.set(user, held);
      held.context.catch(() => this.#users.delete(user));
    }
    return held.context;
  }

  async #issue(user: string): Promise<SecureContext> {
    const { key, certificate } = await this.authority.issueForUser(user);
    return createSecureContext({
      ca: this.authority.certificate,
      key,
      cert: certificate,
    });
  }
}

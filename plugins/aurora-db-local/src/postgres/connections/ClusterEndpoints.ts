import { EndpointProxy, type EndpointProxyOptions } from './EndpointProxy';
import { writerAddress } from './loopbackAddresses';
import type { PostgresServer } from '../PostgresServer';

/**
 * The addresses for a cluster's clients: writer and reader endpoint, at two addresses with the same
 * port.
 */
export class ClusterEndpoints {
  readonly #writer: EndpointProxy;
  /** Undefined if there is no second address. */
  readonly #reader: EndpointProxy | undefined;

  constructor(
    options: Omit<EndpointProxyOptions, 'address'> & { readerAddress: string },
  ) {
    const { readerAddress, ...rest } = options;
    this.#writer = new EndpointProxy({ ...rest, address: writerAddress });
    this.#reader =
      readerAddress === writerAddress
        ? undefined
        : new EndpointProxy({ ...rest, address: readerAddress });
  }

  /** Connects each endpoint to a server. An endpoint without a server refuses connections. */
  async leadTo(
    writer: PostgresServer | undefined,
    reader: PostgresServer | undefined,
  ): Promise<void> {
    await Promise.all([
      this.#writer.leadTo(writer),
      this.#reader?.leadTo(reader),
    ]);
  }

  /** Ends all connections after the servers have ended. */
  async close(): Promise<void> {
    await Promise.all([this.#writer.close(), this.#reader?.close()]);
  }
}

import { EndpointProxy, type EndpointProxyOptions } from './EndpointProxy';
import { writerAddress } from './loopbackAddresses';
import type { PostgresServer } from '../PostgresServer';

/** Where a cluster's clients connect: writer and reader endpoint, at two addresses with the same port. */
export class ClusterEndpoints {
  readonly #writer: EndpointProxy;
  /** Undefined where there is no second address. */
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

  /** Leads each endpoint to a server; one without a server refuses connections. */
  async leadTo(
    writer: PostgresServer | undefined,
    reader: PostgresServer | undefined,
  ): Promise<void> {
    await Promise.all([
      this.#writer.leadTo(writer),
      this.#reader?.leadTo(reader),
    ]);
  }

  /** Ends all connections, for when the servers have ended. */
  async close(): Promise<void> {
    await Promise.all([this.#writer.close(), this.#reader?.close()]);
  }
}

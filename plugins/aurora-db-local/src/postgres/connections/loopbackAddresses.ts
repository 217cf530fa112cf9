import { once } from 'node:events';
import { createServer } from 'node:net';

/** The address of writer endpoints, and of all servers. */
export const writerAddress = '127.0.0.1';
/**
 * The address of reader endpoints, with their writer's port. Linux has all of 127.0.0.0/8, macOS
 * only 127.0.0.1.
 */
const secondAddress = '127.0.0.2';

function canListen(host: string, port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

/** Recent ports of servers of this process. */
const had = new Set<number>();
const remembered = 5_000;

/**
 * A free port for a server behind its endpoints. It is an ephemeral port, so never a cluster's. It
 * is no recent port of another server: a standby that still looks for its primary there must not
 * find this server.
 */
export async function findPrivatePort(): Promise<number> {
  for (;;) {
    const port = await findEphemeralPort();
    if (!had.has(port)) {
      had.add(port);
      const [oldest] = had;
      if (had.size > remembered && oldest !== undefined) {
        had.delete(oldest);
      }
      return port;
    }
  }
}

async function findEphemeralPort(): Promise<number> {
  const server = createServer().listen(0, writerAddress);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) {
    throw new Error('A TCP server that listens has no address.');
  }
  return address.port;
}

/** The address of readers, or the writers' if the system has no second one. */
export async function findReaderAddress(): Promise<string> {
  return (await canListen(secondAddress, 0)) ? secondAddress : writerAddress;
}

/**
 * A port from the range below the ephemeral ones. It is free on all addresses and does not belong
 * to a stopped cluster.
 */
export async function findClusterPort(
  addresses: string[],
  taken: ReadonlySet<number>,
): Promise<number> {
  const first = 15_432;
  const last = 32_000;
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const port = first + Math.floor(Math.random() * (last - first));
    if (!taken.has(port)) {
      const free = await Promise.all(
        addresses.map(address => canListen(address, port)),
      );
      if (free.every(Boolean)) {
        return port;
      }
    }
  }
  throw new Error(
    `No port between ${first} and ${last} is free on ${addresses.join(' and ')}`,
  );
}

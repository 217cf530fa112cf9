import { createServer } from 'node:net';

/** Where writers listen. */
export const writerAddress = '127.0.0.1';
/** Where readers listen, at their writer's port. Linux has all of 127.0.0.0/8, macOS has 127.0.0.1 alone. */
const secondAddress = '127.0.0.2';

function canListen(host: string, port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

/** The address of readers, or the writers' where the system has no second one. */
export async function findReaderAddress(): Promise<string> {
  return (await canListen(secondAddress, 0)) ? secondAddress : writerAddress;
}

/** A port from the range below the ephemeral ones, free on all addresses and not taken by a stopped cluster. */
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

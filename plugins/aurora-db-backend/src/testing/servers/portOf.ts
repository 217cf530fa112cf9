import type { Server } from 'node:http';

/** The port that a server listens on, on loopback. */
export function portOf(server: Server): number {
  const address = server.address();
  if (!address || typeof address === 'string') {
    throw new Error(`The server listens on ${address}, expected a TCP port`);
  }
  return address.port;
}

import { createServer } from 'node:net';

/** Whether a port of 127.0.0.1 is free. */
export const isFree = port =>
  new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/** Above the ports of well-known services and below those of aurora-db-local's clusters. */
const first = 10_000;
const last = 15_431;
const given = new Set();

/**
 * Returns a free port of 127.0.0.1 that this process has not returned before. It is outside the
 * range that the system assigns by itself, so that it stays free until the server binds it.
 */
export async function freePort() {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const port = first + Math.floor(Math.random() * (last - first + 1));
    if (!given.has(port) && (await isFree(port))) {
      given.add(port);
      return port;
    }
  }
  throw new Error(`No port of 127.0.0.1 from ${first} to ${last} is free.`);
}

import { createServer } from 'node:net';

/** Whether nothing listens on a port of 127.0.0.1. */
export const isFree = port =>
  new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/** Above the ports of well-known services, below those of aurora-db-local's clusters. */
const first = 10_000;
const last = 15_431;
const given = new Set();

/**
 * A port of 127.0.0.1 that is free now, and that this process hasn't been given before. It isn't one that the system itself gives to
 * connections and servers, so it stays free until its server binds it.
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

import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/**
 * Forwards requests to a server on loopback and records them. A test can then distinguish a refused
 * request from one that a browser never sent.
 *
 * @param {number} port the server's port
 */
export async function startRecordingProxy(port) {
  let sent = '';
  const proxy = createServer(client => {
    const server = connect(port, '127.0.0.1');
    client.on('data', bytes => {
      sent += bytes.toString('latin1');
    });
    for (const [from, to] of [
      [client, server],
      [server, client],
    ]) {
      from.on('error', () => to.destroy());
      from.pipe(to);
    }
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    port: proxy.address().port,
    /** All requests with headers and bodies. */
    sent: () => sent,
    close: () => proxy.close(),
  };
}

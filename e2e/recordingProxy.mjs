import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/**
 * Stands before a server on loopback and keeps all that its clients send, so that a test can tell a request that was refused from one
 * that a browser never made.
 *
 * @param {number} port the server's
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
    /** All requests, headers and bodies. */
    sent: () => sent,
    close: () => proxy.close(),
  };
}

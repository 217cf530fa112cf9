import type { Socket } from 'node:net';
import { TLSSocket, type SecureContext } from 'node:tls';
import { askForPassword, refuseLogin } from './cleartextPassword';
import { joinSockets } from './joinSockets';
import type { PostgresServer } from '../PostgresServer';
import type { ServerConnections } from './ServerConnections';
import { iamRole } from '../serverSettings';
import { readStartupPacket, type StartupPacket } from './startupPacket';

/** As pg_hba.conf counts members of a role: through other roles too, and superusers like anybody else. */
const membership = `
  WITH RECURSIVE roles (oid) AS (
    SELECT oid FROM pg_authid WHERE rolname = $1
    UNION
    SELECT roleid FROM pg_auth_members JOIN roles ON member = roles.oid)
  SELECT 1 FROM roles JOIN pg_authid USING (oid) WHERE rolname = '${iamRole}'`;

/** What clients are introduced with. */
export interface Introduction {
  /** Of the server's own certificate, so that a client which binds its password to it (SCRAM-SHA-256-PLUS) gets through. */
  secureContext: SecureContext;
  connections: ServerConnections;
  /** Whether a token lets a user in. */
  admits: (user: string, token: string) => boolean;
}

/**
 * Brings a client to its server, as PostgreSQL's protocol begins. Ends the client's TLS and begins it anew towards the server. Members of
 * rds_iam are asked for a token first, and everybody else's words are handed on as they are. Resolves once the two talk to each
 * other, or the client is gone.
 */
export async function introduceClient(
  socket: Socket,
  server: PostgresServer,
  introduction: Introduction,
): Promise<void> {
  const packet = await readStartupPacket(socket);
  if (packet?.asksFor === 'gss') {
    socket.write('N');
    await introduceClient(socket, server, introduction);
  } else if (packet?.asksFor === 'tls' && socket.readableLength === 0) {
    await introduceOverTls(socket, server, introduction);
  } else if (packet && packet.asksFor !== 'tls') {
    // To cancel a query, or to be refused for want of TLS by the server itself.
    const upstream = await introduction.connections.open(server.port);
    upstream.write(packet.bytes);
    joinSockets(socket, upstream);
  } else {
    // Left, or sent in plaintext what was to be secret.
    socket.destroy();
  }
}

async function introduceOverTls(
  socket: Socket,
  server: PostgresServer,
  { secureContext, connections, admits }: Introduction,
): Promise<void> {
  socket.write('S');
  const client = new TLSSocket(socket, { isServer: true, secureContext });
  client.on('error', () => undefined);
  const packet = await readStartupPacket(client);
  if (!packet) {
    client.destroy();
    return;
  }
  const user = await iamUserOf(packet, server);
  if (user !== undefined) {
    const token = await askForPassword(client);
    if (token === undefined) {
      client.destroy();
      return;
    }
    if (!admits(user, token)) {
      refuseLogin(client, user);
      return;
    }
  }
  const upstream = await connections.openTls(server.port, user);
  upstream.write(packet.bytes);
  joinSockets(client, upstream);
}

/** The user who wants a session, if a member of rds_iam: asked of the server each time, so that a GRANT applies at once. */
async function iamUserOf(
  { user }: StartupPacket,
  server: PostgresServer,
): Promise<string | undefined> {
  return user !== undefined &&
    (await server.query(membership, [user])).length > 0
    ? user
    : undefined;
}

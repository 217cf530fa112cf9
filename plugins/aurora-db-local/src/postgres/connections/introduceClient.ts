import type { Socket } from 'node:net';
import { TLSSocket, type SecureContext } from 'node:tls';
import { askForPassword, refuseLogin } from './cleartextPassword';
import { joinSockets } from './joinSockets';
import type { PostgresServer } from '../PostgresServer';
import type { ServerConnections } from './ServerConnections';
import {
  firstMajorWithAdminOption,
  iamRole,
  superuserRole,
} from '../serverSettings';
import { readStartupPacket, type StartupPacket } from './startupPacket';

/**
 * Counts members of a role as pg_hba.conf does: through other roles too, and superusers like other
 * users. See `renderHostBasedAuthentication` for members of rds_superuser.
 */
const membership = (majorVersion: number) => `
  WITH RECURSIVE roles (oid) AS (
    SELECT oid FROM pg_authid WHERE rolname = $1
    UNION
    SELECT roleid FROM pg_auth_members JOIN roles ON member = roles.oid)
  SELECT 1 FROM roles JOIN pg_authid USING (oid)
  HAVING bool_or(rolname = '${iamRole}')${
    majorVersion < firstMajorWithAdminOption
      ? ''
      : ` AND NOT bool_or(rolname = '${superuserRole}')`
  }`;

/** The dependencies of the introduction of clients. */
export interface Introduction {
  /**
   * The server's certificate, so that a client can bind its password to it (SCRAM-SHA-256-PLUS).
   */
  secureContext: SecureContext;
  connections: ServerConnections;
  /** Whether a token lets a user log in. */
  admits: (user: string, token: string) => boolean;
}

/**
 * Connects a client to its server at the beginning of PostgreSQL's protocol. Ends the client's TLS
 * and opens another TLS connection to the server. Asks members of rds_iam for a token first, and
 * passes other users' messages on unchanged. Resolves when the two are connected or the client is
 * gone.
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
    // For requests to cancel a query, and for plaintext logins, which the server refuses.
    const upstream = await introduction.connections.open(server.port);
    upstream.write(packet.bytes);
    joinSockets(socket, upstream);
  } else {
    // The client disconnected, or sent plaintext after its request for TLS.
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

/**
 * The user of a new session, if it is a member of rds_iam. Queries the server each time, so that a
 * GRANT applies at once.
 */
async function iamUserOf(
  { user }: StartupPacket,
  server: PostgresServer,
): Promise<string | undefined> {
  return user !== undefined &&
    (await server.query(membership(server.majorVersion), [user])).length > 0
    ? user
    : undefined;
}

import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { readBytes } from './readBytes';

/** PostgreSQL's limit of a password's length: PG_MAX_AUTH_TOKEN_LENGTH. */
const longestPassword = 65_535;

/**
 * Asks a client for its password, as a server with `pam` in its pg_hba.conf does.
 *
 * @returns the client's answer, or an empty one if it is not a password; undefined if the client
 *   disconnects
 */
export async function askForPassword(
  client: Duplex,
): Promise<string | undefined> {
  // AuthenticationCleartextPassword
  client.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]));
  const head = await readBytes(client, 5);
  if (!head) {
    return undefined;
  }
  const length = head.readUInt32BE(1) - 4;
  if (head[0] !== 0x70 || length < 1 || length > longestPassword) {
    return '';
  }
  const password = await readBytes(client, length);
  return password?.toString('utf8').replace(/\0$/, '');
}

/** Refuses a client's login with RDS's error for an invalid token. */
export function refuseLogin(client: Socket, user: string): void {
  const fields = [
    'SFATAL',
    'VFATAL',
    'C28000',
    `MPAM authentication failed for user "${user}"`,
  ];
  const body = Buffer.from(`${fields.map(field => `${field}\0`).join('')}\0`);
  const head = Buffer.from([0x45, 0, 0, 0, 0]);
  head.writeUInt32BE(body.length + 4, 1);
  client.write(Buffer.concat([head, body]));
  // Ignores further data of the client.
  client.resume();
  client.destroySoon();
}

import type { Readable } from 'node:stream';
import { readBytes } from './readBytes';

/** PostgreSQL's limit: MAX_STARTUP_PACKET_LENGTH. */
const longestPacket = 10_000;

/**
 * The requests of packets without a type. Source: PostgreSQL's documentation, "Message Formats".
 */
const codes = new Map([
  [80877102, 'cancel'],
  [80877103, 'tls'],
  [80877104, 'gss'],
] as const);

/** A client's first packet, the only one until it is authenticated. */
export interface StartupPacket {
  /** `session` is any other request, which the server interprets. */
  asksFor: 'cancel' | 'tls' | 'gss' | 'session';
  /** The database user of a session. */
  user?: string;
  /** The packet unchanged. */
  bytes: Buffer;
}

/**
 * @returns undefined if the client disconnects or sends a packet that a PostgreSQL server would
 *   refuse
 */
export async function readStartupPacket(
  stream: Readable,
): Promise<StartupPacket | undefined> {
  const head = await readBytes(stream, 8);
  const length = head?.readUInt32BE(0) ?? 0;
  if (!head || length < head.length || length > longestPacket) {
    return undefined;
  }
  const rest =
    length === head.length
      ? Buffer.alloc(0)
      : await readBytes(stream, length - head.length);
  if (!rest) {
    return undefined;
  }
  const asksFor =
    [...codes].find(([code]) => code === head.readUInt32BE(4))?.[1] ??
    'session';
  return {
    asksFor,
    user: asksFor === 'session' ? userOf(rest) : undefined,
    bytes: Buffer.concat([head, rest]),
  };
}

/** Alternating names and values, each followed by a zero byte. */
function userOf(parameters: Buffer): string | undefined {
  const texts = parameters.toString('utf8').split('\0');
  const index = texts.findIndex(
    (text, position) => position % 2 === 0 && text === 'user',
  );
  return index === -1 ? undefined : texts[index + 1];
}

/** The packet that a client sends before it begins TLS. */
export function tlsRequest(): Buffer {
  const packet = Buffer.alloc(8);
  packet.writeUInt32BE(8, 0);
  packet.writeUInt32BE(80877103, 4);
  return packet;
}

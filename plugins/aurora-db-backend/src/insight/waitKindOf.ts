import type { WaitKind } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { WaitEvent } from '../ports/LoadReader';

const kinds: Readonly<Record<string, WaitKind>> = {
  cpu: 'cpu',
  io: 'io',
  lock: 'lock',
  lwlock: 'lwlock',
  client: 'client',
};

/**
 * The class of a wait event, by PostgreSQL's type of it. `other` holds the types Activity,
 * BufferPin, Extension, IPC and Timeout, and those of later versions.
 */
export function waitKindOf({ type }: Pick<WaitEvent, 'type'>): WaitKind {
  return kinds[type.toLowerCase()] ?? 'other';
}

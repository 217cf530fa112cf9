import type { WaitKind } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { WaitEvent } from '../ports/LoadReader';

/** PostgreSQL's types of wait events. Those that are not here are `other`. */
const kinds: Readonly<Record<string, WaitKind>> = {
  CPU: 'cpu',
  IO: 'io',
  Lock: 'lock',
  LWLock: 'lwlock',
  Client: 'client',
};

/** The class of a wait event. */
export function waitKindOf({ type }: Pick<WaitEvent, 'type'>): WaitKind {
  return kinds[type] ?? 'other';
}

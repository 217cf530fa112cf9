import { z } from 'zod';
import type { Tag } from '../StackRecord';

/** The first element of a list in a service's answer; undefined if the list is empty. */
export function firstOf<T>(
  member: string,
  schema: z.ZodType<T>,
  response: Record<string, unknown>,
): T | undefined {
  return z.array(schema).parse(response[member] ?? [])[0];
}

/** The tags to add (new or changed) and the keys to remove. */
export function tagChanges(
  previous: readonly Tag[],
  next: readonly Tag[],
): { add: Tag[]; removeKeys: string[] } {
  const before = new Map(previous.map(({ Key, Value }) => [Key, Value]));
  const keys = new Set(next.map(({ Key }) => Key));
  return {
    add: next.filter(({ Key, Value }) => before.get(Key) !== Value),
    removeKeys: previous.map(({ Key }) => Key).filter(key => !keys.has(key)),
  };
}

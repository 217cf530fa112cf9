import { z } from 'zod';

/**
 * What happens to an input member or a template property. A member without a mark is implemented.
 *
 * - `stored`: kept and described, without any effect.
 * - `ignored`: accepted without a trace, because nothing here depends on it.
 * - `rejected`: refused with an error that names it.
 */
export interface InputHandling {
  kind: 'stored' | 'ignored' | 'rejected';
  /** Ends with a full stop. Readers of the README see it. */
  reason: string;
}

const handlings = z.registry<InputHandling>();

/** Marks a member that is kept and described, and has no effect. */
export function stored<T extends z.ZodType>(schema: T, reason: string): T {
  const marked = schema.clone();
  handlings.add(marked, { kind: 'stored', reason });
  return marked;
}

/** A member that has no effect and is not described, which must not mislead its caller. */
export function ignored(reason: string) {
  return mark(z.unknown().optional(), { kind: 'ignored', reason });
}

/**
 * A member that is refused. `harmless` lists values that ask for what happens anyway, such as
 * `false`, in their form of the query protocol.
 */
export function rejected(reason: string, harmless: readonly string[] = []) {
  return mark(
    z
      .unknown()
      .optional()
      .refine(
        value => value === undefined || harmless.includes(textOf(value)),
        { error: `aurora-db-local does not take this member. ${reason}` },
      ),
    { kind: 'rejected', reason },
  );
}

/** Undefined for a member that is implemented. */
export function handlingOf(schema: z.core.$ZodType): InputHandling | undefined {
  return handlings.get(schema);
}

function mark<T extends z.ZodType>(schema: T, handling: InputHandling): T {
  handlings.add(schema, handling);
  return schema;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

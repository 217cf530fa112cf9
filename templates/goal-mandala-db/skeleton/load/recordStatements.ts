import pg from 'pg';
import { z } from 'zod';

/** A statement as it goes to the server. */
export interface Statement {
  text: string;
  values: unknown[];
}

const sentSchema = z.union([
  z.string().transform(text => ({ text, values: [] })),
  z.object({ text: z.string(), values: z.array(z.unknown()).default([]) }),
]);

/**
 * Does something with the database, and tells the statements that were sent for it, in their order, by whatever client of this process: no
 * two recordings at once.
 */
export async function recordStatements(
  work: () => Promise<unknown>,
): Promise<Statement[]> {
  const statements: Statement[] = [];
  const { query } = pg.Client.prototype;
  // Prisma's own log has the values only as text.
  pg.Client.prototype.query = new Proxy(query, {
    apply(target, client, [first, ...rest]) {
      statements.push(sentSchema.parse(first));
      return Reflect.apply(target, client, [first, ...rest]);
    },
  });
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return statements;
}

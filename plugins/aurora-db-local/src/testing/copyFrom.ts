import { once } from 'node:events';
import pg from 'pg';

/** Sends rows as a client with a file does: `COPY … FROM STDIN`. */
class CopyFrom extends pg.Query {
  constructor(
    statement: string,
    // Not `rows`, which is a member of pg's queries.
    private readonly lines: readonly Buffer[],
  ) {
    super(statement);
  }

  handleCopyInResponse({ stream }: pg.Connection) {
    for (const line of this.lines) {
      const head = Buffer.from('d\0\0\0\0');
      head.writeUInt32BE(line.length + 4, 1);
      stream.write(Buffer.concat([head, line]));
    }
    // CopyDone
    stream.write(Buffer.from('c\0\0\0\u0004', 'latin1'));
  }
}

/**
 * Copies rows into a table.
 *
 * @param statement - `COPY … FROM STDIN`
 * @param rows - in PostgreSQL's text format, with the line breaks
 */
export async function copyFrom(
  client: pg.Client,
  statement: string,
  rows: readonly Buffer[],
): Promise<void> {
  await once(client.query(new CopyFrom(statement, rows)), 'end');
}

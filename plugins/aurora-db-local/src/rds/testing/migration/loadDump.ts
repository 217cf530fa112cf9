import type pg from 'pg';
import { copyFrom } from '../../../testing/copyFrom';

/**
 * Runs a file that pg_dump wrote, as psql does with ON_ERROR_STOP: one statement after the other,
 * each in a transaction of its own unless the file begins one.
 */
export async function loadDump(client: pg.Client, dump: string): Promise<void> {
  let statement = '';
  let end = '';
  const lines = dump.split('\n').values();
  for (const line of lines) {
    if (statement === '' && (line === '' || /^(--|\\)/.test(line))) {
      // An empty line, a comment, or a command of psql, such as `\restrict`.
      continue;
    }
    statement += `${line}\n`;
    end = endOf(statement);
    if (end === ';' && !isInsideOfBody(statement)) {
      await run(client, statement, lines);
      statement = '';
    }
  }
  if (statement.trim() !== '') {
    throw new Error(`The dump ends in the middle of a statement: ${statement}`);
  }
}

async function run(
  client: pg.Client,
  statement: string,
  lines: Iterator<string>,
): Promise<void> {
  try {
    if (!/^COPY .* FROM stdin;\n$/.test(statement)) {
      await client.query(statement);
      return;
    }
    const rows: Buffer[] = [];
    for (let next = lines.next(); ; next = lines.next()) {
      if (next.done || next.value === '\\.') {
        break;
      }
      rows.push(Buffer.from(`${next.value}\n`));
    }
    await copyFrom(client, statement, rows);
  } catch (error) {
    throw new Error(`${String(error)}: ${statement}`, { cause: error });
  }
}

const quoted = /'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$)[\s\S]*?\1|--[^\n]*/g;

/** What follows the last quoted text, identifier or comment: `;` at the end of a statement. */
function endOf(statement: string): string {
  return /['"]|\$\w*\$/.test(withoutQuoted(statement))
    ? ''
    : withoutQuoted(statement).trim().slice(-1);
}

function withoutQuoted(statement: string): string {
  return statement.replace(quoted, ' ');
}

/** Whether a statement is in the body of a function in the SQL standard's style. */
function isInsideOfBody(statement: string): boolean {
  const code = withoutQuoted(statement);
  return /\bBEGIN ATOMIC\b/.test(code) && !/\bEND;\s*$/.test(code);
}

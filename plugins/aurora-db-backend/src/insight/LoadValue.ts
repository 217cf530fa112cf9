import { z } from 'zod';
import type {
  InstanceLoad,
  LoadReader,
  StatementLoad,
  TokenizedStatement,
  ValuedStatement,
} from '../ports/LoadReader';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { combineDetails, combineLoad } from './combineStatements';
import type { LoadPart } from './loadParts';
import { instanceLoadSchema, statementLoadsSchema } from './loadSchemas';
import { loadWindow } from './loadWindow';
import { tokenizeStatement } from './tokenizeStatement';

/** What a call has read. */
export type LoadValue =
  | { kind: 'load'; load: InstanceLoad }
  | { kind: 'statements'; statements: StatementLoad[] }
  | { kind: 'valued'; valued: ValuedStatement[] }
  | { kind: 'text'; text?: string };

/** Schema of the values that replicas share. */
export const sharedValueSchema: z.ZodType<LoadValue> = z.discriminatedUnion(
  'kind',
  [
    z.object({ kind: z.literal('load'), load: instanceLoadSchema }),
    z.object({
      kind: z.literal('statements'),
      statements: statementLoadsSchema,
    }),
  ],
);

/** Removes what replicas do not share: the statements with values. */
export function sharedValue(value: LoadValue): LoadValue {
  if (value.kind !== 'load') {
    return value;
  }
  const { valued: _, ...load } = value.load;
  return { kind: 'load', load };
}

/** Reads a part with one call. Removes the values from statements, and combines equal ones. */
export async function readPart(
  reader: LoadReader,
  environment: EnvironmentConfig,
  resourceId: string,
  part: LoadPart,
  now: number,
): Promise<LoadValue> {
  switch (part.kind) {
    case 'load': {
      const load = await reader.readLoad(
        environment,
        resourceId,
        loadWindow(part.range === 'recent' ? '1h' : part.range, now),
      );
      return {
        kind: 'load',
        load: combineLoad({
          ...load,
          statements: load.statements.map(tokenized),
        }),
      };
    }
    case 'statements': {
      const statements = await reader.readStatements(
        environment,
        resourceId,
        loadWindow(part.range, now),
      );
      return {
        kind: 'statements',
        statements: combineDetails(statements.map(tokenized)),
      };
    }
    case 'valued':
      return {
        kind: 'valued',
        valued: await reader.readValuedStatements(
          environment,
          resourceId,
          part.id,
          loadWindow(part.range, now),
        ),
      };
    default: {
      const text = await reader.readWholeText(environment, resourceId, part.id);
      return { kind: 'text', ...(text !== undefined && { text }) };
    }
  }
}

/** The size in memory, in bytes, about. */
export function sizeOf(value: LoadValue): number {
  const valueSize = 16;
  const textSize = 1_000;
  switch (value.kind) {
    case 'load': {
      const { times, waits, statements, valued = [] } = value.load;
      const series = waits.length + statements.length + 6;
      return (
        series * times.length * valueSize +
        (statements.length + valued.length + 1) * textSize
      );
    }
    case 'statements':
      return (value.statements.length + 1) * 3 * textSize;
    case 'valued':
      return (value.valued.length + 1) * textSize;
    default:
      return (value.text?.length ?? 0) * 2 + textSize;
  }
}

function tokenized<T extends TokenizedStatement>(statement: T): T {
  const { text, isCut } = statement;
  return { ...statement, text: tokenizeStatement(text, isCut) };
}

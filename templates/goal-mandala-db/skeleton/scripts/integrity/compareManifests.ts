import diff from 'microdiff';
import { findFaults, isAhead, type Finding } from './findFaults.ts';
import type { Manifest } from './Manifest.ts';

/** A definition is shown up to this length, in characters. */
const shown = 300;

/**
 * Finds all differences of a restored database from its source, and its own faults. Rows are
 * compared if both manifests have them.
 *
 * A sequence may be ahead of the source's: the write-ahead log notes 32 values in advance, and a
 * recovery continues after those.
 */
export function compareManifests(
  source: Manifest,
  restored: Manifest,
): Finding[] {
  return [
    ...compareDefinitions(source, restored),
    ...compareTables(source.tables, restored.tables),
    ...compareSequences(source, restored),
    ...findFaults(restored),
  ];
}

function compareDefinitions(source: Manifest, restored: Manifest): Finding[] {
  return diff(byObject(source), byObject(restored)).map(found => {
    // Without a part it is the whole object, which is missing or new.
    const [of = '', ...part] = found.path.map(String);
    const told = (definition: unknown) =>
      part.length > 0 ? `: ${short(String(definition))}` : '';
    if (found.type === 'REMOVE') {
      return {
        of,
        text: [...part, `is missing${told(found.oldValue)}`].join(' '),
      };
    }
    if (found.type === 'CREATE') {
      return { of, text: [...part, `is new${told(found.value)}`].join(' ') };
    }
    return {
      of,
      text: `${part} differs\n    source:   ${short(String(found.oldValue))}\n    restored: ${short(String(found.value))}`,
    };
  });
}

/** The definitions of each object, by kind and name. */
function byObject({ definitions }: Manifest) {
  const objects: Record<string, Record<string, string>> = {};
  for (const { of, kind, name, definition } of definitions) {
    (objects[of] ??= {})[`${kind} ${name}`.trim()] = definition;
  }
  return objects;
}

function compareTables(
  source: Manifest['tables'] = {},
  restored: Manifest['tables'] = {},
): Finding[] {
  return Object.entries(source).flatMap(([of, before]) => {
    const after = restored[of];
    // compareDefinitions finds a missing table.
    if (!after || before.checksum === after.checksum) {
      return [];
    }
    return {
      of,
      text:
        before.rows === after.rows
          ? `rows differ: ${before.rows} in both, but not the same ones`
          : `rows differ: ${before.rows} in the source, ${after.rows} in the restored one`,
    };
  });
}

function compareSequences(source: Manifest, restored: Manifest): Finding[] {
  return Object.entries(source.sequences).flatMap(
    ([of, { next, increment, cycles }]) => {
      const after = restored.sequences[of];
      return after?.increment === increment &&
        !cycles &&
        isAhead(next, after.next, increment)
        ? {
            of,
            text: `would give ${after.next} next, the source ${next}: numbers that the source has given are given again`,
          }
        : [];
    },
  );
}

function short(definition: string): string {
  const line = definition.replaceAll(/\s+/g, ' ');
  return line.length > shown ? `${line.slice(0, shown)} …` : line;
}

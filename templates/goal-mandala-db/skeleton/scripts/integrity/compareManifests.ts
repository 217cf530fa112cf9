import diff from 'microdiff';
import type { Manifest } from './readManifest.ts';

const verdicts = {
  CREATE: 'is new',
  REMOVE: 'is missing',
  CHANGE: 'differs',
};

/** A difference or a fault. */
export interface Finding {
  /** The object that it is part of, such as `public.goals`. */
  of: string;
  text: string;
}

/** Finds what is wrong with a database by itself: invalid indexes, and sequences that are behind. */
export function findFaults({ definitions, sequences }: Manifest): Finding[] {
  const invalid = Object.entries(definitions).flatMap(([of, parts]) =>
    Object.entries(parts)
      .filter(([, definition]) => definition.startsWith('INVALID'))
      .map(([part]) => ({ of, text: `${part} isn't valid: REINDEX it` })),
  );
  const behind = Object.entries(sequences).flatMap(([of, { next, taken }]) => {
    const text = `would give ${next} next, but ${taken} is taken: inserts will fail, or double numbers. SELECT setval('${of}', ${taken})`;
    return taken !== null && BigInt(next) <= BigInt(taken) ? { of, text } : [];
  });
  return [...invalid, ...behind];
}

/**
 * Finds all differences of a restored database from its source, and its own faults.
 *
 * A sequence may be ahead of the source's: the write-ahead log notes 32 values in advance, and a
 * recovery continues after those.
 */
export function compareManifests(
  source: Manifest,
  restored: Manifest,
): Finding[] {
  const definitions = diff(source.definitions, restored.definitions).map(
    ({ path, ...found }) => {
      // Without a part it is the whole object, which is missing or new.
      const [of = '', ...part] = path.map(String);
      const before = 'oldValue' in found && short('source:  ', found.oldValue);
      const after = 'value' in found && short('restored:', found.value);
      const lines = [[...part, verdicts[found.type]].join(' '), before, after];
      return { of, text: lines.filter(Boolean).join('\n') };
    },
  );
  const rows = Object.entries(source.tables).flatMap(([of, before]) => {
    const after = restored.tables[of];
    const counts =
      before.rows === after?.rows
        ? `${before.rows} in both, but not the same ones`
        : `${before.rows} in the source, ${after?.rows} in the restored one`;
    // A missing table is among the definitions.
    return after && after.checksum !== before.checksum
      ? { of, text: `rows differ: ${counts}` }
      : [];
  });
  const sequences = Object.entries(source.sequences).flatMap(
    ([of, { next }]) => {
      const after = restored.sequences[of]?.next ?? next;
      return BigInt(after) < BigInt(next)
        ? {
            of,
            text: `would give ${after} next, the source ${next}: numbers that the source has given are given again`,
          }
        : [];
    },
  );
  return [...definitions, ...rows, ...sequences, ...findFaults(restored)];
}

/** A definition in one line; nothing for a whole object. */
function short(title: string, definition: unknown): string {
  const line = String(definition).replaceAll(/\s+/g, ' ');
  return typeof definition === 'string'
    ? `    ${title} ${line.length > 300 ? `${line.slice(0, 300)} …` : line}`
    : '';
}

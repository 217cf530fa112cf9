import { findFaults } from './findFaults.ts';
import type { Finding } from './Finding.ts';
import type { Manifest } from './Manifest.ts';

/** How much of a definition is shown, in characters. */
const shown = 300;

/**
 * Everything in which a restored database differs from its source, and what is wrong with the restored one by itself. Rows are compared where
 * both manifests have them.
 *
 * A sequence may be ahead of the source's: the write-ahead log notes 32 values in advance, and a recovery goes on after those.
 */
export function compareManifests(
  source: Manifest,
  restored: Manifest,
): Finding[] {
  return [
    ...compareDefinitions(source, restored),
    ...(source.tables && restored.tables
      ? compareTables(source.tables, restored.tables)
      : []),
    ...compareSequences(source, restored),
    ...findFaults(restored),
  ];
}

function compareDefinitions(source: Manifest, restored: Manifest): Finding[] {
  const before = byObject(source);
  const after = byObject(restored);
  return [...new Set([...before.keys(), ...after.keys()])].flatMap(of => {
    const left = before.get(of);
    const right = after.get(of);
    // All of it at once, rather than each of its columns.
    return left && right
      ? compareParts(left, right).map(text => ({ of, text }))
      : [{ of, text: left ? 'is missing' : 'is new' }];
  });
}

/** The definitions of each object, by kind and name. */
function byObject({ definitions }: Manifest): Map<string, Map<string, string>> {
  const objects = new Map<string, Map<string, string>>();
  for (const { of, kind, name, definition } of definitions) {
    const parts = objects.get(of) ?? new Map<string, string>();
    objects.set(of, parts.set(`${kind} ${name}`.trim(), definition));
  }
  return objects;
}

function compareParts(
  source: Map<string, string>,
  restored: Map<string, string>,
): string[] {
  return [...new Set([...source.keys(), ...restored.keys()])].flatMap(part => {
    const before = source.get(part);
    const after = restored.get(part);
    if (before === after) {
      return [];
    }
    if (after === undefined) {
      return [`${part} is missing: ${short(before)}`];
    }
    if (before === undefined) {
      return [`${part} is new: ${short(after)}`];
    }
    return [
      `${part} differs\n    source:   ${short(before)}\n    restored: ${short(after)}`,
    ];
  });
}

function compareTables(
  source: NonNullable<Manifest['tables']>,
  restored: NonNullable<Manifest['tables']>,
): Finding[] {
  return Object.entries(source).flatMap(([of, before]) => {
    const after = restored[of];
    // A table that is missing, or new, is told of by its definition.
    if (!after || before.checksum === after.checksum) {
      return [];
    }
    return [
      {
        of,
        text:
          before.rows === after.rows
            ? `rows differ: ${before.rows} in both, but not the same ones`
            : `rows differ: ${before.rows} in the source, ${after.rows} in the restored one`,
      },
    ];
  });
}

function compareSequences(source: Manifest, restored: Manifest): Finding[] {
  return Object.entries(source.sequences).flatMap(([of, before]) => {
    const after = restored.sequences[of];
    if (!after || before.increment !== after.increment || before.cycles) {
      return [];
    }
    const behind =
      BigInt(before.increment) > 0n
        ? BigInt(after.next) < BigInt(before.next)
        : BigInt(after.next) > BigInt(before.next);
    return behind
      ? [
          {
            of,
            text: `would give ${after.next} next, the source ${before.next}: numbers that the source has given are given again`,
          },
        ]
      : [];
  });
}

function short(definition = ''): string {
  const line = definition.replaceAll(/\s+/g, ' ');
  return line.length > shown ? `${line.slice(0, shown)} …` : line;
}

import type { Finding } from './Finding.ts';
import type { Manifest } from './Manifest.ts';

/** What is wrong with a database by itself, without another one to compare it with. */
export function findFaults({ definitions, sequences }: Manifest): Finding[] {
  return [
    ...definitions.flatMap(({ of, kind, name, fault }) =>
      fault === null ? [] : [{ of, text: `${kind} ${name} ${fault}` }],
    ),
    ...Object.entries(sequences).flatMap(
      ([of, { next, increment, cycles, fills }]) =>
        fills.flatMap(({ column, farthest }) =>
          farthest === null ||
          cycles ||
          isAhead(next, farthest, BigInt(increment) > 0n)
            ? []
            : [
                {
                  of,
                  text: `would give ${next} next, but ${column} has ${farthest} already: inserts will fail, or double numbers. SELECT setval('${of}', ${farthest})`,
                },
              ],
        ),
    ),
  ];
}

function isAhead(next: string, farthest: string, ascending: boolean): boolean {
  return ascending
    ? BigInt(next) > BigInt(farthest)
    : BigInt(next) < BigInt(farthest);
}

import type { Manifest } from './Manifest.ts';

/** A difference or a fault. */
export interface Finding {
  /** The object that it is part of, such as `public.goals`. */
  of: string;
  text: string;
}

/** Finds what is wrong with a database by itself, without another one to compare it with. */
export function findFaults({ definitions, sequences }: Manifest): Finding[] {
  const findings = definitions.flatMap(({ of, kind, name, fault }) =>
    fault === null ? [] : [{ of, text: `${kind} ${name} ${fault}` }],
  );
  for (const [of, sequence] of Object.entries(sequences)) {
    const { next, increment, cycles, fills } = sequence;
    for (const { column, farthest } of cycles ? [] : fills) {
      if (farthest !== null && !isAhead(next, farthest, increment)) {
        findings.push({
          of,
          text: `would give ${next} next, but ${column} has ${farthest} already: inserts will fail, or double numbers. SELECT setval('${of}', ${farthest})`,
        });
      }
    }
  }
  return findings;
}

/** Whether a sequence with this increment gives the first number after the second one. */
export function isAhead(
  first: string,
  second: string,
  increment: string,
): boolean {
  return BigInt(increment) > 0n
    ? BigInt(first) > BigInt(second)
    : BigInt(first) < BigInt(second);
}

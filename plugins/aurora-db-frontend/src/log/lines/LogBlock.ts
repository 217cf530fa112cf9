import type { LogLine } from '@aurora-db/backstage-plugin-aurora-db-common';

/** Lines that were read together. They are drawn together, too, so that others are not redrawn. */
export interface LogBlock {
  /** The id of its first line. */
  id: string;
  lines: LogLine[];
}

/** The browser skips blocks out of sight, so they must not be much longer than a screen. */
const longest = 100;

/** Divides lines into blocks. */
export function divideIntoBlocks(lines: readonly LogLine[]): LogBlock[] {
  const blocks: LogBlock[] = [];
  for (let start = 0; start < lines.length; start += longest) {
    const part = lines.slice(start, start + longest);
    blocks.push({ id: part[0]?.id ?? '', lines: part });
  }
  return blocks;
}

/** The lines that no block has. Readings overlap, because lines arrive late. */
export function linesMissingIn(
  blocks: readonly LogBlock[],
  lines: readonly LogLine[],
): LogLine[] {
  const known = new Set(
    blocks.flatMap(block => block.lines.map(({ id }) => id)),
  );
  return lines.filter(({ id }) => !known.has(id));
}

/** Leaves out the oldest blocks if there are more than `most` lines. */
export function keepNewest(
  blocks: readonly LogBlock[],
  most: number,
): LogBlock[] {
  let count = 0;
  const kept: LogBlock[] = [];
  for (const block of [...blocks].reverse()) {
    count += block.lines.length;
    if (count > most && kept.length > 0) {
      break;
    }
    kept.unshift(block);
  }
  return kept;
}

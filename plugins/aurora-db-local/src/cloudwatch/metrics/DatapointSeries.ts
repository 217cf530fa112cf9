import type { Datapoint, StatisticSet } from './Datapoint';

const minuteMs = 60_000;
const fieldsPerSlot = 4;

/** Retention of datapoints, as in AWS: 15 days. */
export const retentionMs = 15 * 24 * 60 * minuteMs;

/**
 * Retention of datapoints of one minute. Older ones are combined into datapoints of five minutes.
 */
const minuteRetentionMs = 24 * 60 * minuteMs;

/**
 * A range of time with a slot for every period: four numbers, all zero if there is no datapoint.
 */
interface Block {
  start: number;
  periodMs: number;
  slots: Float64Array;
}

/** Blocks of one resolution. Three hours of minutes take 5.8 kB, a day of five minutes 9.2 kB. */
const tiers = {
  minute: { periodMs: minuteMs, slotCount: 180 },
  fiveMinutes: { periodMs: 5 * minuteMs, slotCount: 288 },
} as const;

type Tier = (typeof tiers)[keyof typeof tiers];

/**
 * The datapoints of one source over time. A period without a datapoint stays a gap. Blocks exist
 * only for data. A full series takes at most 190 kB (a day of minutes and 15 days of five minutes).
 */
export class DatapointSeries {
  readonly #minutes = new Map<number, Block>();
  readonly #fiveMinutes = new Map<number, Block>();
  #latest = 0;

  /** The start of the newest datapoint; 0 if there is none. */
  get latest(): number {
    return this.#latest;
  }

  /**
   * Adds values to the minute of `timestamp`, or to its five minutes if that minute is combined
   * already.
   */
  add(timestamp: number, set: StatisticSet, now: number): void {
    if (timestamp < foldingLimit(now)) {
      addTo(this.#fiveMinutes, tiers.fiveMinutes, timestamp, set);
    } else {
      addTo(this.#minutes, tiers.minute, timestamp, set);
    }
    this.#latest = Math.max(this.#latest, floorTo(timestamp, minuteMs));
  }

  /** The datapoints that start in [start, end), in ascending order. */
  read(start: number, end: number): Datapoint[] {
    const datapoints: Datapoint[] = [];
    readTier(this.#fiveMinutes, tiers.fiveMinutes, start, end, datapoints);
    readTier(this.#minutes, tiers.minute, start, end, datapoints);
    return datapoints;
  }

  /** Combines values older than a day into five minutes, and deletes values older than 15 days. */
  age(now: number): void {
    const limit = foldingLimit(now);
    for (const [key, block] of this.#minutes) {
      if (block.start < limit) {
        const datapoints: Datapoint[] = [];
        readBlock(block, -Infinity, Infinity, datapoints);
        for (const datapoint of datapoints) {
          addTo(
            this.#fiveMinutes,
            tiers.fiveMinutes,
            datapoint.timestamp,
            datapoint,
          );
        }
        this.#minutes.delete(key);
      }
    }
    for (const [key, block] of this.#fiveMinutes) {
      if (block.start + blockMs(tiers.fiveMinutes) <= now - retentionMs) {
        this.#fiveMinutes.delete(key);
      }
    }
  }

  get isEmpty(): boolean {
    return this.#minutes.size === 0 && this.#fiveMinutes.size === 0;
  }

  /** The memory of the datapoints, in bytes. */
  get byteLength(): number {
    let bytes = 0;
    for (const blocks of [this.#minutes, this.#fiveMinutes]) {
      for (const block of blocks.values()) {
        bytes += block.slots.byteLength;
      }
    }
    return bytes;
  }
}

/** The start of the block that is combined next. A block is combined as a whole. */
function foldingLimit(now: number): number {
  return floorTo(now - minuteRetentionMs, blockMs(tiers.minute));
}

function floorTo(timestamp: number, unit: number): number {
  return Math.floor(timestamp / unit) * unit;
}

function blockMs(tier: Tier): number {
  return tier.periodMs * tier.slotCount;
}

function addTo(
  blocks: Map<number, Block>,
  tier: Tier,
  timestamp: number,
  set: StatisticSet,
): void {
  if (!(set.count > 0)) {
    return;
  }
  const start = floorTo(timestamp, blockMs(tier));
  let block = blocks.get(start);
  if (!block) {
    block = {
      start,
      periodMs: tier.periodMs,
      slots: new Float64Array(tier.slotCount * fieldsPerSlot),
    };
    blocks.set(start, block);
  }
  const { slots } = block;
  const offset =
    Math.floor((timestamp - start) / tier.periodMs) * fieldsPerSlot;
  const count = slots[offset] ?? 0;
  slots[offset] = count + set.count;
  slots[offset + 1] = (slots[offset + 1] ?? 0) + set.sum;
  slots[offset + 2] =
    count > 0 ? Math.min(slots[offset + 2] ?? 0, set.minimum) : set.minimum;
  slots[offset + 3] =
    count > 0 ? Math.max(slots[offset + 3] ?? 0, set.maximum) : set.maximum;
}

function readTier(
  blocks: ReadonlyMap<number, Block>,
  tier: Tier,
  start: number,
  end: number,
  into: Datapoint[],
): void {
  const starts = Array.from(blocks.keys())
    .filter(key => key < end && key + blockMs(tier) > start)
    .sort((a, b) => a - b);
  for (const key of starts) {
    const block = blocks.get(key);
    if (block) {
      readBlock(block, start, end, into);
    }
  }
}

function readBlock(
  { start: blockStart, slots, periodMs }: Block,
  start: number,
  end: number,
  into: Datapoint[],
): void {
  const first = Math.max(0, Math.ceil((start - blockStart) / periodMs));
  const last = Math.min(
    slots.length / fieldsPerSlot,
    Math.ceil((end - blockStart) / periodMs),
  );
  for (let slot = first; slot < last; slot++) {
    const offset = slot * fieldsPerSlot;
    const count = slots[offset] ?? 0;
    if (count > 0) {
      into.push({
        timestamp: blockStart + slot * periodMs,
        count,
        sum: slots[offset + 1] ?? 0,
        minimum: slots[offset + 2] ?? 0,
        maximum: slots[offset + 3] ?? 0,
      });
    }
  }
}

/** GiB of memory of one ACU, from AWS's documentation of Aurora Serverless v2. */
const bytesPerAcu = 2 * 1024 ** 3;

/** AWS scales in steps of half an ACU. */
const step = 0.5;

/** CPU share of the present capacity that the model aims at; above it, it scales up. */
const targetUtilization = 0.7;

/** How long the load must stay below the present capacity before it shrinks. */
const shrinkAfterMs = 60_000;

/** Then it shrinks by one step, or a twentieth where that is more, every so often. */
const shrinkEveryMs = 10_000;

/** AWS's default for `SecondsUntilAutoPause`. */
const pauseAfterMs = 5 * 60_000;

/** What an instance is asked to do. */
export interface InstanceLoad {
  /** Cores in use: CPU seconds per second. */
  cores: number;
  connections: number;
  memoryBytes: number;
}

/** What an instance is allowed to do. */
export interface CapacityLimits {
  minCapacity: number;
  maxCapacity: number;
  maxConnections: number;
  /** Cores of this machine. */
  machineCores: number;
}

/**
 * Cores that stand for one ACU. AWS gives about a quarter of a vCPU, so that is what an ACU is here, too; but the largest
 * capacity never stands for more than half of this machine, else no load that it can run could fill 16 ACU on a laptop.
 */
export function coresPerAcu({
  maxCapacity,
  machineCores,
}: CapacityLimits): number {
  return Math.min(0.25, (0.5 * machineCores) / maxCapacity);
}

/** CPU use in percent of the maximum capacity, as AWS reports it for Serverless v2: at most 100. */
export function cpuUtilization(cores: number, limits: CapacityLimits): number {
  return Math.min(
    100,
    (100 * cores) / (limits.maxCapacity * coresPerAcu(limits)),
  );
}

/** Memory that would be free at the maximum capacity, as AWS reports it for Serverless v2. */
export function freeableMemory(
  memoryBytes: number,
  { maxCapacity }: CapacityLimits,
): number {
  return Math.max(0, maxCapacity * bytesPerAcu - memoryBytes);
}

/**
 * The capacity of one instance in ACU, modelled after Aurora Serverless v2. The load needs the largest of
 *
 * - CPU: cores in use, so that they are 70 % of the capacity;
 * - connections: half of the share of `max_connections` that is taken, in ACU of the maximum;
 * - memory: one ACU for 2 GiB.
 *
 * Capacity follows that need in steps of 0.5 ACU between minimum and maximum: up by half of the present capacity at each
 * sample (at least a step), down only after a minute below, by a step (or a twentieth) every ten seconds. An instance starts at its minimum.
 * With a minimum of 0 it pauses (0 ACU) after five minutes without a connection and resumes with the next one.
 */
export class CapacityModel {
  #capacity: number | undefined;
  #belowSince: number | undefined;
  #lastShrink = 0;
  #idleSince: number | undefined;

  /** Takes a sample at `now` (milliseconds) and returns the capacity from then on. */
  next(load: InstanceLoad, limits: CapacityLimits, now: number): number {
    if (load.connections > 0) {
      this.#idleSince = undefined;
    } else {
      this.#idleSince ??= now;
    }
    if (
      limits.minCapacity === 0 &&
      this.#idleSince !== undefined &&
      now - this.#idleSince >= pauseAfterMs
    ) {
      this.#capacity = 0;
      this.#belowSince = undefined;
      return 0;
    }
    const floor = Math.max(step, limits.minCapacity);
    const present = clamp(this.#capacity ?? floor, floor, limits.maxCapacity);
    const target = clamp(
      ceilToStep(neededCapacity(load, limits)),
      floor,
      limits.maxCapacity,
    );
    this.#capacity = clamp(
      this.#follow(present, target, now),
      floor,
      limits.maxCapacity,
    );
    return this.#capacity;
  }

  #follow(present: number, target: number, now: number): number {
    if (target >= present) {
      this.#belowSince = undefined;
      return Math.min(
        target,
        present + Math.max(step, floorToStep(present / 2)),
      );
    }
    this.#belowSince ??= now;
    if (
      now - this.#belowSince < shrinkAfterMs ||
      now - this.#lastShrink < shrinkEveryMs
    ) {
      return present;
    }
    this.#lastShrink = now;
    return Math.max(
      target,
      present - Math.max(step, floorToStep(present / 20)),
    );
  }
}

function neededCapacity(
  { cores, connections, memoryBytes }: InstanceLoad,
  limits: CapacityLimits,
): number {
  return Math.max(
    cores / (coresPerAcu(limits) * targetUtilization),
    limits.maxConnections > 0
      ? (0.5 * limits.maxCapacity * connections) / limits.maxConnections
      : 0,
    memoryBytes / bytesPerAcu,
  );
}

function ceilToStep(capacity: number): number {
  // Hair's breadths from sampling must not cost a step.
  return Math.ceil(Number((capacity / step).toFixed(6))) * step;
}

function floorToStep(capacity: number): number {
  return Math.floor(capacity / step) * step;
}

function clamp(value: number, lowest: number, highest: number): number {
  return Math.min(highest, Math.max(lowest, value));
}

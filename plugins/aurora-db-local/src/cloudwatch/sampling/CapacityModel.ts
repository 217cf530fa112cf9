import type { ProvisionedResources } from '../../service/AwsService';

/** Memory of one ACU in GiB. Source: AWS's documentation of Aurora Serverless v2. */
const bytesPerAcu = 2 * 1024 ** 3;

/** AWS scales in steps of half an ACU. */
const step = 0.5;

/** CPU share of the present capacity at which the model scales up. */
const targetUtilization = 0.7;

/** Time for which the load must stay below the present capacity before it falls. */
const shrinkAfterMs = 60_000;

/**
 * Interval between two steps down. A step is half an ACU, or a twentieth of the capacity if that is
 * more.
 */
const shrinkEveryMs = 10_000;

/** The load of an instance. */
export interface InstanceLoad {
  /** Cores in use: CPU seconds per second. */
  cores: number;
  connections: number;
  memoryBytes: number;
}

/** The limits of an instance. */
export interface CapacityLimits {
  minCapacity: number;
  maxCapacity: number;
  maxConnections: number;
  secondsUntilAutoPause: number;
  /** Cores of this machine. */
  machineCores: number;
}

/**
 * Cores of one ACU. On AWS, an ACU is about a quarter of a vCPU, and so it is here. But the maximum
 * capacity is at most half of this machine, because otherwise no load on a laptop could use 16 ACU.
 */
export function coresPerAcu({
  maxCapacity,
  machineCores,
}: Pick<CapacityLimits, 'maxCapacity' | 'machineCores'>): number {
  return Math.min(0.25, (0.5 * machineCores) / maxCapacity);
}

/** Cores and memory to which an instance's metrics are relative. */
export interface InstanceSize {
  cores: number;
  memoryBytes: number;
}

/** The maximum capacity of Serverless v2, to which AWS's metrics are relative. */
export function serverlessSize(
  limits: Pick<CapacityLimits, 'maxCapacity' | 'machineCores'>,
): InstanceSize {
  return {
    cores: limits.maxCapacity * coresPerAcu(limits),
    memoryBytes: limits.maxCapacity * bytesPerAcu,
  };
}

/** A class's own size, with at most half of the cores of this machine, as for Serverless v2. */
export function provisionedSize(
  { vcpus, memoryBytes }: ProvisionedResources,
  machineCores: number,
): InstanceSize {
  return { cores: Math.min(vcpus, 0.5 * machineCores), memoryBytes };
}

/** CPU use in percent, at most 100. */
export function cpuUtilization(cores: number, size: InstanceSize): number {
  return Math.min(100, (100 * cores) / size.cores);
}

export function freeableMemory(
  memoryBytes: number,
  size: InstanceSize,
): number {
  return Math.max(0, size.memoryBytes - memoryBytes);
}

/**
 * The capacity of an instance in ACU, modelled after Aurora Serverless v2. The load needs the
 * largest of
 *
 * - CPU: the capacity of which the used cores are 70 %;
 *
 * - connections: half of the used share of `max_connections`, in ACU of the maximum;
 *
 * - memory: one ACU for 2 GiB.
 *
 * Capacity follows this need in steps of 0.5 ACU between minimum and maximum. At each sample it
 * rises by half of itself, at least by a step. It falls only after a minute below, by a step or a
 * twentieth every ten seconds. An instance starts at its minimum. With a minimum of 0 it pauses (0
 * ACU) after `secondsUntilAutoPause` without a connection and resumes with the next one.
 */
export class CapacityModel {
  #capacity: number | undefined;
  #belowSince: number | undefined;
  #lastShrink = 0;
  #idleSince: number | undefined;

  /** Adds a sample at `now` (milliseconds) and returns the new capacity. */
  next(load: InstanceLoad, limits: CapacityLimits, now: number): number {
    if (load.connections > 0) {
      this.#idleSince = undefined;
    } else {
      this.#idleSince ??= now;
    }
    if (
      limits.minCapacity === 0 &&
      this.#idleSince !== undefined &&
      now - this.#idleSince >= limits.secondsUntilAutoPause * 1000
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
  // Tiny differences between samples must not cause a step.
  return Math.ceil(Number((capacity / step).toFixed(6))) * step;
}

function floorToStep(capacity: number): number {
  return Math.floor(capacity / step) * step;
}

function clamp(value: number, lowest: number, highest: number): number {
  return Math.min(highest, Math.max(lowest, value));
}

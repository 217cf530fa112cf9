import {
  CapacityModel,
  coresPerAcu,
  cpuUtilization,
  provisionedSize,
  serverlessSize,
} from './CapacityModel';

const limits = {
  minCapacity: 1,
  maxCapacity: 16,
  maxConnections: 3360,
  secondsUntilAutoPause: 300,
  machineCores: 16,
};
const idle = { cores: 0, connections: 0, memoryBytes: 100_000_000 };

/** Capacities over time, with a sample every five seconds. */
function run(
  phases: Array<{ seconds: number; load: typeof idle }>,
  bounds = limits,
): number[] {
  const model = new CapacityModel();
  let now = 0;
  return phases.flatMap(({ seconds, load }) =>
    Array.from({ length: seconds / 5 }, () => {
      now += 5_000;
      return model.next(load, bounds, now);
    }),
  );
}

describe('the capacity of an instance', () => {
  it.each([
    ['nothing', idle, 1],
    ['half a core', { ...idle, cores: 0.5 }, 3],
    ['a core and a half', { ...idle, cores: 1.5 }, 9],
    ['more cores than the maximum stands for', { ...idle, cores: 8 }, 16],
    ['half of all connections', { ...idle, connections: 1680 }, 4],
    ['9 GiB of memory', { ...idle, memoryBytes: 9 * 1024 ** 3 }, 4.5],
  ])('reaches its own level for %s', (_name, load, expected) => {
    expect(run([{ seconds: 300, load }], limits).at(-1)).toBe(expected);
  });

  it('starts at the minimum and rises in growing steps', () => {
    const rising = run([
      { seconds: 5, load: idle },
      { seconds: 40, load: { ...idle, cores: 4 } },
    ]);
    expect(rising).toEqual([1, 1.5, 2, 3, 4.5, 6.5, 9.5, 14, 16]);
  });

  it('stays for a minute after the load ends, then falls by half an ACU every ten seconds', () => {
    const falling = run([
      { seconds: 60, load: { ...idle, cores: 0.875 } },
      { seconds: 120, load: idle },
    ]).slice(12);
    expect(falling.slice(0, 12)).toEqual(Array(12).fill(5));
    expect(falling.slice(12)).toEqual([
      4.5, 4.5, 4, 4, 3.5, 3.5, 3, 3, 2.5, 2.5, 2, 2,
    ]);
  });

  it('does not fall during a pause of less than a minute', () => {
    const load = { ...idle, cores: 0.875 };
    const capacities = run([
      { seconds: 60, load },
      { seconds: 50, load: idle },
      { seconds: 5, load },
      { seconds: 50, load: idle },
    ]);
    expect(capacities.at(-1)).toBe(5);
  });

  it('returns to the minimum', () => {
    const capacities = run([
      { seconds: 60, load: { ...idle, cores: 4 } },
      { seconds: 600, load: idle },
    ]);
    expect(Math.max(...capacities)).toBe(16);
    expect(capacities.at(-1)).toBe(1);
  });

  it('follows changed bounds', () => {
    const model = new CapacityModel();
    expect(model.next(idle, limits, 0)).toBe(1);
    expect(model.next(idle, { ...limits, minCapacity: 4 }, 5_000)).toBe(4);
    expect(
      model.next(idle, { ...limits, minCapacity: 0.5, maxCapacity: 2 }, 10_000),
    ).toBe(2);
  });

  it('pauses after five minutes without connections if the minimum is 0, and resumes with the next one', () => {
    const bounds = { ...limits, minCapacity: 0 };
    const capacities = run(
      [
        { seconds: 310, load: idle },
        { seconds: 5, load: { ...idle, connections: 1 } },
      ],
      bounds,
    );
    expect(capacities.slice(0, 60)).toEqual(Array(60).fill(0.5));
    expect(capacities.slice(60)).toEqual([0, 0, 0.5]);
  });

  it('pauses after the time of the cluster', () => {
    const capacities = run([{ seconds: 3_610, load: idle }], {
      ...limits,
      minCapacity: 0,
      secondsUntilAutoPause: 3_600,
    });
    expect(capacities.indexOf(0)).toBe(3_600 / 5);
  });

  it('does not pause while a client is connected', () => {
    const capacities = run(
      [{ seconds: 600, load: { ...idle, connections: 1 } }],
      { ...limits, minCapacity: 0 },
    );
    expect(capacities.at(-1)).toBe(0.5);
  });
});

describe('CPU', () => {
  it.each([
    [16, 16, 0.25],
    [2, 16, 0.0625],
    [2, 1, 0.25],
    [8, 16, 0.25],
    [4, 16, 0.125],
  ])(
    'of a machine with %d cores and a maximum of %d ACU: %d cores are one',
    (machineCores, maxCapacity, expected) => {
      expect(coresPerAcu({ ...limits, machineCores, maxCapacity })).toBe(
        expected,
      );
    },
  );

  it('is reported relative to the maximum capacity, and is at most 100 %', () => {
    expect(cpuUtilization(1, serverlessSize(limits))).toBe(25);
    expect(cpuUtilization(9, serverlessSize(limits))).toBe(100);
    expect(
      cpuUtilization(0.5, serverlessSize({ ...limits, machineCores: 2 })),
    ).toBe(50);
  });

  it('is relative to the vCPUs of a provisioned class, and to half of this machine at most', () => {
    const ofClass = { vcpus: 4, memoryBytes: 32 * 1024 ** 3 };
    expect(cpuUtilization(1, provisionedSize(ofClass, 16))).toBe(25);
    expect(cpuUtilization(0.5, provisionedSize(ofClass, 2))).toBe(50);
  });
});

import {
  type HealthRange,
  healthRanges,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import { InsightsOffError } from '../ports/errors/InsightsOffError';
import { MetricsRefusedError } from '../ports/errors/MetricsRefusedError';
import type { SharedCache } from '../readings/SharedCache';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { FakeLoadReader } from '../testing/fakes/FakeLoadReader';
import { testMessage } from '../testing/faults/testMessage';
import { setClock, sharedCaches } from '../testing/services/sharedCaches';
import { InstanceReads } from './InstanceReads';
import type { LoadPart } from './loadParts';

const prod = testEnvironment('prod');
const instance = 'db-WRITER';
const started = Date.parse('2026-11-23T05:30:10Z');
const second = 1_000;
const minute = 60 * second;

const partsOf = (range: HealthRange) =>
  [
    { kind: 'load', range },
    { kind: 'statements', range },
  ] satisfies LoadPart[];

const healthParts = [
  { kind: 'load', range: 'recent' },
  { kind: 'statements', range: 'recent' },
] satisfies LoadPart[];

/** Replicas that share what they read. One alone shares nothing. */
function createReplicas(count = 1) {
  const clock = { now: started };
  const now = () => clock.now;
  const reader = new FakeLoadReader(now);
  const caches: Array<SharedCache | undefined> =
    count > 1 ? sharedCaches(count) : [undefined];
  const replicas = caches.map(
    shared =>
      new InstanceReads(reader, {
        now,
        shared,
        wait: async ms => {
          clock.now += ms;
        },
      }),
  );
  const [first] = replicas;
  const view = async (
    parts: LoadPart[],
    reads: InstanceReads | undefined = first,
  ) => (await reads?.get(prod, instance, parts)) ?? [];
  return { clock, reader, replicas, view };
}

const refusal = () =>
  new AwsUnavailableError(
    testMessage('AWS is busy'),
    'throttled',
    prod.accountId,
  );

describe('reading the load of an instance', () => {
  it('makes two calls for all viewers of a range, and none for the rest of the minute', async () => {
    const { clock, reader, view } = createReplicas();
    await Promise.all(Array.from({ length: 50 }, () => view(partsOf('1h'))));
    clock.now += 40 * second;
    const [load, statements] = await view(partsOf('1h'));
    expect(load?.value?.kind).toBe('load');
    expect(statements?.value?.kind).toBe('statements');
    expect(reader.calls).toHaveLength(2);
    clock.now += minute;
    await view(partsOf('1h'));
    expect(reader.calls).toHaveLength(4);
  });

  it('shows the older reading if no call is left, and says when a new range follows', async () => {
    const { clock, reader, view } = createReplicas();
    await view(partsOf('1h'));
    clock.now += 55 * second;
    const [stale] = await view(partsOf('1h'));
    expect(stale?.readAt).toEqual(new Date(started));
    clock.now -= 35 * second;
    const [unread] = await view(partsOf('24h'));
    expect(unread?.value).toBeUndefined();
    expect(unread?.waitMs).toBeGreaterThan(39 * second);
    expect(unread?.waitMs).toBeLessThan(42 * second);
    clock.now += unread?.waitMs ?? 0;
    const [read] = await view(partsOf('24h'));
    expect(read?.value?.kind).toBe('load');
    expect(reader.mostPerMinute()).toBe(2);
  });

  it('a viewer who is a little early waits for the next call', async () => {
    const { clock, reader, view } = createReplicas();
    await view(partsOf('1h'));
    clock.now += 59 * second;
    const [load] = await view(partsOf('1h'));
    expect(load?.readAt?.getTime()).toBeGreaterThan(started);
    expect(reader.mostPerMinute()).toBe(2);
  });

  it.each<[string, readonly HealthRange[]]>([
    ['one range', ['1h']],
    ['two long ranges', ['24h', '7d']],
    ['every range', healthRanges],
  ])(
    '%s: each stays served, the last hour first, with two calls in any minute',
    async (_, ranges) => {
      const { clock, reader, view } = createReplicas();
      const isRed = ranges.length === healthRanges.length;
      const oldest = new Map<string, number>();
      const end = started + 90 * minute;
      for (let turn = 0; clock.now < end; turn += 1) {
        // Viewers poll at different seconds, in a different order each time.
        for (let index = 0; index < ranges.length; index += 1) {
          const range = ranges[(index + turn) % ranges.length] ?? '1h';
          const readings = [
            ...(await view(partsOf(range))),
            ...(isRed ? await view(healthParts) : []),
          ];
          const warm = clock.now > started + 20 * minute;
          readings.forEach(({ readAt }, at) => {
            const name = `${at < 2 ? range : 'recent'} ${at % 2}`;
            const age = clock.now - (readAt?.getTime() ?? 0);
            oldest.set(name, Math.max(warm ? age : 0, oldest.get(name) ?? 0));
          });
          clock.now += (7 + ((turn * 5 + index) % 9)) * second;
        }
      }
      expect(reader.mostPerMinute()).toBe(2);
      const ages = [...oldest].filter(([name]) => !name.startsWith('recent'));
      expect(Math.max(...ages.map(([, age]) => age))).toBeLessThan(25 * minute);
      // Those that decide the health, if viewers see it.
      for (const part of ['recent 0', 'recent 1']) {
        expect(oldest.get(part) ?? 0).toBeLessThan(2.5 * minute);
      }
    },
  );

  it('reads the load for the health each minute, also while viewers look at and switch ranges', async () => {
    const { clock, reader, view } = createReplicas();
    let oldest = 0;
    for (let poll = 0; poll < 90; poll += 1) {
      const [load] = await view(healthParts);
      oldest = Math.max(oldest, clock.now - (load?.readAt?.getTime() ?? 0));
      clock.now += second;
      await view(partsOf('1h'));
      // A user chooses another range every two minutes.
      await view(partsOf(healthRanges[Math.floor(poll / 6) % 5] ?? '1h'));
      clock.now += 19 * second;
    }
    // Causes need one of the three minutes of a reason, of which the newest is not over.
    expect(oldest).toBeLessThanOrEqual(120 * second);
    expect(reader.mostPerMinute()).toBe(2);
  });

  it('does not read a range again after its viewers left', async () => {
    const { clock, reader, view } = createReplicas();
    await view(partsOf('24h'));
    clock.now += 6 * minute;
    await view(partsOf('1h'));
    expect(reader.calls.map(({ minutes }) => minutes)).toEqual([
      1_435, 1_435, 59, 59,
    ]);
  });

  it('an instance has two calls in any minute, also if AWS refuses all', async () => {
    const { clock, reader, view } = createReplicas();
    reader.failures.set('readLoad', refusal);
    reader.failures.set('readStatements', refusal);
    for (let poll = 0; poll < 60; poll += 1) {
      const [load] = await view(partsOf('1h'));
      expect(load?.failure).toBeInstanceOf(AwsUnavailableError);
      clock.now += 5 * second;
    }
    expect(reader.calls.length).toBeGreaterThan(4);
    expect(reader.mostPerMinute()).toBe(2);
  });

  it('shows the older reading while AWS gives no answer, and the new one afterwards', async () => {
    const { clock, reader, view } = createReplicas();
    await view(partsOf('1h'));
    reader.failures.set('readLoad', refusal);
    clock.now += 2 * minute;
    const [stale] = await view(partsOf('1h'));
    expect(stale).toMatchObject({ readAt: new Date(started) });
    reader.failures.clear();
    clock.now += 2 * minute;
    const [load] = await view(partsOf('1h'));
    expect(load?.readAt).toEqual(new Date(clock.now));
    expect(load?.failure).toBeUndefined();
  });

  it('reads at once without a metric that AWS refused', async () => {
    const { reader, view } = createReplicas();
    let refusals = 0;
    reader.failures.set('readLoad', () => {
      refusals += 1;
      return refusals === 1
        ? new MetricsRefusedError(['os.general.numVCPUs.avg'], 'unknown')
        : undefined;
    });
    const [load] = await view([{ kind: 'load', range: '1h' }]);
    expect(load?.value?.kind).toBe('load');
    expect(reader.calls).toHaveLength(2);
  });

  it('tells that Performance Insights is off', async () => {
    const { reader, view } = createReplicas();
    reader.failures.set('readLoad', () => new InsightsOffError(instance));
    const [load] = await view(partsOf('1h'));
    expect(load?.failure).toBeInstanceOf(InsightsOffError);
  });

  it('does not hide a mistake of this backend', async () => {
    const { reader, view } = createReplicas();
    reader.failures.set('readLoad', () => new TypeError('a mistake'));
    await expect(view(partsOf('1h'))).rejects.toThrow('a mistake');
  });
});

describe('a viewer who switches ranges', () => {
  /** Looks at a range, and again when the answer says that it can be read. */
  const look = async (
    { clock, view }: ReturnType<typeof createReplicas>,
    range: HealthRange,
  ) => {
    const chosenAt = clock.now;
    for (;;) {
      const [load, statements] = await view(partsOf(range));
      if (load?.value) {
        return { load, statements, tookMs: clock.now - chosenAt };
      }
      clock.now += load?.waitMs ?? 0;
    }
  };

  it('waits for the next call only, however many ranges were chosen before', async () => {
    const world = createReplicas();
    for (const range of ['1h', '3h', '12h', '24h'] as const) {
      await world.view(partsOf(range));
      world.clock.now += 2 * second;
    }
    expect((await look(world, '7d')).tookMs).toBeLessThan(55 * second);
    const read = world.reader.calls.slice(2);
    // The details of what is shown come before ranges that no viewer asks for any more.
    expect(read.map(({ method }) => method)).toEqual([
      'readLoad',
      'readStatements',
    ]);
    for (const { minutes } of read) {
      expect(minutes).toBeGreaterThan(6 * 24 * 60);
    }
    expect(world.reader.mostPerMinute()).toBe(2);
  });

  it('does not wait for the health and for other ranges, which have older readings', async () => {
    const world = createReplicas();
    const { clock, view } = world;
    for (let poll = 0; poll < 6; poll += 1) {
      await view(healthParts);
      await view(partsOf('24h'));
      clock.now += minute;
    }
    await view(healthParts);
    clock.now += 10 * second;
    expect((await look(world, '7d')).tookMs).toBeLessThan(55 * second);
    // The health waits for no more than that.
    clock.now += second;
    await view(healthParts);
    clock.now += minute;
    const [load] = await view(healthParts);
    expect(load?.readAt).toEqual(new Date(clock.now));
  });

  it.each<[HealthRange, HealthRange]>([
    ['3h', '1h'],
    ['24h', '12h'],
  ])(
    'from %s to %s sees its part of the same reading at once, without a call and without figures of the longer range',
    async (longer, shorter) => {
      const { reader, clock, view } = createReplicas();
      const hour = 60 * minute;
      const since = started - Number.parseInt(shorter, 10) * hour;
      const valued = { id: 'v', statementId: 's', text: 'SELECT 1' };
      reader.loads.set(instance, {
        times: [since - hour, since + hour / 2],
        total: [7, 3],
        waits: [{ name: 'CPU', type: 'CPU', sessions: [7, 3] }],
        statements: [{ id: 's', text: 'SELECT ?', sessions: [6, 2] }],
        valued: [{ ...valued, isCut: false, sessions: 4 }],
        counters: { vcpus: [1, 2] },
      });
      await view(partsOf(longer));
      clock.now += second;
      const [load, statements] = await view(partsOf(shorter));
      expect(load).toMatchObject({
        readAt: new Date(started),
        value: {
          load: {
            times: [since + hour / 2],
            total: [3],
            waits: [{ sessions: [3] }],
            statements: [{ sessions: [2] }],
            counters: { vcpus: [2] },
          },
        },
      });
      expect(JSON.stringify(load)).not.toContain('SELECT 1');
      expect(statements?.value).toBeUndefined();
      clock.now += minute;
      await view(partsOf(shorter));
      expect(reader.calls.slice(2).map(({ method }) => method)).toContain(
        'readStatements',
      );
    },
  );

  it('sees the last hour that the health has read', async () => {
    const { reader, view } = createReplicas();
    await view(healthParts.slice(0, 1));
    const [load, statements] = await view(partsOf('1h'));
    expect(load?.value?.kind).toBe('load');
    expect(statements?.value?.kind).toBe('statements');
    expect(reader.calls.map(({ method }) => method)).toEqual([
      'readLoad',
      'readStatements',
    ]);
  });

  it('viewers of two ranges share the calls of the longer one', async () => {
    const { reader, clock, view } = createReplicas();
    for (let poll = 0; poll < 20; poll += 1) {
      await view(partsOf('24h'));
      clock.now += 5 * second;
      await view(partsOf('12h'));
      clock.now += 55 * second;
    }
    const loads = reader.calls.filter(({ method }) => method === 'readLoad');
    expect(loads.length).toBeGreaterThan(2);
    // None of the 12 hours.
    expect(loads.filter(({ minutes = 0 }) => minutes < 1_000)).toEqual([]);
  });
});

describe('replicas that share a cache', () => {
  beforeEach(() => setClock(new Date(started).toISOString()));
  afterEach(() => jest.useRealTimers());

  const advance = (clock: { now: number }, ms: number) => {
    clock.now += ms;
    jest.setSystemTime(clock.now);
  };

  it('share the readings and the calls of a minute, and none gets statements with values', async () => {
    const { clock, reader, replicas, view } = createReplicas(3);
    reader.loads.set(instance, {
      valued: [
        {
          id: 'v',
          statementId: 's',
          text: `SELECT 'secret'`,
          isCut: false,
          sessions: 1,
        },
      ],
    });
    const [first] = await view(partsOf('1h'));
    expect(JSON.stringify(first)).toContain('secret');
    for (const reads of replicas.slice(1)) {
      const [load, statements] = await view(partsOf('1h'), reads);
      expect(load?.readAt).toEqual(new Date(started));
      expect(statements?.value?.kind).toBe('statements');
      expect(JSON.stringify(load)).not.toContain('secret');
      advance(clock, 5 * second);
    }
    expect(reader.calls).toHaveLength(2);
    const [other] = await view(partsOf('7d'), replicas[1]);
    expect(other?.value).toBeUndefined();
    expect(other?.waitMs).toBeGreaterThan(45 * second);
    expect(reader.calls).toHaveLength(2);
  });

  it('serve each other: a range of one is read, even if another polls first in each minute', async () => {
    const { clock, reader, replicas, view } = createReplicas(2);
    for (let round = 0; round < 4; round += 1) {
      await view(healthParts, replicas[0]);
      advance(clock, second);
      await view(partsOf('24h'), replicas[1]);
      advance(clock, minute);
    }
    const [load, statements] = await view(partsOf('24h'), replicas[1]);
    expect(load?.value?.kind).toBe('load');
    expect(statements?.value?.kind).toBe('statements');
    expect(reader.mostPerMinute()).toBe(2);
  });

  it('that ask at the same moment make two calls together', async () => {
    const { reader, replicas, view } = createReplicas(3);
    await Promise.all(replicas.map(reads => view(partsOf('1h'), reads)));
    expect(reader.calls).toHaveLength(2);
  });
});

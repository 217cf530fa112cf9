import { testEnvironment } from '../testing/databases/testEnvironment';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import { CachedLookup } from './CachedLookup';
import { testMessage } from '../testing/faults/testMessage';

interface Thing {
  id: string;
  status: string;
}

const prod = testEnvironment('prod');
const second = 1_000;
const unreachable = new AwsUnavailableError(
  testMessage('No route to AWS'),
  'unreachable',
  prod.accountId,
);

describe('a cached lookup', () => {
  let now: number;
  let things: Thing[];
  let calls: string[];
  let failure: Error | undefined;
  let lookup: CachedLookup<Thing>;

  beforeEach(() => {
    now = Date.parse('2026-11-23T05:30:10Z');
    things = Array.from({ length: 20 }, (_, index) => ({
      id: `t${index}`,
      status: 'available',
    }));
    calls = [];
    failure = undefined;
    const answer = async <T>(call: string, value: T) => {
      calls.push(call);
      if (failure) {
        throw failure;
      }
      return value;
    };
    lookup = new CachedLookup<Thing>(
      {
        describe: (_, id) =>
          answer(
            id,
            things.find(thing => thing.id === id),
          ),
        list: () => answer('list', things),
        keyOf: thing => thing.id,
        isMoving: thing => thing?.status !== 'available',
      },
      {
        moving: 5 * second,
        settled: 30 * second,
        listed: values => values.length * 3 * second,
      },
      () => now,
    );
  });

  const read = async (id: string) => (await lookup.get(prod, id)).value;

  it('reads settled values rarely, and moving values more often', async () => {
    things[1] = { id: 't1', status: 'creating' };
    for (const pass of [0, 6, 29, 31]) {
      now = Date.parse('2026-11-23T05:30:10Z') + pass * second;
      await read('t0');
      await read('t1');
    }
    expect(calls.filter(call => call === 't0')).toHaveLength(2);
    expect(calls.filter(call => call === 't1')).toHaveLength(3);
  });

  it('shares one call among concurrent callers', async () => {
    await Promise.all(Array.from({ length: 100 }, () => read('t0')));
    expect(calls).toEqual(['t0']);
  });

  it('reads a list if callers want more than a few values, and keeps using it', async () => {
    for (const thing of things) {
      await read(thing.id);
    }
    expect(calls).toEqual(['t0', 't1', 't2', 't3', 't4', 'list']);
    calls.length = 0;
    now += 50 * second;
    for (const thing of things) {
      await read(thing.id);
    }
    now += 11 * second;
    for (const thing of things) {
      await read(thing.id);
    }
    expect(calls).toEqual(['list']);
  });

  it('knows from a list that a value is missing, and reads it again soon', async () => {
    await lookup.list(prod);
    expect(await read('new')).toBeUndefined();
    things.push({ id: 'new', status: 'available' });
    expect(await read('new')).toBeUndefined();
    now += 6 * second;
    expect(await read('new')).toMatchObject({ id: 'new' });
    expect(calls).toEqual(['list', 'new']);
  });

  it('lists the present values without deleted ones', async () => {
    await lookup.list(prod);
    things.shift();
    now += 61 * second;
    expect((await lookup.list(prod)).value).toHaveLength(19);
  });

  it('reads a single value as often as before, although a list contained it', async () => {
    await lookup.list(prod);
    await read('t0');
    now += 31 * second;
    await read('t0');
    expect(calls).toEqual(['list', 't0']);
  });

  it('serves callers that want many values from a list for another caller', async () => {
    await lookup.list(prod);
    now += 31 * second;
    for (const { id } of things) {
      await read(id);
    }
    // The first requests look like those of a caller that wants few values.
    expect(calls).toEqual(['list', 't0', 't1', 't2', 't3', 't4']);
  });

  it('lists again if an invalidation arrives during the list', async () => {
    const listing = lookup.list(prod);
    now += second;
    lookup.invalidate('prod');
    now += second;
    await listing;
    things.push({ id: 'new', status: 'available' });
    expect((await lookup.list(prod)).value).toHaveLength(21);
  });

  it('lists less often if there are more values', async () => {
    await lookup.list(prod);
    things.push(
      ...things.map(({ id }) => ({ id: `${id}b`, status: 'available' })),
    );
    now += 61 * second;
    await lookup.list(prod);
    now += 61 * second;
    await lookup.list(prod);
    now += 60 * second;
    await lookup.list(prod);
    expect(calls).toEqual(['list', 'list', 'list']);
  });

  it('reads only the few moving values of a list', async () => {
    things[1] = { id: 't1', status: 'creating' };
    for (const { id } of things) {
      await read(id);
    }
    calls.length = 0;
    for (let viewer = 0; viewer < 10; viewer += 1) {
      now += 2 * second;
      await read('t1');
      await read('t2');
      await lookup.list(prod);
    }
    expect(calls).toEqual(['t1', 't1', 't1']);
    things[1] = { id: 't1', status: 'available' };
    now += 6 * second;
    const { value } = await lookup.list(prod);
    expect(value).toEqual(expect.arrayContaining([things[1]]));
  });

  it('lists all values if many move, at most as often as the limit of calls allows', async () => {
    things = Array.from({ length: 400 }, (_, index) => ({
      id: `t${index}`,
      status: 'creating',
    }));
    for (const { id } of things) {
      await read(id);
    }
    calls.length = 0;
    for (let passed = 0; passed < 60; passed += 5) {
      now += 5 * second;
      await lookup.list(prod);
      await read('t1');
      await read(`absent ${passed}`);
    }
    expect(calls).toEqual(['list', 'list', 'list']);
  });

  it('reads again after an invalidation', async () => {
    await read('t0');
    await lookup.list(prod);
    lookup.invalidate('prod');
    await read('t0');
    await lookup.list(prod);
    expect(calls).toEqual(['t0', 'list', 't0', 'list']);
  });

  it('serves the last value with the failure if AWS gives no answer, and does not call AWS for 10 s', async () => {
    const first = await lookup.get(prod, 't0');
    failure = unreachable;
    now += 31 * second;
    const expected = { ...first, failure: unreachable };
    expect(await lookup.get(prod, 't0')).toEqual(expected);
    expect(await lookup.get(prod, 't0')).toEqual(expected);
    expect(calls).toEqual(['t0', 't0']);

    failure = undefined;
    now += 10 * second;
    expect(await lookup.get(prod, 't0')).not.toHaveProperty('failure');
  });

  it('throws the failure if there is no last value', async () => {
    failure = unreachable;
    await expect(lookup.get(prod, 't0')).rejects.toBe(unreachable);
    await expect(lookup.list(prod)).rejects.toBe(unreachable);
  });

  it('throws other errors', async () => {
    failure = new TypeError('a bug');
    await expect(lookup.get(prod, 't0')).rejects.toThrow('a bug');
  });

  it('keeps environments apart', async () => {
    await read('t0');
    await lookup.get(testEnvironment('stg'), 't0');
    expect(calls).toEqual(['t0', 't0']);
  });
});

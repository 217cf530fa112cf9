import { CachedOwners } from './CachedOwners';

const minute = 60_000;

/** Owners over a catalog that counts the requests, with a clock of the test. */
function cachedOwners(...inCatalog: string[]) {
  const world = {
    inCatalog: new Set(inCatalog),
    asked: [] as string[][],
    failure: undefined as Error | undefined,
    now: 0,
  };
  const owners = new CachedOwners(
    {
      filterKnown: async refs => {
        world.asked.push([...refs]);
        if (world.failure) {
          throw world.failure;
        }
        return new Set(refs.filter(ref => world.inCatalog.has(ref)));
      },
    },
    () => world.now,
  );
  return {
    world,
    known: async (...refs: string[]) => [...(await owners.filterKnown(refs))],
  };
}

describe('the owners that the catalog has', () => {
  it('are read once by callers at the same time, and after a while again', async () => {
    const { world, known } = cachedOwners('a');
    await expect(
      Promise.all([known('a', 'b'), known('b', 'a'), known('a', 'a')]),
    ).resolves.toEqual([['a'], ['a'], ['a']]);
    expect(world.asked).toEqual([['a', 'b']]);
    world.now = minute;
    await known('a', 'b');
    world.now = 2 * minute;
    await known('a', 'b');
    expect(world.asked.slice(1)).toEqual([['b'], ['a', 'b']]);
  });

  it('include a group a minute after it came, and no longer one that went', async () => {
    const { world, known } = cachedOwners('gone');
    await known('gone', 'new');
    world.inCatalog = new Set(['new']);
    world.now = 2 * minute;
    await expect(known('gone', 'new')).resolves.toEqual(['new']);
  });

  it('are the last known ones while the catalog gives no answer', async () => {
    const { world, known } = cachedOwners('a');
    await known('a', 'b');
    world.now = 10 * minute;
    world.failure = new Error('The catalog restarts');
    await expect(known('a', 'b')).resolves.toEqual(['a']);
    await expect(known('a', 'c')).rejects.toThrow('The catalog restarts');
    world.now = 60 * minute;
    await expect(known('a')).rejects.toThrow('The catalog restarts');
    world.failure = undefined;
    await expect(known('a', 'c')).resolves.toEqual(['a']);
  });
});

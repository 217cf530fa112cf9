import {
  cpu,
  createLoadWorld,
  instance,
  lock,
  minute,
  times,
} from '../testing/services/createLoadWorld';

/** Performance Insights cuts texts at this number of bytes. */
const cutAt = 500;

/** A statement with a list of this length, as Performance Insights has it. */
const query = (length: number) => {
  const text = `SELECT a FROM b WHERE c IN (${Array(length).fill('?').join(', ')}) AND d = ?`;
  const isCut = text.length > cutAt;
  return {
    id: `length-${length}`,
    text: text.slice(0, cutAt),
    ...(isCut && { isCut }),
  };
};

const createWorld = () => {
  const created = createLoadWorld();
  created.world.instances = [instance('writer')];
  return created;
};

describe('statements that differ only in the length of a list', () => {
  it('are one statement, with the load and the calls of all', async () => {
    const { reader, get } = createWorld();
    reader.loads.set('db-writer', {
      times,
      total: [4, 4, 4],
      waits: [{ ...cpu, sessions: [4, 4, 4] }],
      statements: [
        { id: 'other', text: 'SELECT e FROM b', sessions: [1, 1, 1] },
        { ...query(3), sessions: [1, null, 2] },
        { ...query(20), sessions: [1, null, null] },
      ],
    });
    reader.statements.set('db-writer', [
      {
        ...query(3),
        sessions: 1,
        waits: [{ ...cpu, sessions: 1 }],
        callsPerSecond: 3,
        averageLatencyMs: 10,
        rowsPerCall: 1,
      },
      {
        ...query(20),
        sessions: 0.5,
        waits: [
          { ...cpu, sessions: 0.25 },
          { ...lock, sessions: 0.25 },
        ],
        callsPerSecond: 1,
        averageLatencyMs: 50,
      },
    ]);
    const { statements } = await get();
    expect(statements.map(({ text, share }) => [text, share])).toEqual([
      ['SELECT a FROM b WHERE c IN (?, …) AND d = ?', 0.333],
      ['SELECT e FROM b', 0.25],
    ]);
    expect(statements[0]).toMatchObject({
      points: [
        [times[0], 2],
        [times[2], 2],
      ],
      waits: [
        { name: cpu.name, load: 1.111 },
        { name: lock.name, load: 0.222 },
      ],
      callsPerSecond: 4,
      averageLatencyMs: 20,
      rowsPerCall: 1,
    });
  });

  it('keep their id, whichever lengths a minute has', async () => {
    const idOf = async (length: number) => {
      const { reader, get } = createWorld();
      const sessions = times.map(() => 1);
      reader.loads.set('db-writer', {
        times,
        statements: [{ ...query(length), sessions }],
      });
      return (await get()).statements[0]?.id;
    };
    expect(await idOf(4)).toBe(await idOf(90));
    expect(await idOf(400)).toBe(await idOf(4_000));
  });

  it.each([
    ['that they lack', ['f', 'g'], true],
    ['that they have', ['f', 'g'], false],
  ])('are several if the end differs %s', async (_, columns, isCut) => {
    const { reader, get } = createWorld();
    reader.loads.set('db-writer', {
      times,
      statements: columns.map(column => ({
        id: column,
        text: `SELECT ${isCut ? 'a' : column} FROM b WHERE c IN (?, ?, ?) AND d`,
        ...(isCut && { isCut }),
        sessions: times.map(() => 1),
      })),
    });
    const { statements } = await get();
    expect(statements).toHaveLength(2);
    expect(statements.every(({ text }) => text.endsWith('…') === isCut)).toBe(
      true,
    );
  });

  it('have the texts of all lengths', async () => {
    const { clock, reader, get, texts } = createWorld();
    const lengths = [5, 30];
    const own = lengths.map(length => ({
      id: `sent-${length}`,
      statementId: query(length).id,
      text: `SELECT a FROM b WHERE c IN (${length}) AND d = 1`,
      isCut: false,
      sessions: 1,
    }));
    const statements = lengths.map(length => ({
      ...query(length),
      sessions: times.map(() => 1),
    }));
    reader.loads.set('db-writer', { times, statements, valued: own });
    const id = (await get()).statements[0]?.id ?? '';
    expect((await texts(id)).items).toHaveLength(2);

    // Those with a small load are read by the id that Performance Insights knows.
    reader.loads.set('db-writer', { times, statements, valued: [] });
    reader.valued.push(...own);
    clock.now += 2 * minute;
    await texts(id);
    clock.now += minute + 1_000;
    expect((await texts(id)).items).toEqual([
      { text: 'SELECT a FROM b WHERE c IN (5) AND d = 1', load: 1 },
    ]);
  });
});

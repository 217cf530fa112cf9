import {
  createLoadWorld,
  instance,
  load,
  minute,
} from '../testing/services/createLoadWorld';

describe('the statements behind a tokenized one', () => {
  const valued = (
    id: string,
    text: string,
    sessions: number,
    isCut = false,
  ) => ({
    id,
    statementId: 'update',
    text,
    isCut,
    sessions,
  });

  it('are those of the reading that the user looks at, without another call', async () => {
    const { reader, get, texts } = createLoadWorld();
    reader.loads.set('db-writer', {
      ...load,
      valued: [
        valued('1', 'UPDATE a SET b = 1', 0.1),
        valued('2', 'UPDATE a SET b = 2', 0.3),
        { ...valued('3', 'SELECT 1', 9), statementId: 'other' },
      ],
    });
    reader.loads.set('db-reader', {
      ...load,
      valued: [valued('1', 'UPDATE a SET b = 1', 0.4)],
    });
    expect(JSON.stringify(await get())).not.toMatch(/b = \d/);
    expect(await texts('update')).toEqual({
      id: 'update',
      items: [
        { text: 'UPDATE a SET b = 1', load: 0.5 },
        { text: 'UPDATE a SET b = 2', load: 0.3 },
      ],
    });
    expect(reader.calls).toHaveLength(4);
  });

  it('are whole as soon as a call is left', async () => {
    const { clock, reader, texts } = createLoadWorld();
    reader.loads.set('db-writer', {
      ...load,
      valued: [valued('1', 'UPDATE a SET', 1, true)],
    });
    reader.wholeTexts.set('1', 'UPDATE a SET b = 1');
    expect(await texts('update')).toMatchObject({
      unavailable: { code: 'insight.nextMinute' },
      items: [{ text: 'UPDATE a SET…' }],
    });
    clock.now += minute + 1_000;
    await texts('update');
    clock.now += minute + 1_000;
    expect((await texts('update')).items).toEqual([
      { text: 'UPDATE a SET b = 1', load: 1 },
    ]);
    expect(reader.mostPerMinute()).toBe(2);
  });

  it('are read by themselves if their load is small', async () => {
    const { clock, reader, world, texts } = createLoadWorld();
    world.instances = [instance('writer')];
    reader.loads.set('db-writer', { ...load, valued: [] });
    reader.valued.push(valued('1', 'UPDATE a SET b = 1', 0.1));
    expect(await texts('update')).toMatchObject({
      unavailable: { code: 'insight.nextMinute' },
      items: [],
    });
    clock.now += minute + 1_000;
    expect((await texts('update')).items).toHaveLength(1);
  });

  it('of an unknown one are not asked for', async () => {
    const { reader, texts } = createLoadWorld();
    reader.loads.set('db-writer', load);
    await expect(texts('strange')).rejects.toThrow(
      'Statement strange is not among those with the greatest load of resource:default/goal-mandala-prd in the last 1h',
    );
    expect(reader.calls.map(({ method }) => method)).not.toContain(
      'readValuedStatements',
    );
  });
});

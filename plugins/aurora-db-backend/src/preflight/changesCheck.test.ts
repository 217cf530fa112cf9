import { ChangesCheck } from './changesCheck';

describe('ChangesCheck', () => {
  it('finds nothing in changes that a deploy carries out', async () => {
    expect(await new ChangesCheck().run({ refusals: [] })).toEqual([]);
  });

  it('says each reason against the changes', async () => {
    const refusals = ['Cluster would be replaced', 'Writer would be replaced'];
    expect(await new ChangesCheck().run({ refusals })).toMatchObject([
      { ok: false, message: { text: refusals[0] } },
      { ok: false, message: { text: refusals[1] } },
    ]);
  });
});

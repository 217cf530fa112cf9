import { testMessage } from '../testing/faults/testMessage';
import { changesCheck } from './changesCheck';

describe('changesCheck', () => {
  it('finds nothing if a deploy can carry out the changes', async () => {
    expect(await changesCheck.run({ refusals: [] })).toEqual([]);
  });

  it('names each reason against the changes', async () => {
    const refusals = [
      testMessage('Cluster would be replaced'),
      testMessage('Writer would be replaced'),
    ];
    expect(await changesCheck.run({ refusals })).toMatchObject([
      { ok: false, message: { text: 'Cluster would be replaced' } },
      { ok: false, message: { text: 'Writer would be replaced' } },
    ]);
  });
});

import { testSnapshot } from '../testing/fakes/FakeSnapshots';
import { windowCheck } from './windowCheck';

describe('windowCheck', () => {
  it('shows the times to which the database can be restored', async () => {
    const window = {
      earliest: new Date('2026-11-01T00:00:00Z'),
      latest: new Date('2026-11-25T09:00:00Z'),
    };
    expect(await windowCheck.run({ window })).toMatchObject([
      {
        ok: true,
        message: {
          params: {
            earliest: '2026-11-01T00:00:00.000Z',
            latest: '2026-11-25T09:00:00.000Z',
          },
        },
      },
    ]);
  });

  it('does not apply to a restore of a snapshot', async () => {
    const snapshot = testSnapshot({});
    expect(await windowCheck.run({ snapshot })).toEqual([]);
  });
});

import { testSnapshot } from '../testing/FakeSnapshots';
import { restoreWindowCheck } from './restoreWindowCheck';

describe('restoreWindowCheck', () => {
  it('shows the times to which the database can be restored', async () => {
    const window = {
      earliest: new Date('2026-11-01T00:00:00Z'),
      latest: new Date('2026-11-25T09:00:00Z'),
    };
    expect(await restoreWindowCheck.run({ window })).toMatchObject([
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
    expect(await restoreWindowCheck.run({ snapshot })).toEqual([]);
  });
});

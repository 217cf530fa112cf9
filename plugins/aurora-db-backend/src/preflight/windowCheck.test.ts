import { testSnapshot } from '../testing/fakes/FakeSnapshots';
import { windowCheck } from './windowCheck';

describe('windowCheck', () => {
  it('shows the times to which the database can be restored', async () => {
    const window = {
      earliest: new Date('2026-11-01T00:00:00Z'),
      latest: new Date('2026-11-25T09:00:00Z'),
      isEncrypted: true,
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

  it('refuses a time if the source is not encrypted, and names the way out', async () => {
    const at = new Date('2026-11-01T00:00:00Z');
    const window = { earliest: at, latest: at, isEncrypted: false };
    expect(await windowCheck.run({ window })).toMatchObject([
      {
        ok: false,
        message: {
          code: 'preflight.windowUnencrypted',
          text: expect.stringContaining('restore the snapshot instead'),
        },
      },
    ]);
  });

  it('does not apply to a restore of a snapshot', async () => {
    const snapshot = testSnapshot({});
    expect(await windowCheck.run({ snapshot })).toEqual([]);
  });
});

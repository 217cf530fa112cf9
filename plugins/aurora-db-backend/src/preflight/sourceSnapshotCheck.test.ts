import { testSnapshot } from '../testing/fakes/FakeSnapshots';
import { sourceSnapshotCheck } from './sourceSnapshotCheck';

const id = 'goal-mandala-prd-manual-20261125080000';
const createdAt = new Date('2026-11-25T08:00:00Z');
const check = (status: string) =>
  sourceSnapshotCheck.run({
    snapshot: testSnapshot({ id, createdAt, status }),
  });

describe('sourceSnapshotCheck', () => {
  it('names a restorable snapshot and its time', async () => {
    expect(await check('available')).toMatchObject([
      {
        ok: true,
        message: {
          text: `Snapshot ${id} of 2026-11-25T08:00:00.000Z is available`,
        },
      },
    ]);
  });

  it('names the status of a snapshot that cannot be restored', async () => {
    expect(await check('creating')).toMatchObject([
      {
        ok: false,
        message: {
          code: 'preflight.snapshotState',
          params: { snapshotId: id, status: 'creating' },
        },
      },
    ]);
  });

  it('does not apply to a restore to a time', async () => {
    const window = {
      earliest: createdAt,
      latest: createdAt,
      isEncrypted: true,
    };
    expect(await sourceSnapshotCheck.run({ window })).toEqual([]);
  });
});

import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import { mockServices } from '@backstage/backend-test-utils';
import { FakeSnapshots, testSnapshot } from '../__testUtils__/FakeSnapshots';
import { sourceTags } from '../__testUtils__/testBackups';
import { testEnvironment } from '../__testUtils__/testEnvironment';
import { ExpiredSnapshots } from './ExpiredSnapshots';

const now = new Date('2026-11-25T08:00:00Z');
const expired = {
  ...sourceTags,
  [auroraDbTags.expiresAt]: '2026-11-25T07:59:59.000Z',
};

function testExpiry(environments = [testEnvironment('prod')]) {
  const snapshots = new FakeSnapshots();
  const auditEvent = { success: jest.fn(), fail: jest.fn() };
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => auditEvent),
  });
  const logger = mockServices.logger.mock();
  const expiry = new ExpiredSnapshots({
    environments,
    snapshots,
    auditor,
    logger,
  });
  return { expiry, snapshots, auditor, auditEvent, logger };
}

describe('ExpiredSnapshots', () => {
  it('deletes what has expired, and leaves an auditor event', async () => {
    const { expiry, snapshots, auditor, auditEvent } = testExpiry();
    snapshots.all.push(testSnapshot({ id: 'old', tags: expired }));
    await expiry.deleteAll(now);
    expect(snapshots.all).toEqual([]);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'snapshot-expire',
        meta: expect.objectContaining({ snapshotId: 'old' }),
      }),
    );
    expect(auditEvent.success).toHaveBeenCalledTimes(1);
  });

  it.each([
    [
      'one that expires later',
      {
        tags: {
          ...expired,
          [auroraDbTags.expiresAt]: '2026-11-25T08:00:01.000Z',
        },
      },
    ],
    ['one that never expires', { tags: sourceTags }],
    [
      'one whose expiry is no time',
      { tags: { ...expired, [auroraDbTags.expiresAt]: 'soon' } },
    ],
    [
      'one of another environment',
      { tags: { ...expired, [auroraDbTags.environment]: 'stg' } },
    ],
    [
      'one without our name',
      { tags: { [auroraDbTags.expiresAt]: '2026-01-01T00:00:00Z' } },
    ],
    [
      'one whose tags name another cluster than it is of',
      { tags: { ...expired, [auroraDbTags.name]: 'other' } },
    ],
    ['an automated one', { tags: expired, type: 'automated' as const }],
    ['one that is being taken', { tags: expired, status: 'creating' }],
  ])('keeps %s', async (_, overrides) => {
    const { expiry, snapshots } = testExpiry();
    snapshots.all.push(testSnapshot(overrides));
    await expiry.deleteAll(now);
    expect(snapshots.all).toHaveLength(1);
  });

  it('goes on with the next environment where one can not be read, and says so', async () => {
    const { expiry, snapshots, logger } = testExpiry([
      testEnvironment('dev'),
      testEnvironment('prod'),
    ]);
    snapshots.all.push(testSnapshot({ tags: expired }));
    const list = jest
      .spyOn(snapshots, 'listManual')
      .mockRejectedValueOnce(new Error('AWS gives no answer'));
    await expiry.deleteAll(now);
    expect(list).toHaveBeenCalledTimes(2);
    expect(snapshots.all).toEqual([]);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('dev are left to the next run'),
    );
  });
});

import {
  automatedSnapshotName,
  expiredBackups,
  isBackupDue,
  latestWindowStart,
} from './backupSchedule';
import {
  clusterSnapshotRecordSchema,
  type ClusterSnapshotRecord,
} from './ClusterSnapshotRecord';

const window = '18:00-19:00';
const at = (time: string) => new Date(`2026-11-${time}Z`);

function backup(time: string): ClusterSnapshotRecord {
  return clusterSnapshotRecordSchema.parse({
    identifier: time,
    arn: '',
    type: 'automated',
    status: 'available',
    percentProgress: 100,
    createdAt: at(time),
    folder: '',
    sizeGiB: 1,
    base: { endedAt: at(time), firstSegment: '000000010000000000000004' },
    clusterIdentifier: 'orders',
    clusterResourceId: '',
    clusterCreatedAt: at(time),
    engineVersion: '15.17',
    port: 5432,
    masterUsername: 'postgres',
    availabilityZones: [],
    storageEncrypted: false,
    iamAuthentication: false,
    tags: [],
  });
}

describe('the backup window', () => {
  it.each([
    ['25T18:00:00', '25T18:00:00'],
    ['25T23:59:59', '25T18:00:00'],
    ['25T17:59:59', '24T18:00:00'],
  ])('at %s last began at %s', (now, began) => {
    expect(latestWindowStart(window, at(now))).toEqual(at(began));
  });
});

describe('a backup', () => {
  it('is due if there is none', () => {
    expect(isBackupDue([], window, at('25T12:00:00'))).toBe(true);
  });

  it('is due once after each beginning of the window', () => {
    const backups = [backup('24T18:00:05')];
    expect(isBackupDue(backups, window, at('25T17:59:59'))).toBe(false);
    expect(isBackupDue(backups, window, at('25T18:00:00'))).toBe(true);
    backups.push(backup('25T18:00:00'));
    expect(isBackupDue(backups, window, at('25T18:30:00'))).toBe(false);
  });

  it('is due late if nothing was running in the window', () => {
    expect(
      isBackupDue([backup('22T18:00:05')], window, at('25T09:00:00')),
    ).toBe(true);
  });

  it('is named after its cluster and its minute', () => {
    expect(automatedSnapshotName('goal-mandala-prd', at('25T18:00:59'))).toBe(
      'rds:goal-mandala-prd-2026-11-25-18-00',
    );
  });
});

describe('a backup expires', () => {
  const days = ['20', '21', '22', '23', '24'].map(day =>
    backup(`${day}T18:00:05`),
  );
  const expired = (retention: number) =>
    expiredBackups(days, retention, at('24T18:01:00')).map(
      ({ identifier }) => identifier,
    );

  it("when a later one is as old as the retention period, because restores to the period's first day need that one", () => {
    expect(expired(2)).toEqual(['21T18:00:05', '20T18:00:05']);
  });

  it('not earlier, and never the last one', () => {
    expect(expired(7)).toEqual([]);
    expect(expiredBackups(days.slice(0, 1), 1, at('30T00:00:00'))).toEqual([]);
  });

  it('earlier if the retention period becomes shorter', () => {
    expect(expired(1)).toEqual(['22T18:00:05', '21T18:00:05', '20T18:00:05']);
  });
});

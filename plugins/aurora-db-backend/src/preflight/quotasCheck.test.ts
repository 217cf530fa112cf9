import { environmentDefaults } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { AccountQuota } from '../ports/AccountQuotaReader';
import { testDatabaseSubject } from '../testing/databases/testDatabaseSubject';
import { quotasCheck } from './quotasCheck';

function check(
  quotas: Record<string, AccountQuota>,
  subject: Parameters<typeof testDatabaseSubject>[0] = {},
) {
  const read = async () => new Map(Object.entries(quotas));
  return quotasCheck({ read }).run(testDatabaseSubject(subject));
}

describe('quotasCheck', () => {
  it('passes if the database needs exactly the rest of a quota', async () => {
    expect(
      await check({
        DBClusters: { used: 39, limit: 40 },
        DBInstances: { used: 38, limit: 40 },
      }),
    ).toMatchObject([{ ok: true, message: { code: 'preflight.quotas' } }]);
  });

  it('names each quota that is too small, and what the database needs', async () => {
    expect(
      await check({
        DBClusters: { used: 40, limit: 40 },
        DBInstances: { used: 39, limit: 40 },
      }),
    ).toMatchObject([
      {
        ok: false,
        message: {
          code: 'preflight.quotaExceeded',
          params: { quota: 'DBClusters', needed: 1, used: 40, limit: 40 },
        },
      },
      { ok: false, message: { params: { quota: 'DBInstances', needed: 2 } } },
    ]);
  });

  it('counts one instance for a database without a reader', async () => {
    const DBInstances = { used: 39, limit: 40 };
    const config = { ...environmentDefaults.dev, multiAz: false };
    expect(await check({ DBInstances }, { config })).toMatchObject([
      { ok: true },
    ]);
  });

  it('does not apply to a database that exists', async () => {
    const DBClusters = { used: 40, limit: 40 };
    expect(await check({ DBClusters }, { isNew: false })).toEqual([]);
  });
});

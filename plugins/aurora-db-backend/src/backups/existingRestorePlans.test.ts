import type { Plan } from '@aurora-db/backstage-plugin-aurora-db-common';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import { testMessage } from '../testing/faults/testMessage';
import {
  nightly,
  testExistingBackups,
} from '../testing/services/testExistingBackups';

const latest = { from: { latest: true as const }, name: 'orders-r1' };
const fromSnapshot = { from: { snapshotId: 'nightly' }, name: 'orders-r1' };

function textsOf({ differences = [] }: Plan): Record<string, string[]> {
  const texts: Record<string, string[]> = {};
  for (const { aspect, message } of differences) {
    (texts[aspect] ??= []).push(message.text);
  }
  return texts;
}

const obstaclesOf = ({ preflight }: Plan) =>
  preflight.flatMap(({ check, ok, message }) =>
    ok ? [] : [[check, message?.code]],
  );

describe('the plan of a restore from a database of another tool', () => {
  it('has the new database, its differences, and no obstacle', async () => {
    const { plan, stacks, account } = testExistingBackups({ port: 6432 });
    account.parameters['orders-parameters'] = {};
    const result = await plan(latest);
    expect(result).toMatchObject({
      target: { entityRef: 'resource:default/orders-r1-prd' },
      engineVersion: '15.4',
      config: { minCapacity: 1, maxCapacity: 16, multiAz: true },
    });
    expect(obstaclesOf(result)).toEqual([]);
    expect(textsOf(result)).toEqual({
      capacity: [
        'The instances of the source have the classes db.r6g.large. The restored database is serverless, with 1 to 16 ACU',
        'Readers: 0 in the source, 1 in the restored database',
      ],
      secret: [
        'The master user stays orders_admin, with a new password in a secret of the restored database. The secret of the source is not copied. Other PostgreSQL users keep their passwords',
      ],
      network: [
        expect.stringContaining('in the private subnets of prod'),
        'The port is 5432 instead of 6432',
      ],
      backup: [
        'Retention of automated backups in days: 30 instead of 7',
        expect.stringMatching(
          /^The backup window is .* instead of 15:00-15:30 UTC$/,
        ),
      ],
      other: [
        'IAM authentication is on. It is off for the source',
        expect.stringContaining('log in as lambda-user'),
      ],
      alarms: [
        expect.stringContaining('The alarms of the source are not copied'),
      ],
    });
    expect(stacks.calls).toEqual([]);
  });

  it.each<
    [string, Parameters<typeof testExistingBackups>[0], string[], object]
  >([
    [
      'of a serverless source',
      { capacity: { minCapacity: 0.5, maxCapacity: 256 } },
      ['db.serverless'],
      { minCapacity: 0.5, maxCapacity: 256 },
    ],
    [
      'of a source that pauses',
      { capacity: { minCapacity: 0, maxCapacity: 4 } },
      ['db.serverless'],
      { minCapacity: 0, maxCapacity: 4 },
    ],
    [
      'of a source with both kinds of instances',
      { capacity: { minCapacity: 1, maxCapacity: 8 } },
      ['db.r6g.large', 'db.serverless'],
      { minCapacity: 1, maxCapacity: 8 },
    ],
    [
      'of the environment, if the portal does not support that of the source',
      { capacity: { minCapacity: 0, maxCapacity: 0.5 } },
      ['db.serverless'],
      { minCapacity: 1, maxCapacity: 16 },
    ],
    [
      'of the environment, if the source has only provisioned instances',
      { capacity: { minCapacity: 1, maxCapacity: 8 } },
      ['db.t4g.medium'],
      { minCapacity: 1, maxCapacity: 16 },
    ],
    [
      'of a source without instances',
      { capacity: { minCapacity: 1, maxCapacity: 8 }, members: [] },
      [],
      { minCapacity: 1, maxCapacity: 8 },
    ],
    [
      'of the environment, if the source has no instances and no capacity',
      { members: [] },
      [],
      { minCapacity: 1, maxCapacity: 16 },
    ],
  ])('has the capacity %s', async (_, overrides, classes, capacity) => {
    const { plan, account } = testExistingBackups(overrides);
    account.instances = classes.map((instanceClass, index) => ({
      id: `orders-${index}`,
      status: 'available',
      instanceClass,
      performanceInsights: false,
    }));
    expect((await plan(latest)).config).toMatchObject(capacity);
  });

  it('says why the capacity of the source is not used', async () => {
    const { plan, account } = testExistingBackups({
      capacity: { minCapacity: 0, maxCapacity: 0.5 },
    });
    account.instances[0] = {
      id: 'orders-1',
      status: 'available',
      instanceClass: 'db.serverless',
      performanceInsights: false,
    };
    expect(textsOf(await plan(latest)).capacity?.[0]).toBe(
      'The source has 0 to 0.5 ACU, which the portal does not support. The restored database has those of its environment, 1 to 16 ACU',
    );
  });

  it('has the capacity of the environment within the bounds of the engine version', async () => {
    const { plan, engineVersions } = testExistingBackups();
    engineVersions.listCreatable = async () => [
      { version: '15.4', capacity: { min: 4, max: 8 } },
    ];
    expect((await plan(latest)).config).toMatchObject({
      minCapacity: 4,
      maxCapacity: 8,
    });
  });

  it.each([
    ['13.12', 'preflight.engineUnsupported'],
    ['16.8-limitless', 'preflight.engineUnsupported'],
    ['18.1', 'preflight.engineUnsupported'],
    ['15.6', 'preflight.engineMissing'],
  ])(
    'refuses Aurora PostgreSQL %s before CloudFormation is called',
    async (engineVersion, code) => {
      const { plan, restore, stacks } = testExistingBackups({ engineVersion });
      expect(obstaclesOf(await plan(latest))).toEqual([['engine', code]]);
      await expect(restore(latest)).rejects.toMatchObject({
        name: 'ConflictError',
      });
      expect(stacks.calls).toEqual([]);
    },
  );

  it('has no parameters if the portal has no template for the version of the source', async () => {
    const { plan, account } = testExistingBackups({ engineVersion: '13.12' });
    account.parameters['orders-parameters'] = { max_connections: '500' };
    const result = await plan(latest);
    expect(result.changes).toEqual([]);
    expect(textsOf(result)).not.toHaveProperty('parameters');
  });

  it('refuses to restore an unencrypted source to a time, and encrypts its snapshot', async () => {
    const { plan, restore, snapshots } = testExistingBackups({
      storageEncrypted: false,
    });
    expect(obstaclesOf(await plan(latest))).toEqual([
      ['window', 'preflight.windowUnencrypted'],
    ]);
    await expect(restore(latest)).rejects.toThrow(
      'RDS cannot encrypt a cluster that it restores to a time',
    );
    snapshots.all.push({ ...nightly, storageEncrypted: false });
    const result = await plan(fromSnapshot);
    expect(obstaclesOf(result)).toEqual([]);
    expect(textsOf(result).other).toContain(
      'The source is not encrypted. The restored database is encrypted with the KMS key that AWS manages',
    );
  });

  it('names the key of the source, whose policy must allow a restore', async () => {
    const key = 'arn:aws:kms:ap-northeast-1:444444444444:key/orders';
    const { plan } = testExistingBackups({ kmsKeyArn: key });
    const { warnings } = await plan(latest);
    expect(warnings).toContainEqual(
      expect.objectContaining({
        code: 'plan.restoreKeyOfSource',
        params: { key },
      }),
    );
  });

  it('names the versions of the snapshot, the source and the environment', async () => {
    const { plan, snapshots } = testExistingBackups({ engineVersion: '16.4' });
    snapshots.all.push({ ...nightly, engineVersion: '15.17' });
    expect(textsOf(await plan(fromSnapshot)).version).toEqual([
      'The restored database has Aurora PostgreSQL 15.17, as the snapshot. The source now has 16.4',
    ]);
    const { plan: planLatest } = testExistingBackups({ engineVersion: '16.4' });
    expect(textsOf(await planLatest(latest)).version).toEqual([
      'The restored database has Aurora PostgreSQL 16.4, as its source. New databases of prod have 15',
    ]);
  });

  it('names the global database, the tags and the deletion protection that are not copied', async () => {
    const { plan } = testExistingBackups({
      globalClusterIdentifier: 'orders-global',
      tags: { 'cost-center': '4711', 'aws:cloudformation:stack-name': 'x' },
      deletionProtection: false,
    });
    expect(textsOf(await plan(latest)).other).toEqual(
      expect.arrayContaining([
        'The source is a member of the global database orders-global. The restored database is not',
        'Tags of the source that are not copied: cost-center',
        'Deletion protection is on. It is off for the source',
      ]),
    );
  });

  it('shows that RDS has no backup yet', async () => {
    const { plan } = testExistingBackups({
      backup: { retentionDays: 1, window: '18:00-19:00' },
    });
    await expect(plan(latest)).rejects.toThrow(
      "prod.orders-cluster can't be restored to a time yet",
    );
  });

  it('says if the parameters of the source cannot be read', async () => {
    const { plan, parameters } = testExistingBackups();
    parameters.readSet = async () => {
      throw new AwsUnavailableError(
        testMessage('rds:DescribeDBClusterParameters is not allowed'),
        'access-denied',
        '444444444444',
      );
    };
    expect(textsOf(await plan(latest)).parameters).toEqual([
      'It is unknown which parameters differ: rds:DescribeDBClusterParameters is not allowed',
    ]);
  });

  it.each([
    ['a long identifier', `a${'-long-name'.repeat(6)}`],
    ['a short identifier', 'ab'],
    ['an identifier with the usual ending', 'orders-aurora-cluster'],
    ['an identifier with double hyphens', 'a--b'],
  ])('proposes a valid name for %s', async (_, clusterIdentifier) => {
    const { plan } = testExistingBackups({ clusterIdentifier });
    const { target } = await plan({ from: { latest: true } });
    expect(target.name).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*-r\d{12}$/);
    expect(target.clusterIdentifier.length).toBeLessThanOrEqual(63);
  });
});

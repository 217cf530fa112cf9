import type {
  EnvironmentProfile,
  PlannedChange,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { predeploySnapshotCheck } from './predeploySnapshotCheck';

const change: PlannedChange = {
  action: 'modify',
  resource: 'Cluster',
  type: 'AWS::RDS::DBCluster',
  properties: ['ServerlessV2ScalingConfiguration'],
  allowed: true,
};

async function check(
  options: {
    used?: number;
    environment?: EnvironmentProfile;
    isNew?: boolean;
    changes?: PlannedChange[];
  } = {},
) {
  const { used = 3, isNew = false, changes = [change] } = options;
  let reads = 0;
  const readQuota = async () => {
    reads += 1;
    return { used, limit: 100 };
  };
  const findings = await predeploySnapshotCheck({ readQuota }).run({
    environment: testEnvironment(options.environment ?? 'prod'),
    isNew,
    changes,
  });
  return { findings, reads };
}

describe('predeploySnapshotCheck', () => {
  it('announces the snapshot and the days until it expires', async () => {
    expect((await check({ used: 99 })).findings).toMatchObject([
      {
        ok: true,
        message: { code: 'preflight.snapshotFirst', params: { days: 14 } },
      },
    ]);
  });

  it('names the quota if the account cannot have another snapshot', async () => {
    expect((await check({ used: 100 })).findings).toMatchObject([
      {
        ok: false,
        message: { code: 'preflight.snapshotQuota', params: { limit: 100 } },
      },
    ]);
  });

  it.each([
    ['dev', { environment: 'dev' as const }],
    ['a new database', { isNew: true }],
    ['a deploy without changes', { changes: [] }],
  ])('does not apply to %s, and calls no AWS API', async (_, options) => {
    expect(await check({ used: 100, ...options })).toEqual({
      findings: [],
      reads: 0,
    });
  });
});

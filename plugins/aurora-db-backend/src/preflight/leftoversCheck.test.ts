import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import type { LogGroupReader } from '../ports/LogGroupReader';
import { testCluster } from '../testing/databases/testCluster';
import { testDatabaseSubject } from '../testing/databases/testDatabaseSubject';
import { testMessage } from '../testing/faults/testMessage';
import { leftoversCheck } from './leftoversCheck';

const logGroup = '/aws/rds/cluster/goal-mandala-prd-aurora-cluster/postgresql';

function check(
  hasCluster: boolean,
  exists: LogGroupReader['exists'],
  isNew = true,
) {
  const describeCluster = async () =>
    hasCluster ? testCluster('goal-mandala', 'prod') : undefined;
  return leftoversCheck({ describe: describeCluster }, { exists }).run(
    testDatabaseSubject({ isNew }),
  );
}

describe('leftoversCheck', () => {
  it('finds nothing if the names are free', async () => {
    expect(await check(false, async () => false)).toMatchObject([
      { ok: true, message: { code: 'preflight.nothingLeft' } },
    ]);
  });

  it('has a finding for a leftover cluster and another for a leftover log group', async () => {
    const isLogGroup: LogGroupReader['exists'] = async (_, name) =>
      name === logGroup;
    expect(await check(true, isLogGroup)).toMatchObject([
      {
        ok: false,
        message: {
          code: 'preflight.clusterLeft',
          params: { clusterIdentifier: 'goal-mandala-prd-aurora-cluster' },
        },
      },
      {
        ok: false,
        message: { code: 'preflight.logGroupLeft', params: { logGroup } },
      },
    ]);
  });

  it('does not apply to a database that exists', async () => {
    expect(await check(true, async () => true, false)).toEqual([]);
  });

  const failWith = (reason: AwsUnavailableError['reason']) => async () => {
    throw new AwsUnavailableError(
      testMessage('no answer'),
      reason,
      '444444444444',
    );
  };

  it('needs no permission to read log groups', async () => {
    expect(await check(false, failWith('access-denied'))).toMatchObject([
      { ok: true },
    ]);
  });

  it('does not guess if AWS gives no answer', async () => {
    await expect(check(false, failWith('unreachable'))).rejects.toThrow(
      'no answer',
    );
  });
});

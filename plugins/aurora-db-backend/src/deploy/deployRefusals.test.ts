import type { DeployRequest } from '@aurora-db/backstage-plugin-aurora-db-common';
import { testDeploy } from '../testing/services/testDeploy';

const request: DeployRequest = {
  name: 'goal-mandala',
  environment: 'dev',
  owner: 'group:default/payments',
};

describe('AuroraDeployService refuses before a call to CloudFormation', () => {
  it.each<
    [
      string,
      Partial<DeployRequest>,
      Partial<ReturnType<typeof testDeploy>['account']>,
      string,
    ]
  >([
    [
      'a capacity beyond the bounds',
      { maxCapacity: 4 },
      {},
      "maxCapacity 4 is outside dev's bounds: choose 0.5 to 2 ACU",
    ],
    [
      'an engine version that the region lacks',
      { engineVersion: '15.9' },
      {},
      "ap-northeast-1 can't create Aurora PostgreSQL 15.9 as serverless; it offers 15.4, 15.17",
    ],
    [
      'credentials of another account',
      {},
      { accountId: '999999999999' },
      'The credentials for dev belong to account 999999999999',
    ],
    [
      'a missing subnet',
      {},
      { subnets: ['subnet-0a1b2c3d'] },
      'ap-northeast-1 has no subnet subnet-0a1b2c3e. Correct auroraDb.environments.dev.network',
    ],
    [
      'a missing security group',
      {},
      { securityGroupVpc: undefined },
      'ap-northeast-1 has no security group sg-0a1b2c3d',
    ],
    [
      'a security group elsewhere',
      {},
      { securityGroupVpc: 'vpc-1' },
      'security group sg-0a1b2c3d is in vpc-1, not in vpc-0a1b2c3d',
    ],
    [
      'a cluster without a stack',
      {},
      { strayCluster: true, cluster: { engineVersion: '15.4' } },
      'The cluster goal-mandala-dev-aurora-cluster exists, but it does not belong to a stack goal-mandala-dev-database',
    ],
    [
      'a left-over log group',
      {},
      {
        logGroups: [
          '/aws/rds/cluster/goal-mandala-dev-aurora-cluster/postgresql',
        ],
      },
      'The log group /aws/rds/cluster/goal-mandala-dev-aurora-cluster/postgresql is left over',
    ],
  ])('%s', async (_, change, found, sentence) => {
    const { deployer, stacks, account, context } = testDeploy();
    Object.assign(account, found);
    await expect(
      deployer.deploy({ ...request, ...change }, 'task', context),
    ).rejects.toThrow(sentence);
    expect(stacks.calls).toEqual([]);
  });
});

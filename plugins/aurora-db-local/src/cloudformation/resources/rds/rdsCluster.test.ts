import { FakeRds } from '../../testing/FakeRds';
import { startCloudFormation } from '../../testing/startCloudFormation';
import { cluster, resources, subnetGroup } from '../../testing/templates';

it('is complete only when the secret of its managed password is active', async () => {
  const rds = new FakeRds();
  const cfn = await startCloudFormation(rds);
  const show = (SecretStatus: string) =>
    rds.clusters.set('shop-dev', {
      ...rds.clusters.get('shop-dev'),
      MasterUserSecret: { SecretArn: 'arn:of-the-secret', SecretStatus },
    });
  let looks = 0;
  rds.onCall = async (name, when) => {
    if (name === 'CreateDBCluster' && when === 'after') {
      show('creating');
    }
    if (name === 'DescribeDBClusters' && when === 'after') {
      looks += 1;
      if (looks === 4) {
        show('active');
      }
    }
  };
  try {
    const template = resources({
      Group: subnetGroup,
      Cluster: cluster({
        ManageMasterUserPassword: true,
        MasterUserPassword: undefined,
      }),
    });
    const { StackStatus, Outputs } = await cfn.deploy('shop', {
      ...template,
      Outputs: {
        Secret: {
          Value: { 'Fn::GetAtt': ['Cluster', 'MasterUserSecret.SecretArn'] },
        },
      },
    });
    expect([StackStatus, Outputs]).toMatchObject([
      'CREATE_COMPLETE',
      [{ OutputValue: 'arn:of-the-secret' }],
    ]);
    expect(looks).toBeGreaterThan(4);
  } finally {
    await cfn.stop();
  }
});

import { FakeRds } from './testing/FakeRds';
import { startCloudFormation } from './testing/startCloudFormation';
import { cluster, database, resources, secret } from './testing/templates';

/** A filter with a fixed name, which is its physical id, in one of two log groups. */
const filterIn = (group: 'One' | 'Two', more = {}) =>
  resources({
    One: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'one' } },
    Two: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'two' } },
    Filter: {
      Type: 'AWS::Logs::MetricFilter',
      Properties: {
        FilterName: 'errors',
        FilterPattern: 'ERROR',
        LogGroupName: { Ref: group },
        MetricTransformations: [
          { MetricName: 'Errors', MetricNamespace: 'shop', MetricValue: '1' },
        ],
      },
    },
    ...more,
  });

describe('resources with equal physical ids', () => {
  let rds: FakeRds;
  let cfn: Awaited<ReturnType<typeof startCloudFormation>>;
  beforeEach(async () => {
    rds = new FakeRds();
    cfn = await startCloudFormation(rds);
  });
  afterEach(() => cfn.stop());

  const groupsWithFilter = async () => {
    const { metricFilters } = await cfn.services.call(
      'logs',
      'DescribeMetricFilters',
      {},
      cfn.context,
    );
    return metricFilters;
  };

  it('are deleted after an update that replaces a cluster, its secret and their attachment', async () => {
    const before = database();
    const { Group, Writer } = before.Resources;
    await cfn.deploy('shop', before);
    const { StackStatus } = await cfn.deploy('shop', {
      Resources: {
        Group,
        Writer,
        Other: secret,
        Cluster: cluster({
          DBClusterIdentifier: 'shop-new',
          MasterUserPassword: {
            'Fn::Sub':
              '{{resolve:secretsmanager:${Other}:SecretString:password::}}',
          },
        }),
        Attachment: {
          ...before.Resources.Attachment,
          Properties: {
            ...before.Resources.Attachment.Properties,
            SecretId: { Ref: 'Other' },
          },
        },
      },
    });
    expect(StackStatus).toBe('UPDATE_COMPLETE');
    const deleted = (await cfn.events('shop')).filter(
      ({ ResourceStatus }) => ResourceStatus === 'DELETE_COMPLETE',
    );
    expect(
      deleted.map(({ LogicalResourceId }) => LogicalResourceId).sort(),
    ).toEqual(['Attachment', 'Cluster', 'Secret', 'Writer']);
    expect([...rds.clusters.keys()]).toEqual(['shop-new']);
  });

  it('are each deleted where they are, after an update that replaces one by the other', async () => {
    await cfn.deploy('shop', filterIn('One'));
    const { StackStatus } = await cfn.deploy('shop', filterIn('Two'));
    expect(StackStatus).toBe('UPDATE_COMPLETE');
    expect(await groupsWithFilter()).toMatchObject([
      { filterName: 'errors', logGroupName: 'two' },
    ]);
  });

  it('are each deleted where they are, after the rollback of such an update', async () => {
    await cfn.deploy('shop', filterIn('One'));
    const { StackStatus } = await cfn.deploy(
      'shop',
      filterIn('Two', {
        Late: {
          Type: 'AWS::SNS::Subscription',
          DependsOn: 'Filter',
          Properties: {
            Protocol: 'email',
            Endpoint: 'shop@example.com',
            TopicArn: 'arn:aws:sns:ap-northeast-1:123456789012:missing',
          },
        },
      }),
    );
    expect(StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await groupsWithFilter()).toMatchObject([
      { filterName: 'errors', logGroupName: 'one' },
    ]);
  });

  it('leave a snapshot of a cluster whose template has no policy', async () => {
    await cfn.deploy('shop', database());
    await cfn.call('DeleteStack', { StackName: 'shop' });
    await expect(cfn.settled('shop')).rejects.toThrow('does not exist');
    expect(rds.snapshots).toHaveLength(1);
  });
});

import { FakeRds } from './testing/FakeRds';
import { startCloudFormation } from './testing/startCloudFormation';

const template = (
  cluster: Record<string, unknown> = {},
  more: Record<string, unknown> = {},
) =>
  JSON.stringify({
    Description: 'A database',
    Resources: {
      Secret: {
        Type: 'AWS::SecretsManager::Secret',
        Properties: {
          GenerateSecretString: {
            SecretStringTemplate: '{"username":"postgres"}',
            GenerateStringKey: 'password',
          },
        },
      },
      Group: {
        Type: 'AWS::RDS::DBSubnetGroup',
        Properties: {
          DBSubnetGroupDescription: 'private',
          SubnetIds: ['subnet-1', 'subnet-2'],
        },
      },
      Cluster: {
        Type: 'AWS::RDS::DBCluster',
        DeletionPolicy: 'Snapshot',
        Properties: {
          DBClusterIdentifier: 'Shop-Dev',
          Engine: 'aurora-postgresql',
          DBSubnetGroupName: { Ref: 'Group' },
          MasterUsername: 'postgres',
          MasterUserPassword: {
            'Fn::Join': [
              '',
              [
                '{{resolve:secretsmanager:',
                { Ref: 'Secret' },
                ':SecretString:password::}}',
              ],
            ],
          },
          BackupRetentionPeriod: 7,
          ...cluster,
        },
      },
      Attachment: {
        Type: 'AWS::SecretsManager::SecretTargetAttachment',
        Properties: {
          SecretId: { Ref: 'Secret' },
          TargetId: { Ref: 'Cluster' },
          TargetType: 'AWS::RDS::DBCluster',
        },
      },
      ...more,
    },
    Outputs: {
      Endpoint: { Value: { 'Fn::GetAtt': ['Cluster', 'Endpoint.Address'] } },
    },
  });

type Running = Awaited<ReturnType<typeof startCloudFormation>>;

describe('a stack', () => {
  let rds: FakeRds;
  let cloudFormation: Running;

  beforeEach(async () => {
    rds = new FakeRds();
    cloudFormation = await startCloudFormation(rds);
  });
  afterEach(() => cloudFormation.stop());

  it('is created by a change set, updated and deleted', async () => {
    const { call, settled } = cloudFormation;
    await call('CreateChangeSet', {
      StackName: 'shop',
      ChangeSetName: 'one',
      ChangeSetType: 'CREATE',
      TemplateBody: template(),
    });
    expect(
      await call('DescribeChangeSet', {
        StackName: 'shop',
        ChangeSetName: 'one',
      }),
    ).toMatchObject({ Status: 'CREATE_COMPLETE' });
    await call('ExecuteChangeSet', {
      StackName: 'shop',
      ChangeSetName: 'one',
      ClientRequestToken: 'token-1',
    });
    const created = await settled('shop');
    expect(created.StackStatus).toBe('CREATE_COMPLETE');
    await call('CreateChangeSet', {
      StackName: 'shop',
      ChangeSetName: 'two',
      TemplateBody: template({ BackupRetentionPeriod: 9 }),
    });
    await call('ExecuteChangeSet', { StackName: 'shop', ChangeSetName: 'two' });
    expect(await settled('shop')).toMatchObject({
      StackStatus: 'UPDATE_COMPLETE',
    });
    await call('DeleteStack', { StackName: 'shop' });
    const gone = await settled(created.StackId);
    expect(gone.StackStatus).toBe('DELETE_COMPLETE');
  });
});

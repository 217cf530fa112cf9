import { z } from 'zod';
import { FakeRds } from './testing/FakeRds';
import { startCloudFormation } from './testing/startCloudFormation';
import { database } from './testing/templates';

const attribute = (name: string) => ({ 'Fn::GetAtt': ['Cluster', name] });

/** A database with a second secret that contains its address and no password. */
function databaseWithConnection(
  clusterProperties: Record<string, unknown> = {},
  dbname = 'shop',
) {
  const template = database(clusterProperties);
  const Connection = {
    Type: 'AWS::SecretsManager::Secret',
    Properties: {
      SecretString: {
        'Fn::Join': [
          '',
          [
            '{"engine":"postgres","host":"',
            attribute('Endpoint.Address'),
            '","readerHost":"',
            attribute('ReadEndpoint.Address'),
            '","port":',
            attribute('Endpoint.Port'),
            `,"dbname":"${dbname}"}`,
          ],
        ],
      },
    },
  };
  return {
    ...template,
    Resources: { ...template.Resources, Connection },
    Outputs: { ConnectionSecretArn: { Value: { Ref: 'Connection' } } },
  };
}

describe("a secret with a value from a cluster's attributes", () => {
  let rds: FakeRds;
  let cfn: Awaited<ReturnType<typeof startCloudFormation>>;

  beforeEach(async () => {
    rds = new FakeRds();
    cfn = await startCloudFormation(rds);
    await cfn.deploy('shop', databaseWithConnection());
  });

  afterEach(() => cfn.stop());

  const read = async () => {
    const SecretId = (await cfn.stack('shop')).Outputs[0]?.OutputValue;
    const { SecretString, VersionId } = await cfn.services.call(
      'secretsmanager',
      'GetSecretValue',
      { SecretId },
      cfn.context,
    );
    return { value: JSON.parse(String(SecretString)), version: VersionId };
  };
  const move = (change: Record<string, unknown>) => {
    rds.clusters.set('shop-dev', {
      ...rds.clusters.get('shop-dev'),
      ...change,
    });
  };

  it("contains the database's address", async () => {
    expect((await cfn.stack('shop')).StackStatus).toBe('CREATE_COMPLETE');
    expect((await read()).value).toEqual({
      engine: 'postgres',
      host: 'shop-dev.localhost',
      readerHost: '',
      port: 5432,
      dbname: 'shop',
    });
  });

  it("changes with the cluster's address in an update", async () => {
    move({ Port: 6543, ReaderEndpoint: 'reader.localhost' });
    const { StackStatus } = await cfn.deploy(
      'shop',
      databaseWithConnection({ BackupRetentionPeriod: 14 }),
    );
    expect(StackStatus).toBe('UPDATE_COMPLETE');
    expect((await read()).value).toMatchObject({
      port: 6543,
      readerHost: 'reader.localhost',
    });
  });

  it('changes with the template', async () => {
    await cfn.deploy('shop', databaseWithConnection({}, 'orders'));
    expect((await read()).value).toMatchObject({ dbname: 'orders' });
  });

  it('keeps its version if other properties of the cluster change, although the change set cannot know', async () => {
    const before = await read();
    await cfn.call('CreateChangeSet', {
      StackName: 'shop',
      ChangeSetName: 'planned',
      TemplateBody: JSON.stringify(
        databaseWithConnection({ BackupRetentionPeriod: 14 }),
      ),
    });
    const { Changes } = z
      .object({
        Changes: z.array(
          z.object({
            ResourceChange: z.object({
              LogicalResourceId: z.string(),
              Replacement: z.string().optional(),
              Details: z.array(z.object({ Evaluation: z.string() })),
            }),
          }),
        ),
      })
      .parse(
        await cfn.call('DescribeChangeSet', {
          StackName: 'shop',
          ChangeSetName: 'planned',
        }),
      );
    const change = Changes.map(({ ResourceChange }) => ResourceChange).find(
      ({ LogicalResourceId }) => LogicalResourceId === 'Connection',
    );
    expect(change?.Replacement).toBe('False');
    expect(change?.Details.map(({ Evaluation }) => Evaluation)).toEqual([
      'Dynamic',
      'Dynamic',
      'Dynamic',
    ]);
    await cfn.call('ExecuteChangeSet', {
      StackName: 'shop',
      ChangeSetName: 'planned',
    });
    await cfn.settled('shop');
    await expect(read()).resolves.toEqual(before);
  });
});

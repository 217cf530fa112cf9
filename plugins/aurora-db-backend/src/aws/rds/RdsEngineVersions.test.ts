import {
  DescribeDBEngineVersionsCommand,
  type DBEngineVersion,
  RDSClient,
} from '@aws-sdk/client-rds';
import { parameterGroupFamilies } from '@aurora-db/backstage-plugin-aurora-db-common';
import { ConfigReader } from '@backstage/config';
import { mockClient } from 'aws-sdk-client-mock';
import { portalConfig } from '../../testing/servers/startPlugin';
import { testEnvironment } from '../../testing/databases/testEnvironment';
import { AwsClients } from '../AwsClients';
import { RdsEngineVersions } from './RdsEngineVersions';

describe('RdsEngineVersions', () => {
  const rds = mockClient(RDSClient);
  const clients = AwsClients.fromConfig(new ConfigReader(portalConfig));

  afterEach(() => rds.reset());
  afterAll(() => clients.destroy());

  const list = () =>
    new RdsEngineVersions(clients).listCreatable(testEnvironment('prod'));
  const serverless = { MinCapacity: 0, MaxCapacity: 256 };

  it('requests the family of each supported major version once', async () => {
    for (const family of parameterGroupFamilies) {
      rds
        .on(DescribeDBEngineVersionsCommand, {
          Engine: 'aurora-postgresql',
          DBParameterGroupFamily: family,
        })
        .resolves({
          DBEngineVersions: [
            {
              EngineVersion: `of ${family}`,
              ServerlessV2FeaturesSupport: serverless,
            },
          ],
        });
    }
    expect(await list()).toEqual(
      parameterGroupFamilies.map(family => ({
        version: `of ${family}`,
        capacity: { min: 0, max: 256 },
      })),
    );
    expect(rds.calls()).toHaveLength(parameterGroupFamilies.length);
  });

  it.each(['16', '16.13'])('requests only the family of %s', async version => {
    rds.on(DescribeDBEngineVersionsCommand).resolves({});
    await new RdsEngineVersions(clients).listCreatable(
      testEnvironment('prod'),
      version,
    );
    expect(rds.calls().map(({ args }) => args[0].input)).toEqual([
      expect.objectContaining({
        DBParameterGroupFamily: 'aurora-postgresql16',
      }),
    ]);
  });

  it.each<[string, DBEngineVersion, unknown[]]>([
    [
      'a version without capacity bounds is offered without them',
      { EngineVersion: '15.17', ServerlessV2FeaturesSupport: {} },
      [{ version: '15.17' }],
    ],
    [
      'a version that is not serverless is not offered',
      { EngineVersion: '15.17' },
      [],
    ],
    [
      'a deprecated version is not offered',
      {
        EngineVersion: '15.17',
        Status: 'deprecated',
        ServerlessV2FeaturesSupport: serverless,
      },
      [],
    ],
  ])('%s', async (_case, version, expected) => {
    rds
      .on(DescribeDBEngineVersionsCommand)
      .resolves({})
      .on(DescribeDBEngineVersionsCommand, {
        DBParameterGroupFamily: parameterGroupFamilies[0],
      })
      .resolves({ DBEngineVersions: [version] });
    expect(await list()).toEqual(expected);
  });
});

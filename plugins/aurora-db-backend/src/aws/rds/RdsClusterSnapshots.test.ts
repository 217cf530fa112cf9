import {
  DescribeDBClusterSnapshotsCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { ConfigReader } from '@backstage/config';
import { mockClient } from 'aws-sdk-client-mock';
import { portalConfig } from '../../testing/servers/startPlugin';
import { testEnvironment } from '../../testing/databases/testEnvironment';
import { AwsClients } from '../AwsClients';
import { RdsClusterSnapshots } from './RdsClusterSnapshots';

describe('RdsClusterSnapshots', () => {
  it('distinguishes a copy from its original snapshot', async () => {
    const rds = mockClient(RDSClient);
    const sourceArn =
      'arn:aws:rds:ap-northeast-1:444444444444:cluster-snapshot:original';
    rds.on(DescribeDBClusterSnapshotsCommand).resolves({
      DBClusterSnapshots: [
        { DBClusterSnapshotIdentifier: 'original' },
        {
          DBClusterSnapshotIdentifier: 'copy',
          SourceDBClusterSnapshotArn: sourceArn,
        },
      ],
    });
    const clients = AwsClients.fromConfig(new ConfigReader(portalConfig));
    const snapshots = new RdsClusterSnapshots(clients);
    const all = await snapshots.listManual(testEnvironment('prod'));
    expect(all.map(one => [one.id, one.sourceArn])).toEqual([
      ['original', undefined],
      ['copy', sourceArn],
    ]);
    clients.destroy();
  });
});

import { testCluster } from '../testing/testData';
import { certificatesUrlOf, connectionLines } from './connectionLines';

describe('certificatesUrlOf', () => {
  it.each([
    [undefined, 'truststore.pki.rds.amazonaws.com'],
    [
      'arn:aws:rds:ap-northeast-1:1:cluster:goal',
      'truststore.pki.rds.amazonaws.com',
    ],
    [
      'arn:aws-cn:rds:cn-north-1:1:cluster:goal',
      'rds-truststore.s3.cn-north-1.amazonaws.com.cn',
    ],
  ])('of a cluster %s is at %s', (arn, host) => {
    expect(certificatesUrlOf(testCluster({ arn }))).toBe(
      `https://${host}/global/global-bundle.pem`,
    );
  });
});

describe('connectionLines', () => {
  it('verify the certificate and contain no password', () => {
    expect(connectionLines(testCluster())).toEqual({
      psql: 'psql "host=goal.cluster-abc.ap-northeast-1.rds.amazonaws.com port=5432 dbname=goalmandalamain user=postgres sslmode=verify-full sslrootcert=global-bundle.pem"',
      databaseUrl:
        'DATABASE_URL="postgresql://postgres:PASSWORD@goal.cluster-abc.ap-northeast-1.rds.amazonaws.com:5432/goalmandalamain?sslmode=verify-full&sslrootcert=global-bundle.pem"',
    });
  });

  it('contain the database name that the backend knows', () => {
    const cluster = testCluster({
      databaseName: 'ordersmain',
      restoredFrom: 'resource:default/orders-prd',
    });
    expect(connectionLines(cluster)?.psql).toContain(' dbname=ordersmain ');
  });

  it('leave the database name of a restored cluster open if it is unknown', () => {
    const cluster = testCluster({
      databaseName: undefined,
      restoredFrom: 'resource:default/orders-prd',
    });
    expect(connectionLines(cluster)?.psql).toContain(' dbname=DATABASE ');
  });

  it('are absent before the cluster exists', () => {
    expect(connectionLines(testCluster({ endpoint: undefined }))).toBe(
      undefined,
    );
  });
});

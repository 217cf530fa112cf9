import {
  databaseNames,
  defaultShortName,
  environmentDefaults,
  type EnvironmentProfile,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LiveCluster } from '../../ports/ClusterReader';

/** A database's cluster for tests, available and at rest. */
export function testCluster(
  name: string,
  environment: EnvironmentProfile,
  overrides?: Partial<LiveCluster>,
): LiveCluster {
  const { clusterIdentifier } = databaseNames(name, {
    shortName: defaultShortName(environment),
  });
  const { minCapacity, maxCapacity } = environmentDefaults[environment];
  return {
    clusterIdentifier,
    arn: `arn:aws:rds:ap-northeast-1:444444444444:cluster:${clusterIdentifier}`,
    status: 'available',
    engineVersion: '15.17',
    endpoint: `${clusterIdentifier}.cluster-abc.ap-northeast-1.rds.amazonaws.com`,
    readerEndpoint: `${clusterIdentifier}.cluster-ro-abc.ap-northeast-1.rds.amazonaws.com`,
    port: 5432,
    capacity: { minCapacity, maxCapacity },
    members: [
      {
        id: `${clusterIdentifier}-writer`,
        role: 'writer',
        pendingReboot: false,
      },
    ],
    backup: {
      retentionDays: 30,
      window: '18:00-19:00',
      earliestRestorableTime: new Date('2026-11-01T00:00:00Z'),
    },
    deletionProtection: true,
    tags: {},
    storageEncrypted: true,
    iamAuthentication: true,
    logExports: ['postgresql'],
    ...overrides,
  };
}

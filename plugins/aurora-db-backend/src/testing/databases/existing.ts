import type { Entity } from '@backstage/catalog-model';
import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';
import { testEnvironment } from './testEnvironment';

interface ForeignCluster {
  clusterIdentifier: string;
  arn: string;
  entityRef: string;
  tagList: Array<{ Key: string; Value: string }>;
  /** A snapshot that the portal took. */
  snapshotId: string;
}

/**
 * A cluster in dev's account that another tool created. Its tags name its owner as the payments
 * team.
 */
export const existing: EnvironmentConfig & ForeignCluster = {
  ...testEnvironment('dev'),
  clusterIdentifier: 'orders',
  arn: 'arn:aws:rds:ap-northeast-1:222222222222:cluster:orders',
  entityRef: 'resource:default/dev.orders',
  tagList: [{ Key: 'team', Value: 'payments' }],
  snapshotId: 'orders-before-v2-20261123050000',
};

/** `existing` of app-config in dev, which includes that cluster. */
export const existingConfig = {
  identifiers: [existing.clusterIdentifier],
  ownerTag: 'team',
  defaultOwner: 'group:default/platform',
};

/** The entity of the cluster of another tool, as its provider makes it. */
export const existingEntity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    namespace: 'default',
    name: 'dev.orders',
    annotations: {
      'aurora-db/environment': 'dev',
      'aurora-db/cluster-arn': existing.arn,
    },
  },
  spec: { type: 'aurora-postgresql', owner: 'group:default/payments' },
};

import { DatabaseStack } from '@aurora-db/cdk';
import { environmentDefaults } from '@aurora-db/backstage-plugin-aurora-db-common';
import { app, place } from './exampleApp';

new DatabaseStack(app, 'GoalMandalaRestored', {
  ...place,
  environment: 'prod',
  name: 'goal-mandala-restored',
  owner: 'group:default/payments',
  config: environmentDefaults.prod,
  engineVersion: '15.17',
  lambdaRoleArns: ['arn:aws:iam::111111111111:role/goal-mandala-lambda'],
  restoreFrom: {
    entityRef: 'resource:default/goal-mandala-prd',
    databaseName: 'goalmandalamain',
    from: {
      sourceClusterIdentifier: 'goal-mandala-prd-aurora-cluster',
      to: { restoreToTime: '2026-11-25T08:00:00Z' },
    },
    // Or the end of the restorable window:
    //   to: { useLatestRestorableTime: true },
    // Or a snapshot, by identifier or ARN:
    //   from: { snapshotIdentifier: 'goal-mandala-prd-manual-20261125080000' },
  },
  // Only for the first deploy. Remove it before the second one.
  protect: false,
});

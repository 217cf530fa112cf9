import { Match } from 'aws-cdk-lib/assertions';
import {
  changedRequest,
  connectionSecretId,
  masterSecretId,
  sampleTemplates,
  templateOf,
} from '../testing/sampleTemplates';

const { local, prod } = sampleTemplates;

describe('a deletion', () => {
  test.each([
    ['local', 'Delete', 'Delete', 'Delete'],
    ['dev', 'Delete', 'Delete', 'Delete'],
    ['stg', 'Snapshot', 'RetainExceptOnCreate', 'Retain'],
    ['prod', 'Snapshot', 'RetainExceptOnCreate', 'Retain'],
  ] as const)(
    '%s: cluster %s, secret %s',
    (environment, clusterPolicy, secretPolicy, secretOnReplace) => {
      const template = sampleTemplates[environment];
      template.hasResource('AWS::RDS::DBCluster', {
        DeletionPolicy: clusterPolicy,
        UpdateReplacePolicy: 'Snapshot',
      });
      template.hasResource('AWS::SecretsManager::Secret', {
        DeletionPolicy: secretPolicy,
        UpdateReplacePolicy: secretOnReplace,
      });
      template.allResources('AWS::RDS::DBInstance', {
        DeletionPolicy: 'Delete',
        UpdateReplacePolicy: 'Delete',
      });
      // A remaining log group would prevent the next create with the same name.
      template.hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete' });
    },
  );

  test('a first create is unprotected, but still keeps its data', () => {
    const first = templateOf(changedRequest('prod', { protect: false }));
    first.hasResource('AWS::RDS::DBCluster', {
      Properties: { DeletionProtection: false },
      DeletionPolicy: 'Snapshot',
    });
    first.hasResource('AWS::SecretsManager::Secret', {
      DeletionPolicy: 'RetainExceptOnCreate',
    });
  });

  test('the second change set of a create changes only the protection', () => {
    const first = templateOf(
      changedRequest('prod', { protect: false }),
    ).toJSON();
    const second = prod.toJSON();
    const [cluster = ''] = Object.keys(
      prod.findResources('AWS::RDS::DBCluster'),
    );
    first.Resources[cluster].Properties.DeletionProtection = true;
    expect(first).toEqual(second);
  });
});

test('logical ids of resources with data never change, because another id is another resource', () => {
  const idsOf = (type: string) => Object.keys(prod.findResources(type));
  expect(idsOf('AWS::RDS::DBCluster')).toEqual(['DatabaseCluster5B53A178']);
  expect(idsOf('AWS::SecretsManager::Secret')).toEqual([
    masterSecretId,
    connectionSecretId,
  ]);
  expect(idsOf('AWS::RDS::DBInstance')).toEqual([
    'DatabaseClusterWriterD43085C6',
    'DatabaseClusterReader78FE9854',
  ]);
  prod.hasResourceProperties('AWS::RDS::DBCluster', {
    DBClusterIdentifier: 'goal-mandala-prd-aurora-cluster',
  });
});

test('the template states features that are off, because CloudFormation keeps omitted properties', () => {
  local.hasResourceProperties('AWS::RDS::DBCluster', {
    PerformanceInsightsEnabled: false,
    MonitoringInterval: 0,
    MonitoringRoleArn: Match.absent(),
  });
});

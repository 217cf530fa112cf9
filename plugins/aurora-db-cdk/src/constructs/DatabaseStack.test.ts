import { restoredFromOfDescription } from '@aurora-db/backstage-plugin-aurora-db-common';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { DatabaseStack } from './DatabaseStack';
import { sampleRequest } from '../synth/sampleRequest';
import { synthesizeDatabase } from '../synth/synth';
import {
  changedRequest,
  connectionSecretId,
  environmentsWithTemplates,
  exportedNetwork,
  masterSecretId,
  sampleTemplates,
  templateOf,
} from '../testing/sampleTemplates';
import { sampleOrigins } from '../testing/sampleOrigins';
import { withoutTemplateValidator } from '../synth/withoutTemplateValidator';

/**
 * Types that CloudFormation cannot tag. Source: attribute Tags in the resource types' reference.
 */
const untaggable = [
  'AWS::IAM::ManagedPolicy',
  'AWS::Logs::MetricFilter',
  'AWS::SecretsManager::SecretTargetAttachment',
];

test.each(environmentsWithTemplates)(
  'every resource that can have tags has the owner’s (%s)',
  (environment, template) => {
    const resources: Record<
      string,
      { Type: string; Properties: { Tags?: unknown } }
    > = template.toJSON().Resources;
    const tagged = Object.values(resources).filter(
      ({ Type }) => !untaggable.includes(Type),
    );
    expect(tagged.length).toBeGreaterThan(10);
    for (const { Properties } of tagged) {
      expect(Properties.Tags).toEqual([
        { Key: 'aurora-db:environment', Value: environment },
        { Key: 'aurora-db:name', Value: 'goal-mandala' },
        { Key: 'aurora-db:owner', Value: 'group:default/guests' },
      ]);
    }
  },
);

test('the system is a tag if the request names one', () => {
  templateOf(
    changedRequest('dev', { system: 'system:default/goals' }),
  ).hasResourceProperties('AWS::RDS::DBCluster', {
    Tags: [
      { Key: 'aurora-db:environment', Value: 'dev' },
      { Key: 'aurora-db:name', Value: 'goal-mandala' },
      { Key: 'aurora-db:owner', Value: 'group:default/guests' },
      { Key: 'aurora-db:system', Value: 'system:default/goals' },
    ],
  });
});

test('the outputs have everything that an application needs to connect, and no password', () => {
  expect(sampleTemplates.prod.toJSON().Outputs).toEqual({
    ClusterIdentifier: { Value: { Ref: 'DatabaseCluster5B53A178' } },
    ClusterResourceId: {
      Value: {
        'Fn::GetAtt': ['DatabaseCluster5B53A178', 'DBClusterResourceId'],
      },
    },
    ClusterEndpoint: {
      Value: { 'Fn::GetAtt': ['DatabaseCluster5B53A178', 'Endpoint.Address'] },
    },
    ReaderEndpoint: {
      Value: {
        'Fn::GetAtt': ['DatabaseCluster5B53A178', 'ReadEndpoint.Address'],
      },
    },
    Port: {
      Value: { 'Fn::GetAtt': ['DatabaseCluster5B53A178', 'Endpoint.Port'] },
    },
    DatabaseName: { Value: 'goalmandalamain' },
    SecretArn: { Value: { Ref: masterSecretId } },
    ConnectionSecretArn: { Value: { Ref: connectionSecretId } },
    SecurityGroupId: {
      Value: { 'Fn::GetAtt': ['DatabaseSecurityGroup5C91FDCB', 'GroupId'] },
    },
    EngineVersion: { Value: '15.17' },
    MaxConnections: { Value: '3360' },
  });
});

test('the limit until the next reboot is an output, and changes nothing else', () => {
  const until = synthesizeDatabase(
    changedRequest('dev', { maxConnectionsUntilReboot: 189 }),
  );
  const { Outputs, ...rest } = JSON.parse(until);
  expect(Outputs).toMatchObject({
    MaxConnections: { Value: '400' },
    MaxConnectionsUntilReboot: { Value: '189' },
  });
  const { MaxConnectionsUntilReboot: _, ...others } = Outputs;
  const without = JSON.parse(synthesizeDatabase(sampleRequest('dev')));
  expect({ ...rest, Outputs: others }).toEqual(without);
  expect(JSON.stringify({ ...rest, Outputs: others })).toBe(
    JSON.stringify(without),
  );
});

describe('a network identified by its exports', () => {
  const template = templateOf(
    changedRequest('prod', { network: exportedNetwork }),
  );
  const subnet = (position: number) => ({
    'Fn::Select': [
      position,
      {
        'Fn::Split': [',', { 'Fn::ImportValue': 'network-PrivateSubnetIds' }],
      },
    ],
  });

  test('its subnets are split by position', () => {
    template.hasResourceProperties('AWS::RDS::DBSubnetGroup', {
      SubnetIds: [subnet(0), subnet(1)],
    });
  });

  test('its VPC and Lambda security group are imported', () => {
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      VpcId: { 'Fn::ImportValue': 'network-VpcId' },
      SecurityGroupIngress: [
        {
          SourceSecurityGroupId: {
            'Fn::ImportValue': 'network-LambdaSecurityGroupId',
          },
          IpProtocol: 'tcp',
          FromPort: 5432,
          ToPort: 5432,
          Description: 'PostgreSQL from Lambda functions',
        },
      ],
    });
  });

  test('everything else is the same as with ids', () => {
    const withIds = sampleTemplates.prod.toJSON().Resources;
    const changed = Object.entries(template.toJSON().Resources)
      .filter(([id, resource]) => {
        return JSON.stringify(resource) !== JSON.stringify(withIds[id]);
      })
      .map(([id]) => id);
    expect(changed).toEqual([
      'DatabaseSecurityGroup5C91FDCB',
      'DatabaseClusterSubnets5540150D',
    ]);
  });
});

describe('in a plain CDK app', () => {
  const { protect: _, ...props } = sampleRequest('stg');
  const app = new App();
  const stack = new DatabaseStack(app, 'Anything', props);

  test('the stack has the name, tags and protection that a portal looks for', () => {
    const artifact = withoutTemplateValidator(() =>
      app.synth(),
    ).getStackArtifact(stack.artifactId);
    expect(artifact.stackName).toBe('goal-mandala-stg-database');
    expect(artifact.terminationProtection).toBe(true);
    expect(artifact.tags).toEqual({
      'aurora-db:environment': 'stg',
      'aurora-db:name': 'goal-mandala',
      'aurora-db:owner': 'group:default/guests',
    });
    expect(artifact.messages).toEqual([]);
  });

  test('the stack of a restored database describes its source, so that a portal links it', () => {
    const restoredApp = new App();
    const { artifactId } = new DatabaseStack(restoredApp, 'Restored', {
      ...props,
      restoreFrom: sampleOrigins.snapshot,
    });
    const { tags, template } = withoutTemplateValidator(() =>
      restoredApp.synth(),
    ).getStackArtifact(artifactId);
    expect(tags).toMatchObject({
      'aurora-db:name': 'goal-mandala',
      'aurora-db:restored-from': 'resource:default/orders-prd',
    });
    // Of a deleted stack, CloudFormation lists the description but no tags.
    expect(restoredFromOfDescription(template.Description)).toBe(
      'resource:default/orders-prd',
    );
  });

  test('the app’s own feature flags do not remove the stack’s tags', () => {
    const strict = new App({
      context: { '@aws-cdk/core:explicitStackTags': true },
    });
    const { artifactId } = new DatabaseStack(strict, 'Strict', props);
    const { tags } = withoutTemplateValidator(() =>
      strict.synth(),
    ).getStackArtifact(artifactId);
    expect(tags).toMatchObject({ 'aurora-db:name': 'goal-mandala' });
  });

  test('the app can use the cluster, secrets and security group', () => {
    const template = Template.fromStack(stack);
    expect(stack.resolve(stack.cluster.clusterIdentifier)).toEqual({
      Ref: Object.keys(template.findResources('AWS::RDS::DBCluster'))[0],
    });
    expect(stack.resolve(stack.secret.secretArn)).toEqual({
      Ref: masterSecretId,
    });
    expect(stack.resolve(stack.connectionSecret.secretArn)).toEqual({
      Ref: connectionSecretId,
    });
    expect(stack.securityGroup.allowAllOutbound).toBe(false);
  });

  test('without `protect`, the configuration decides about protection', () => {
    Template.fromStack(stack).hasResourceProperties('AWS::RDS::DBCluster', {
      DeletionProtection: true,
    });
  });
});

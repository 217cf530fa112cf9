import { environmentDefaults } from '@aurora-db/backstage-plugin-aurora-db-common';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { DatabaseConstruct } from './DatabaseConstruct';
import type { DatabaseConstructProps } from './DatabaseConstructProps';

describe('a DatabaseConstruct in a plain CDK app', () => {
  const subnetsIn = (scope: Construct, zones: string[]) =>
    zones.map((availabilityZone, index) =>
      ec2.Subnet.fromSubnetAttributes(scope, `Subnet${index}`, {
        subnetId: `subnet-0a0b0c0${index}`,
        availabilityZone,
      }),
    );

  const create = (props: Partial<DatabaseConstructProps>) => {
    const stack = new Stack(new App(), 'Stack', {
      env: { account: '111111111111', region: 'ap-northeast-1' },
    });
    const zones = ['ap-northeast-1a', 'ap-northeast-1c'];
    return new DatabaseConstruct(stack, 'Database', {
      name: 'goal-mandala',
      environment: 'dev',
      config: environmentDefaults.dev,
      engineVersion: '15.17',
      vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
        vpcId: 'vpc-0a0b0c0d',
        availabilityZones: zones,
      }),
      subnets: subnetsIn(stack, zones),
      lambdaSecurityGroup: ec2.SecurityGroup.fromSecurityGroupId(
        stack,
        'Lambda',
        'sg-0a0b0c0d',
      ),
      ...props,
    });
  };
  test('settings have their defaults', () => {
    const template = Template.fromStack(Stack.of(create({})));
    template.hasResourceProperties('AWS::RDS::DBClusterParameterGroup', {
      Parameters: Match.objectLike({
        log_statement: 'all',
        log_parameter_max_length: '0',
      }),
    });
    template.hasResourceProperties('AWS::RDS::DBCluster', {
      DeletionProtection: environmentDefaults.dev.deletionProtection,
    });
  });

  test.each<[string, Partial<DatabaseConstructProps>, string]>([
    [
      'a capacity that is too large',
      { config: { ...environmentDefaults.dev, maxCapacity: 999 } },
      'maxCapacity',
    ],
    ['a wrong window', { backupWindow: 'noon' }, 'backupWindow'],
    [
      'an incomplete origin',
      {
        restoreFrom: {
          entityRef: '',
          databaseName: 'goalmandalamain',
          from: { snapshotIdentifier: 'goal-mandala-dev-manual-1' },
        },
      },
      'entityRef',
    ],
  ])('%s is refused', (_, props, named) => {
    expect(() => create(props)).toThrow(named);
  });

  test('subnets of one zone are refused with the reason', () => {
    const zone = 'ap-northeast-1a';
    expect(() =>
      create({ subnets: subnetsIn(new Stack(), [zone, zone]) }),
    ).toThrow(
      'network: all subnets are in ap-northeast-1a, but Aurora needs two availability zones. Add a private subnet of another zone.',
    );
  });
});

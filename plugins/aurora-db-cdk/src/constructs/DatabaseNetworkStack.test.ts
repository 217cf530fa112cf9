import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { DatabaseNetworkStack } from './DatabaseNetworkStack';
import { sampleRequest } from '../synth/sampleRequest';
import { exportedNetwork } from '../testing/sampleTemplates';

const { accountId, region, network } = sampleRequest('prod');

function networkStack(clientCidrs: string[], of = network) {
  return new DatabaseNetworkStack(new App(), 'Network', {
    environment: 'prod',
    accountId,
    region,
    network: of,
    clientCidrs,
  });
}

const stack = networkStack(['10.0.16.0/20', '10.0.32.0/20']);
const template = Template.fromStack(stack);

test('allows PostgreSQL from the clients’ ranges and the answers to them, and denies all other traffic', () => {
  const rules = Object.values(
    template.findResources('AWS::EC2::NetworkAclEntry'),
  ).map(({ Properties }) => [
    Properties.Egress ? 'out' : 'in',
    Properties.RuleAction,
    Properties.RuleNumber,
    Properties.CidrBlock,
    Properties.Protocol,
    Properties.PortRange.From,
    Properties.PortRange.To,
  ]);
  const tcp = 6;
  expect(rules).toEqual([
    ['in', 'allow', 100, '10.0.16.0/20', tcp, 5432, 5432],
    ['out', 'allow', 100, '10.0.16.0/20', tcp, 1024, 65535],
    ['in', 'allow', 110, '10.0.32.0/20', tcp, 5432, 5432],
    ['out', 'allow', 110, '10.0.32.0/20', tcp, 1024, 65535],
  ]);
});

test('applies to every database subnet', () => {
  const associations = Object.values(
    template.findResources('AWS::EC2::SubnetNetworkAclAssociation'),
  ).map(({ Properties }) => Properties.SubnetId);
  expect(associations).toEqual([
    'subnet-0a0b0c0d0e0f0001a',
    'subnet-0a0b0c0d0e0f0001c',
  ]);
});

test('exists once per environment, with its tag and without a database’s name', () => {
  expect(stack.stackName).toBe('aurora-db-prd-network');
  template.hasResourceProperties('AWS::EC2::NetworkAcl', {
    VpcId: 'vpc-0a0b0c0d0e0f00001',
    Tags: [
      { Key: 'aurora-db:environment', Value: 'prod' },
      { Key: 'Name', Value: 'aurora-db-prd-network' },
    ],
  });
});

test('needs no bootstrap', () => {
  expect(template.toJSON().Parameters).toBeUndefined();
  expect(template.toJSON().Rules).toBeUndefined();
});

test('also accepts the exports of a network', () => {
  const exported = Template.fromStack(
    networkStack(['10.0.0.0/16'], exportedNetwork),
  );
  exported.hasResourceProperties('AWS::EC2::NetworkAcl', {
    VpcId: { 'Fn::ImportValue': 'network-VpcId' },
  });
  exported.resourceCountIs('AWS::EC2::SubnetNetworkAclAssociation', 2);
});

test.each([
  [
    [],
    'clientCidrs: nobody could connect: give the ranges of the Lambda subnets',
  ],
  [
    ['10.0.0.0/16', '10.0.0.0'],
    'clientCidrs "10.0.0.0": expected an IPv4 range such as 10.0.16.0/20',
  ],
  [['::/0'], 'clientCidrs "::/0": expected an IPv4 range such as 10.0.16.0/20'],
  [
    Array.from({ length: 21 }, (_, index) => `10.0.${index}.0/24`),
    'clientCidrs: a network ACL takes at most 20 rules: give wider ranges',
  ],
])('%j is refused', (clientCidrs, message) => {
  expect(() => networkStack(clientCidrs)).toThrow(message);
});

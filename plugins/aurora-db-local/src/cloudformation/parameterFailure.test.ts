import { FakeRds } from './testing/FakeRds';
import { startCloudFormation } from './testing/startCloudFormation';
import { topic } from './testing/templates';

const template = (Type: string) => ({
  Parameters: { Network: { Type } },
  Resources: { Topic: topic() },
});

describe('a parameter that names a resource of EC2', () => {
  let cfn: Awaited<ReturnType<typeof startCloudFormation>>;
  beforeEach(async () => {
    cfn = await startCloudFormation(new FakeRds());
  });
  afterEach(() => cfn.stop());

  const input = (type: string, ParameterValue: string) => ({
    StackName: 'shop',
    TemplateBody: JSON.stringify(template(type)),
    Parameters: [{ ParameterKey: 'Network', ParameterValue }],
  });

  it.each([
    ['AWS::EC2::VPC::Id', 'vpc-0a0b0c0d0e0f00001'],
    ['AWS::EC2::AvailabilityZone::Name', 'ap-northeast-1a'],
    ['AWS::EC2::SecurityGroup::GroupName', 'default'],
    [
      'List<AWS::EC2::Subnet::Id>',
      'subnet-0a0b0c0d0e0f0003a, subnet-0a0b0c0d0e0f0003c',
    ],
    ['List<AWS::EC2::SecurityGroup::Id>', 'sg-0a0b0c0d0e0f00000'],
  ])('of type %s has a value that exists', async (type, value) => {
    await cfn.call('CreateStack', input(type, value));
    expect((await cfn.settled('shop')).StackStatus).toBe('CREATE_COMPLETE');
  });

  it.each([
    ['AWS::EC2::VPC::Id', 'vpc-1', 'vpc-1'],
    ['AWS::EC2::KeyPair::KeyName', 'key', 'key'],
    ['AWS::EC2::AvailabilityZone::Name', 'us-east-1a', 'us-east-1a'],
    [
      'List<AWS::EC2::Subnet::Id>',
      'subnet-0a0b0c0d0e0f0003a,subnet-2',
      'subnet-2',
    ],
  ])('of type %s rolls a stack back for %s', async (type, value, missing) => {
    const reason = `Parameter validation failed: parameter value ${missing} for parameter name Network does not exist`;
    await cfn.call('CreateStack', input(type, value));
    expect((await cfn.settled('shop')).StackStatus).toBe('ROLLBACK_COMPLETE');
    const events = await cfn.events('shop');
    expect(
      events.map(({ ResourceStatusReason }) => ResourceStatusReason),
    ).toContain(`${reason}. Rollback requested by user.`);
    const names = { StackName: 'other', ChangeSetName: 'first' };
    await cfn.call('CreateChangeSet', {
      ...input(type, value),
      ...names,
      ChangeSetType: 'CREATE',
    });
    expect(await cfn.call('DescribeChangeSet', names)).toMatchObject({
      Status: 'FAILED',
      StatusReason: reason,
    });
  });
});

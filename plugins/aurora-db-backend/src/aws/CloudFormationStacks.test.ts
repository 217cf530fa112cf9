import {
  CancelUpdateStackCommand,
  CloudFormationClient,
  CreateChangeSetCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  ExecuteChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import { ConfigReader } from '@backstage/config';
import { mockClient } from 'aws-sdk-client-mock';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { AwsClients } from './AwsClients';
import { CloudFormationStacks } from './CloudFormationStacks';

const cloudFormation = mockClient(CloudFormationClient);

const refused = (name: string, message = 'Refused') =>
  Object.assign(new Error(message), {
    name,
    $metadata: {},
    $fault: 'client',
  });
const stacks = () =>
  new CloudFormationStacks(AwsClients.fromConfig(new ConfigReader({})));
const prod = testEnvironment('prod');

beforeEach(() => cloudFormation.reset());

describe('executing a change set', () => {
  it.each([
    ['ChangeSetNotFoundException', 'ChangeSet [x] does not exist'],
    [
      'InvalidChangeSetStatusException',
      'cannot be executed in its current status',
    ],
    ['TokenAlreadyExistsException', 'The token was used'],
    ['ValidationError', 'Stack is in UPDATE_IN_PROGRESS state'],
  ])(
    'is a conflict if another user was faster, which CloudFormation says as %s',
    async (name, message) => {
      cloudFormation
        .on(ExecuteChangeSetCommand)
        .rejects(refused(name, message));
      await expect(
        stacks().executeChangeSet(prod, 'x', 'token'),
      ).rejects.toMatchObject({ name: 'ConflictError' });
    },
  );

  it('is no conflict if the template needs a capability, which waiting does not mend', async () => {
    cloudFormation
      .on(ExecuteChangeSetCommand)
      .rejects(refused('InsufficientCapabilitiesException'));
    await expect(
      stacks().executeChangeSet(prod, 'x', 'token'),
    ).rejects.toMatchObject({ name: 'Error' });
  });
});

describe('making a change set', () => {
  it('is refused with the quota if that is used up', async () => {
    cloudFormation
      .on(CreateChangeSetCommand)
      .rejects(refused('LimitExceededException', 'Too many stacks'));
    await expect(
      stacks().createChangeSet(prod, {
        stackName: 'x-database',
        changeSetName: 'token',
        token: 'token',
        create: true,
        template: '{}',
        tags: {},
      }),
    ).rejects.toThrow(
      /^A quota of account .* is used up, .*: LimitExceededException: Too many stacks\. A region has/,
    );
  });
});

describe('an operation that this run has begun before', () => {
  it.each([
    ['deleting', DeleteStackCommand, 'deleteStack'] as const,
    ['cancelling', CancelUpdateStackCommand, 'cancelUpdate'] as const,
  ])('goes on when %s is asked for again', async (_, command, method) => {
    cloudFormation.on(command).rejects(refused('TokenAlreadyExistsException'));
    await stacks()[method](prod, 'x', 'token');
    cloudFormation.on(command).rejects(refused('OperationInProgressException'));
    await expect(stacks()[method](prod, 'x', 'token')).rejects.toMatchObject({
      name: 'ConflictError',
    });
  });
});

describe('events of a stack that AWS does not show yet', () => {
  it('are none', async () => {
    cloudFormation
      .on(DescribeStackEventsCommand)
      .rejects(refused('ValidationError', 'Stack [x] does not exist'));
    expect(await stacks().readEvents(prod, 'x', () => false)).toEqual([]);
  });
});

describe('the role that CloudFormation assumes', () => {
  const request = {
    stackName: 'goal-mandala-prd-database',
    changeSetName: 'token',
    token: 'token',
    template: '{}',
    tags: {},
  };

  it.each([
    ['configured', 'arn:aws:iam::444444444444:role/databases'],
    ['left to AWS', undefined],
  ])(
    'is sent with each call that takes one, as %s',
    async (_, cloudFormationRoleArn) => {
      cloudFormation
        .on(CreateChangeSetCommand)
        .resolves({ Id: 'changeSet', StackId: 'stack' })
        .on(DeleteStackCommand)
        .resolves({});
      const environment = testEnvironment('prod', { cloudFormationRoleArn });
      for (const create of [true, false]) {
        await stacks().createChangeSet(environment, { ...request, create });
      }
      await stacks().deleteStack(environment, 'stack', 'token');
      const RoleARN = cloudFormationRoleArn;
      expect(
        cloudFormation.calls().map(({ args: [{ input }] }) => input),
      ).toEqual([
        expect.objectContaining({ ChangeSetType: 'CREATE', RoleARN }),
        expect.objectContaining({ ChangeSetType: 'UPDATE', RoleARN }),
        expect.objectContaining({ StackName: 'stack', RoleARN }),
      ]);
    },
  );
});

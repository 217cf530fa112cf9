import {
  CloudFormationClient,
  ExecuteChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import { ConfigReader } from '@backstage/config';
import { mockClient } from 'aws-sdk-client-mock';
import { testEnvironment } from '../__testUtils__/testEnvironment';
import { AwsClients } from './AwsClients';
import { CloudFormationStacks } from './CloudFormationStacks';

const cloudFormation = mockClient(CloudFormationClient);

describe('executing a change set', () => {
  it.each([
    ['ChangeSetNotFoundException', 'ChangeSet [x] does not exist'],
    [
      'InvalidChangeSetStatusException',
      'cannot be executed in its current status',
    ],
    ['ValidationError', 'Stack is in UPDATE_IN_PROGRESS state'],
  ])(
    'is a conflict where somebody else was faster, which CloudFormation says as %s',
    async (name, message) => {
      cloudFormation.on(ExecuteChangeSetCommand).rejects(
        Object.assign(new Error(message), {
          name,
          $metadata: {},
          $fault: 'client',
        }),
      );
      const stacks = new CloudFormationStacks(
        AwsClients.fromConfig(new ConfigReader({})),
      );
      await expect(
        stacks.executeChangeSet(testEnvironment('prod'), 'x', 'token'),
      ).rejects.toMatchObject({ name: 'ConflictError' });
    },
  );
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormation,
  type Parameter,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import type { TestEndpoint } from '../../testing/startEndpoint';

/** The text of a template in the folder `templates`. */
function templateText(name: string): string {
  return readFileSync(join(__dirname, 'templates', name), 'utf8');
}

/** Deploys templates to an endpoint, as `aws cloudformation create-stack` and its like do. */
export function templateStacks(endpoint: TestEndpoint, accountId?: string) {
  const cfn = new CloudFormation(endpoint.clientConfig(accountId));

  const settled = async (StackName: string): Promise<Stack> => {
    for (;;) {
      const { Stacks: [stack] = [] } = await cfn.describeStacks({ StackName });
      if (stack && !stack.StackStatus?.endsWith('_IN_PROGRESS')) {
        return stack;
      }
      await sleep(50);
    }
  };
  const inputOf = (
    StackName: string,
    template: string,
    parameters: Record<string, string>,
  ) => ({
    StackName,
    TemplateBody: templateText(template),
    Capabilities: [
      'CAPABILITY_IAM' as const,
      'CAPABILITY_AUTO_EXPAND' as const,
    ],
    Parameters: Object.entries(parameters).map(
      ([ParameterKey, ParameterValue]): Parameter => ({
        ParameterKey,
        ParameterValue,
      }),
    ),
  });
  return {
    cfn,
    async create(
      name: string,
      template: string,
      parameters: Record<string, string> = {},
    ): Promise<Stack> {
      await cfn.createStack(inputOf(name, template, parameters));
      return settled(name);
    },
    async update(
      name: string,
      template: string,
      parameters: Record<string, string>,
    ): Promise<Stack> {
      await cfn.updateStack(inputOf(name, template, parameters));
      return settled(name);
    },
    /** Deletes a stack and returns its last status. */
    async remove({ StackId = '' }: Stack): Promise<string | undefined> {
      await cfn.deleteStack({ StackName: StackId });
      return (await settled(StackId)).StackStatus;
    },
    output({ Outputs = [] }: Stack, key: string): string | undefined {
      return Outputs.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
    },
    async reasons(StackName: string): Promise<Array<string | undefined>> {
      const { StackEvents = [] } = await cfn.describeStackEvents({ StackName });
      return StackEvents.filter(({ ResourceStatus }) =>
        ResourceStatus?.endsWith('FAILED'),
      ).map(({ ResourceStatusReason }) => ResourceStatusReason);
    },
  };
}

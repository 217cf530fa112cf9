import type { Clients, Scenario } from '../Recorder';
import { memberAt } from './memberAt';
import { waitFor } from './waitFor';

const service = 'cloudformation';
const templateOf = (name: string) =>
  JSON.stringify({
    Description: 'of conformance',
    Parameters: { Label: { Type: 'String', Default: 'x' } },
    Resources: {
      Topic: {
        Type: 'AWS::SNS::Topic',
        Properties: { TopicName: name, DisplayName: { Ref: 'Label' } },
      },
    },
    Outputs: {
      Arn: { Value: { Ref: 'Topic' }, Export: { Name: `${name}-arn` } },
    },
  });

/** Waits, without recording, until the stack does not change. */
function settle(clients: Clients, StackName: string): Promise<void> {
  return waitFor(`The end of the change of ${StackName}`, async () => {
    const described = await clients(service, 'DescribeStacks', {
      StackName,
    }).catch(() => ({}));
    const status = memberAt(described, 'Stacks.0.StackStatus');
    return !status.endsWith('IN_PROGRESS');
  });
}

export const cloudFormationScenarios: readonly Scenario[] = [
  {
    service,
    name: 'life of a stack',
    async run(call, clients) {
      const StackName = 'conf-stack';
      const TemplateBody = templateOf('conf-stack-topic');
      await call('CreateStack', {
        StackName,
        TemplateBody,
        Tags: [{ Key: 'team', Value: 'shop' }],
      });
      await settle(clients, StackName);
      await call('DescribeStacks', { StackName });
      await call('CreateStack', { StackName, TemplateBody });
      await call('DescribeStackResources', { StackName });
      await call('DescribeStackResource', {
        StackName,
        LogicalResourceId: 'Topic',
      });
      await call('DescribeStackResource', {
        StackName,
        LogicalResourceId: 'None',
      });
      await call('ListStackResources', { StackName });
      await call('GetTemplate', { StackName });
      await call('GetTemplateSummary', { TemplateBody });
      await call('ValidateTemplate', { TemplateBody });
      await call('ValidateTemplate', { TemplateBody: 'no: template' });
      await call('ListExports');
      await call('ListImports', { ExportName: 'conf-stack-topic-arn' });
      await call('UpdateStack', { StackName, TemplateBody });
      await call('UpdateStack', {
        StackName,
        TemplateBody,
        Parameters: [{ ParameterKey: 'Label', ParameterValue: 'y' }],
      });
      await settle(clients, StackName);
      await call('DescribeStacks', { StackName });
      await call('UpdateTerminationProtection', {
        StackName,
        EnableTerminationProtection: true,
      });
      await call('DeleteStack', { StackName });
      await call('UpdateTerminationProtection', {
        StackName,
        EnableTerminationProtection: false,
      });
      await call('CancelUpdateStack', { StackName });
      await call('DeleteStack', { StackName });
      await settle(clients, StackName);
      await call('DescribeStacks', { StackName });
      await call('DeleteStack', { StackName: 'conf-none' });
      for (const operation of [
        'DescribeStacks',
        'DescribeStackEvents',
        'DescribeStackResources',
        'ListStackResources',
        'GetTemplate',
      ]) {
        await call(operation, { StackName: 'conf-none' });
      }
      await call('UpdateStack', { StackName: 'conf-none', TemplateBody });
    },
  },
  {
    service,
    name: 'change sets',
    async run(call, clients) {
      const StackName = 'conf-changes';
      const names = { StackName, ChangeSetName: 'one' };
      const TemplateBody = templateOf('conf-changes-topic');
      await call('CreateChangeSet', {
        ...names,
        TemplateBody,
        ChangeSetType: 'UPDATE',
      });
      await call('CreateChangeSet', {
        ...names,
        TemplateBody,
        ChangeSetType: 'CREATE',
      });
      await call('DescribeChangeSet', names);
      await call('DescribeStacks', { StackName });
      await call('ListChangeSets', { StackName });
      await call('DescribeChangeSet', { StackName, ChangeSetName: 'none' });
      await call('ExecuteChangeSet', names);
      await settle(clients, StackName);
      await call('DescribeStacks', { StackName });
      await call('ExecuteChangeSet', names);
      await call('CreateChangeSet', {
        StackName,
        ChangeSetName: 'same',
        TemplateBody,
        ChangeSetType: 'UPDATE',
      });
      await call('DescribeChangeSet', { StackName, ChangeSetName: 'same' });
      await call('DeleteChangeSet', { StackName, ChangeSetName: 'same' });
      await call('DeleteStack', { StackName });
      await settle(clients, StackName);
    },
  },
];

import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { createCloudWatchService } from '../../cloudwatch/createCloudWatchService';
import { createEcrService } from '../../ecr/createEcrService';
import { createEc2Service } from '../../ec2/createEc2Service';
import { createIamService } from '../../iam/createIamService';
import { createKmsService } from '../../kms/createKmsService';
import { createLogsService } from '../../logs/createLogsService';
import { createS3Service } from '../../s3/createS3Service';
import { createSecretsManagerService } from '../../secretsmanager/createSecretsManagerService';
import type { RequestContext } from '../../service/AwsService';
import { ServiceRegistry } from '../../service/ServiceRegistry';
import { createSnsService } from '../../sns/createSnsService';
import { createSsmService } from '../../ssm/createSsmService';
import { FileStateStore } from '../../store/FileStateStore';
import { EndpointClock } from '../../time/EndpointClock';
import { createCloudFormationService } from '../createCloudFormationService';
import type { FakeRds } from './FakeRds';
import { makeStateDirectory } from '../../testing/makeStateDirectory';

const context: RequestContext = {
  accountId: '123456789012',
  region: 'ap-northeast-1',
  requestId: 'test',
  principalArn: 'arn:aws:iam::123456789012:user/test',
};

const stacksSchema = z.object({
  Stacks: z.array(
    z.looseObject({
      StackId: z.string(),
      StackStatus: z.string(),
      StackStatusReason: z.string().optional(),
      Outputs: z
        .array(z.object({ OutputKey: z.string(), OutputValue: z.string() }))
        .default([]),
    }),
  ),
});
const eventsSchema = z.object({
  StackEvents: z.array(
    z.object({
      LogicalResourceId: z.string(),
      PhysicalResourceId: z.string().optional(),
      ResourceStatus: z.string(),
      ResourceStatusReason: z.string().optional(),
      ResourceProperties: z.string().optional(),
      ClientRequestToken: z.string().optional(),
    }),
  ),
});

/** CloudFormation over the real small services and a fake RDS, in its own state folder. */
export async function startCloudFormation(rds: FakeRds, folder?: string) {
  const stateDirectory = folder ?? (await makeStateDirectory());
  const store = await FileStateStore.open(stateDirectory);
  const registry = new ServiceRegistry();
  const environment = {
    store,
    services: registry,
    stateDirectory,
    log: () => {},
  };
  registry.add(rds.service);
  registry.add(await createSecretsManagerService(environment));
  registry.add(await createEc2Service(environment));
  registry.add(await createIamService(environment));
  const logs = await createLogsService(environment);
  registry.add(logs);
  const sns = await createSnsService(environment);
  registry.add(sns);
  registry.add(await createKmsService(environment));
  registry.add(await createSsmService(environment));
  registry.add(await createS3Service(environment));
  registry.add(await createEcrService(environment));
  registry.add(
    await createCloudWatchService({
      ...environment,
      probes: { list: () => [] },
      logEvents: logs.events,
    }),
  );
  const clock = await EndpointClock.open(store);
  const cloudFormation = await createCloudFormationService({
    ...environment,
    clock,
  });
  registry.add(cloudFormation);
  await cloudFormation.start?.();

  const call = (operation: string, input: Record<string, unknown>) =>
    registry.call('cloudformation', operation, input, context);
  const stack = async (StackName: string) => {
    const [found] = stacksSchema.parse(
      await call('DescribeStacks', { StackName }),
    ).Stacks;
    if (!found) {
      throw new Error(`No stack ${StackName}`);
    }
    return found;
  };
  const settled = async (StackName: string) => {
    for (;;) {
      const found = await stack(StackName);
      if (
        !found.StackStatus.endsWith('_IN_PROGRESS') ||
        found.StackStatus === 'REVIEW_IN_PROGRESS'
      ) {
        return found;
      }
      await sleep(5);
    }
  };
  let changeSets = 0;
  return {
    stateDirectory,
    call,
    services: registry,
    context,
    /** What was published to topics. */
    messages: () => sns.messages(),
    /** Advances the clock of TimeoutInMinutes. */
    async advance(minutes: number) {
      await clock.advanceBy(minutes * 60_000);
      await cloudFormation.endOverdue();
    },
    stack,
    /** The oldest first. */
    async events(StackName: string) {
      return eventsSchema
        .parse(await call('DescribeStackEvents', { StackName }))
        .StackEvents.reverse();
    },
    /** Waits until the stack has no operation in progress. */
    settled,
    /** Creates and executes a change set, and waits until the operation ends. */
    async deploy(
      StackName: string,
      template: Record<string, unknown>,
      more: Record<string, unknown> = {},
    ) {
      const exists = await stack(StackName).catch(() => undefined);
      changeSets += 1;
      const names = { StackName, ChangeSetName: `change-${changeSets}` };
      await call('CreateChangeSet', {
        ...names,
        ChangeSetType: exists ? 'UPDATE' : 'CREATE',
        TemplateBody: JSON.stringify(template),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        ...more,
      });
      await call('ExecuteChangeSet', names);
      return settled(StackName);
    },
    async stop() {
      await cloudFormation.stop?.();
      await store.close();
      await rm(stateDirectory, { recursive: true, force: true });
    },
  };
}

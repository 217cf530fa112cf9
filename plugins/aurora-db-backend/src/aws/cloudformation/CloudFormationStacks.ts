import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  CancelUpdateStackCommand,
  type CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  paginateDescribeStackEvents,
  paginateDescribeStacks,
  type Stack,
  type StackEvent,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';
import type {
  DatabaseStack,
  DatabaseStackReader,
} from '../../ports/DatabaseStacks';
import type {
  ChangeSet,
  ChangeSetRequest,
  DatabaseStackWriter,
  StackProgress,
} from '../../ports/DatabaseStackWriter';
import type { AwsClients } from '../AwsClients';
import { CloudFormationChangeSets } from './CloudFormationChangeSets';
import { isMissingStack, refuseUnlessBegun } from './cloudFormationErrors';
import { toTags } from '../toTags';

/** Reads and writes stacks with CloudFormation's API. */
export class CloudFormationStacks
  implements DatabaseStackReader, DatabaseStackWriter
{
  readonly #clients: AwsClients;
  readonly #changeSets: CloudFormationChangeSets;

  constructor(clients: AwsClients) {
    this.#clients = clients;
    this.#changeSets = new CloudFormationChangeSets(clients);
  }

  async describe(
    environment: EnvironmentConfig,
    stackNameOrId: string,
  ): Promise<DatabaseStack | undefined> {
    const output = await this.#call(
      environment,
      'DescribeStacks',
      async client => {
        try {
          return await client.send(
            new DescribeStacksCommand({ StackName: stackNameOrId }),
          );
        } catch (error) {
          if (isMissingStack(error)) {
            return undefined;
          }
          throw error;
        }
      },
    );
    const stack = output?.Stacks?.[0];
    return stack && toDatabaseStack(stack);
  }

  list(environment: EnvironmentConfig): Promise<DatabaseStack[]> {
    return this.#call(environment, 'DescribeStacks', async client => {
      const found: DatabaseStack[] = [];
      for await (const page of paginateDescribeStacks({ client }, {})) {
        found.push(...(page.Stacks ?? []).map(toDatabaseStack));
      }
      return found.filter(
        stack =>
          stack.tags[auroraDbTags.environment] === environment.name &&
          Boolean(stack.tags[auroraDbTags.name]),
      );
    });
  }

  createChangeSet(
    environment: EnvironmentConfig,
    request: ChangeSetRequest,
  ): Promise<{ id: string; stackId: string }> {
    return this.#changeSets.create(environment, request);
  }

  describeChangeSet(
    environment: EnvironmentConfig,
    stack: string,
    changeSet: string,
  ): Promise<ChangeSet | undefined> {
    return this.#changeSets.describe(environment, stack, changeSet);
  }

  executeChangeSet(
    environment: EnvironmentConfig,
    changeSetId: string,
    token: string,
  ): Promise<void> {
    return this.#changeSets.execute(environment, changeSetId, token);
  }

  deleteChangeSet(
    environment: EnvironmentConfig,
    changeSetId: string,
  ): Promise<void> {
    return this.#changeSets.delete(environment, changeSetId);
  }

  readEvents(
    environment: EnvironmentConfig,
    stackId: string,
    isEnough: (event: StackProgress) => boolean,
  ): Promise<StackProgress[]> {
    return this.#call(environment, 'DescribeStackEvents', async client => {
      const events: StackProgress[] = [];
      const pages = paginateDescribeStackEvents(
        { client },
        { StackName: stackId },
      );
      try {
        for await (const page of pages) {
          for (const event of (page.StackEvents ?? []).map(toStackProgress)) {
            events.push(event);
            if (isEnough(event)) {
              return events;
            }
          }
        }
      } catch (error) {
        // AWS may not show a new stack yet, and it forgets the events of a deleted stack.
        if (!isMissingStack(error)) {
          throw error;
        }
      }
      return events;
    });
  }

  async cancelUpdate(
    environment: EnvironmentConfig,
    stackId: string,
    token: string,
  ): Promise<void> {
    await this.#call(environment, 'CancelUpdateStack', client =>
      client
        .send(
          new CancelUpdateStackCommand({
            StackName: stackId,
            ClientRequestToken: token,
          }),
        )
        .catch(refuseUnlessBegun),
    );
  }

  async deleteStack(
    environment: EnvironmentConfig,
    stackId: string,
    token: string,
  ): Promise<void> {
    await this.#call(environment, 'DeleteStack', client =>
      client
        .send(
          new DeleteStackCommand({
            StackName: stackId,
            RoleARN: environment.cloudFormationRoleArn,
            ClientRequestToken: token,
          }),
        )
        .catch(refuseUnlessBegun),
    );
  }

  async setTerminationProtection(
    environment: EnvironmentConfig,
    stackId: string,
    enabled: boolean,
  ): Promise<void> {
    await this.#call(environment, 'UpdateTerminationProtection', client =>
      client.send(
        new UpdateTerminationProtectionCommand({
          StackName: stackId,
          EnableTerminationProtection: enabled,
        }),
      ),
    );
  }

  async readTemplate(
    environment: EnvironmentConfig,
    stackId: string,
  ): Promise<string> {
    const { TemplateBody } = await this.#call(
      environment,
      'GetTemplate',
      client => client.send(new GetTemplateCommand({ StackName: stackId })),
    );
    return TemplateBody ?? '{}';
  }

  #call<T>(
    environment: EnvironmentConfig,
    operation: string,
    call: (client: CloudFormationClient) => Promise<T>,
  ): Promise<T> {
    return this.#clients.call(environment, `cloudformation:${operation}`, () =>
      call(this.#clients.cloudFormation(environment)),
    );
  }
}

function toDatabaseStack(stack: Stack): DatabaseStack {
  return {
    stackId: stack.StackId ?? '',
    stackName: stack.StackName ?? '',
    status: stack.StackStatus ?? 'UNKNOWN',
    statusReason: stack.StackStatusReason,
    createdAt: stack.CreationTime ?? new Date(0),
    updatedAt: stack.LastUpdatedTime,
    tags: toTags(stack.Tags),
    outputs: Object.fromEntries(
      (stack.Outputs ?? []).map(output => [
        output.OutputKey ?? '',
        output.OutputValue ?? '',
      ]),
    ),
    terminationProtection: stack.EnableTerminationProtection ?? false,
  };
}

function toStackProgress(event: StackEvent): StackProgress {
  return {
    id: event.EventId ?? '',
    at: event.Timestamp ?? new Date(0),
    resource: event.LogicalResourceId ?? '',
    type: event.ResourceType ?? '',
    status: event.ResourceStatus ?? '',
    reason: event.ResourceStatusReason,
    ofStack: event.PhysicalResourceId === event.StackId,
    token: event.ClientRequestToken,
  };
}

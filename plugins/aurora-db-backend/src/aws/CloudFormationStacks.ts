import {
  auroraDbTags,
  createMessage,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  CancelUpdateStackCommand,
  type CloudFormationClient,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  type DescribeChangeSetCommandOutput,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  paginateDescribeStackEvents,
  paginateDescribeStacks,
  type Stack,
  type StackEvent,
  type Tag,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { ChangeSetGoneError } from '../ports/ChangeSetGoneError';
import type {
  DatabaseStack,
  DatabaseStackReader,
} from '../ports/DatabaseStacks';
import type {
  ChangeSet,
  ChangeSetRequest,
  DatabaseStackWriter,
  StackProgress,
} from '../ports/DatabaseStackWriter';
import { ConflictError } from '../ports/userErrors';
import { untilVisible } from '../ports/untilVisible';
import type { AwsClients } from './AwsClients';
import { awsErrorCode, callAws } from './awsErrors';
import { toResourceChange } from './toResourceChange';

/** Reads and writes stacks with CloudFormation's API. */
export class CloudFormationStacks
  implements DatabaseStackReader, DatabaseStackWriter
{
  readonly #clients: AwsClients;

  constructor(clients: AwsClients) {
    this.#clients = clients;
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

  async createChangeSet(
    environment: EnvironmentConfig,
    request: ChangeSetRequest,
  ): Promise<{ id: string; stackId: string }> {
    const { stackName, changeSetName } = request;
    const output = await this.#call(
      environment,
      'CreateChangeSet',
      async client => {
        try {
          return await client.send(
            new CreateChangeSetCommand({
              StackName: stackName,
              ChangeSetName: changeSetName,
              ClientToken: request.token,
              ChangeSetType: request.create ? 'CREATE' : 'UPDATE',
              TemplateBody: request.template,
              Capabilities: ['CAPABILITY_IAM'],
              Tags: Object.entries(request.tags).map(([Key, Value]) => ({
                Key,
                Value,
              })),
              RoleARN: environment.cloudFormationRoleArn,
              ...(request.create && { OnStackFailure: 'DELETE' }),
            }),
          );
        } catch (error) {
          if (awsErrorCode(error) === 'AlreadyExistsException') {
            return undefined;
          }
          throw asConflict(error);
        }
      },
    );
    if (output?.Id && output.StackId) {
      return { id: output.Id, stackId: output.StackId };
    }
    const existing = await untilVisible(() =>
      this.describeChangeSet(environment, stackName, changeSetName),
    );
    if (!existing) {
      throw new ConflictError(
        createMessage('error.changeSetHidden', { changeSetName, stackName }),
      );
    }
    return { id: existing.id, stackId: existing.stackId };
  }

  describeChangeSet(
    environment: EnvironmentConfig,
    stack: string,
    changeSet: string,
  ): Promise<ChangeSet | undefined> {
    return this.#call(environment, 'DescribeChangeSet', async client => {
      const pages: DescribeChangeSetCommandOutput[] = [];
      do {
        try {
          pages.push(
            await client.send(
              new DescribeChangeSetCommand({
                StackName: stack,
                ChangeSetName: changeSet,
                NextToken: pages.at(-1)?.NextToken,
              }),
            ),
          );
        } catch (error) {
          if (isMissingChangeSet(error) || isMissingStack(error)) {
            return undefined;
          }
          throw error;
        }
      } while (pages.at(-1)?.NextToken);
      const [first] = pages;
      return {
        id: first?.ChangeSetId ?? changeSet,
        stackId: first?.StackId ?? stack,
        status: first?.Status ?? 'UNKNOWN',
        statusReason: first?.StatusReason,
        createdAt: first?.CreationTime ?? new Date(0),
        executionStatus: first?.ExecutionStatus,
        tags: toTags(first?.Tags),
        changes: pages
          .flatMap(page => page.Changes ?? [])
          .flatMap(({ ResourceChange: change }) =>
            change ? [toResourceChange(change)] : [],
          ),
      };
    });
  }

  async executeChangeSet(
    environment: EnvironmentConfig,
    changeSetId: string,
    token: string,
  ): Promise<void> {
    await this.#call(environment, 'ExecuteChangeSet', client =>
      client
        .send(
          new ExecuteChangeSetCommand({
            ChangeSetName: changeSetId,
            ClientRequestToken: token,
          }),
        )
        .catch(error => {
          // CloudFormation deletes the other change sets of a stack when it executes one.
          throw isMissingChangeSet(error)
            ? new ChangeSetGoneError()
            : asConflict(error);
        }),
    );
  }

  async deleteChangeSet(
    environment: EnvironmentConfig,
    changeSetId: string,
  ): Promise<void> {
    await this.#call(environment, 'DeleteChangeSet', client =>
      client
        .send(new DeleteChangeSetCommand({ ChangeSetName: changeSetId }))
        .catch(error => {
          if (!isMissingChangeSet(error) && !isMissingStack(error)) {
            throw asConflict(error);
          }
        }),
    );
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
        // AWS may not show a new stack yet, and a stack that was deleted long ago has no events any
        // more.
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
    return callAws(environment, `cloudformation:${operation}`, () =>
      call(this.#clients.cloudFormation(environment)),
    );
  }
}

/** CloudFormation has no error code for a missing stack. */
function isMissingStack(error: unknown): boolean {
  return (
    awsErrorCode(error) === 'ValidationError' &&
    error instanceof Error &&
    /does not exist/.test(error.message)
  );
}

function isMissingChangeSet(error: unknown): boolean {
  return /^ChangeSetNotFound(Exception)?$/.test(awsErrorCode(error) ?? '');
}

/** A used token means that this run has already started the operation. */
function refuseUnlessBegun(error: unknown): void {
  if (!/^TokenAlreadyExists(Exception)?$/.test(awsErrorCode(error) ?? '')) {
    throw asConflict(error);
  }
}

/**
 * Converts the errors for a stack status that does not allow the call to ConflictErrors. Returns
 * other errors unchanged.
 */
function asConflict(error: unknown): unknown {
  const isState =
    error instanceof Error &&
    (/^(InvalidChangeSetStatus(Exception)?|InvalidOperation(Exception)?|OperationInProgress(Exception)?|TokenAlreadyExists(Exception)?)$/.test(
      error.name,
    ) ||
      (error.name === 'ValidationError' &&
        /(_IN_PROGRESS|_FAILED|_COMPLETE)\b|TerminationProtection|cannot be created again|current stack status/.test(
          error.message,
        )));
  return isState
    ? new ConflictError(
        createMessage('error.awsState', { answer: error.message }),
      )
    : error;
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

function toTags(tags: Tag[] = []): Record<string, string> {
  return Object.fromEntries(
    tags.map(({ Key = '', Value = '' }) => [Key, Value]),
  );
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

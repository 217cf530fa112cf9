import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  type CloudFormationClient,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  type DescribeChangeSetCommandOutput,
  ExecuteChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import { ChangeSetGoneError } from '../../ports/errors/ChangeSetGoneError';
import type {
  ChangeSet,
  ChangeSetRequest,
} from '../../ports/DatabaseStackWriter';
import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';
import { untilVisible } from '../../ports/untilVisible';
import { ConflictError } from '../../ports/errors/userErrors';
import type { AwsClients } from '../AwsClients';
import { awsErrorCode } from '../awsErrors';
import {
  asConflict,
  isMissingChangeSet,
  isMissingStack,
} from './cloudFormationErrors';
import { toResourceChange } from './toResourceChange';
import { toTags } from '../toTags';

/** The change sets of {@link CloudFormationStacks}. */
export class CloudFormationChangeSets {
  readonly #clients: AwsClients;

  constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  async create(
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
      this.describe(environment, stackName, changeSetName),
    );
    if (!existing) {
      throw new ConflictError(
        createMessage('error.changeSetHidden', { changeSetName, stackName }),
      );
    }
    return { id: existing.id, stackId: existing.stackId };
  }

  describe(
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

  async execute(
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

  async delete(
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

import { restoredFromOfDescription } from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  paginateListStacks,
  type StackStatus,
  type StackSummary,
} from '@aws-sdk/client-cloudformation';
import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';
import type {
  DeletedStack,
  ReviewedStack,
  StackHistoryReader,
} from '../../ports/StackHistory';
import type { AwsClients } from '../AwsClients';

const gone: StackStatus[] = [
  'DELETE_IN_PROGRESS',
  'DELETE_FAILED',
  'DELETE_COMPLETE',
];
/**
 * Maximum number of pages of 100 stacks that are read. An account may delete thousands of stacks in
 * 90 days.
 */
const mostPages = 10;

/** Reads deleted stacks and empty stacks with CloudFormation's ListStacks. */
export class CloudFormationHistory implements StackHistoryReader {
  readonly #clients: AwsClients;

  constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  async listDeleted(
    environment: EnvironmentConfig,
    since: Date,
  ): Promise<DeletedStack[]> {
    const summaries = await this.#list(environment, gone);
    return summaries
      .map(toDeletedStack)
      .filter(({ deletedAt }) => !deletedAt || deletedAt >= since)
      .sort((one, other) => timeOf(other) - timeOf(one));
  }

  async listReviewed(environment: EnvironmentConfig): Promise<ReviewedStack[]> {
    const summaries = await this.#list(environment, ['REVIEW_IN_PROGRESS']);
    return summaries.map(summary => ({
      stackId: summary.StackId ?? '',
      stackName: summary.StackName ?? '',
      createdAt: summary.CreationTime ?? new Date(),
    }));
  }

  #list(
    environment: EnvironmentConfig,
    states: StackStatus[],
  ): Promise<StackSummary[]> {
    return this.#clients.call(
      environment,
      'cloudformation:ListStacks',
      async () => {
        const found: StackSummary[] = [];
        const pages = paginateListStacks(
          { client: this.#clients.cloudFormation(environment) },
          { StackStatusFilter: states },
        );
        let read = 0;
        for await (const page of pages) {
          found.push(...(page.StackSummaries ?? []));
          read += 1;
          if (read === mostPages) {
            break;
          }
        }
        return found;
      },
    );
  }
}

function toDeletedStack(summary: StackSummary): DeletedStack {
  const restoredFrom = restoredFromOfDescription(
    summary.TemplateDescription ?? '',
  );
  return {
    stackId: summary.StackId ?? '',
    stackName: summary.StackName ?? '',
    ...(summary.DeletionTime && { deletedAt: summary.DeletionTime }),
    ...(restoredFrom && { restoredFrom }),
  };
}

/** Sorts stacks that are being deleted before deleted ones. */
function timeOf({ deletedAt }: DeletedStack): number {
  return deletedAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
}

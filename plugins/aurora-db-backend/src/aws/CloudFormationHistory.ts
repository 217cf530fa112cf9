import { restoredFromOfDescription } from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  paginateListStacks,
  type StackStatus,
  type StackSummary,
} from '@aws-sdk/client-cloudformation';
import type { EnvironmentConfig } from '../config/readConfig';
import type {
  DeletedStack,
  StackHistoryReader,
} from '../services/StackHistory';
import type { AwsClients } from './AwsClients';
import { callAws } from './awsErrors';

const gone: StackStatus[] = [
  'DELETE_IN_PROGRESS',
  'DELETE_FAILED',
  'DELETE_COMPLETE',
];
/** Pages of 100 stacks that are read at most: an account may delete thousands in 90 days. */
const mostPages = 10;

/** What CloudFormation's ListStacks tells of stacks that are gone. */
export class CloudFormationHistory implements StackHistoryReader {
  readonly #clients: AwsClients;

  constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  listDeleted(
    environment: EnvironmentConfig,
    since: Date,
  ): Promise<DeletedStack[]> {
    return callAws(environment, 'cloudformation:ListStacks', async () => {
      const found: DeletedStack[] = [];
      const pages = paginateListStacks(
        { client: this.#clients.cloudFormation(environment) },
        { StackStatusFilter: gone },
      );
      let read = 0;
      for await (const page of pages) {
        found.push(...(page.StackSummaries ?? []).map(toDeletedStack));
        read += 1;
        if (read === mostPages) {
          break;
        }
      }
      return found
        .filter(({ deletedAt }) => !deletedAt || deletedAt >= since)
        .sort((one, other) => timeOf(other) - timeOf(one));
    });
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

/** What is being deleted comes before what is gone. */
function timeOf({ deletedAt }: DeletedStack): number {
  return deletedAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
}

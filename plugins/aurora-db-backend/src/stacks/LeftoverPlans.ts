import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { DatabaseStackWriter } from '../ports/DatabaseStackWriter';
import { operationToken } from './operationTokens';
import { isPlanStackName } from './planStackName';
import type { StackHistoryReader } from '../ports/StackHistory';

/**
 * Age after which a plan's stack is left over, in ms. A plan takes seconds, so the backend that
 * made it was stopped.
 */
const leftAfterMs = 3_600_000;

/** Deletes the empty stacks of plans that a stopped backend left behind. */
export class LeftoverPlans {
  readonly #environments: readonly EnvironmentConfig[];
  readonly #history: Pick<StackHistoryReader, 'listReviewed'>;
  readonly #stacks: Pick<DatabaseStackWriter, 'deleteStack'>;
  readonly #logger: LoggerService;

  constructor(options: {
    environments: readonly EnvironmentConfig[];
    history: Pick<StackHistoryReader, 'listReviewed'>;
    stacks: Pick<DatabaseStackWriter, 'deleteStack'>;
    logger: LoggerService;
  }) {
    this.#environments = options.environments;
    this.#history = options.history;
    this.#stacks = options.stacks;
    this.#logger = options.logger;
  }

  /** Checks every environment. Logs a failure in one environment and leaves it to the next run. */
  async deleteAll(now: Date = new Date()): Promise<void> {
    for (const environment of this.#environments) {
      try {
        const reviewed = await this.#history.listReviewed(environment);
        const left = reviewed.filter(
          ({ stackName, createdAt }) =>
            isPlanStackName(stackName) &&
            now.getTime() - createdAt.getTime() > leftAfterMs,
        );
        for (const { stackId, stackName } of left) {
          const token = operationToken(
            stackId.split('/').at(-1) ?? '',
            'clear',
          );
          await this.#stacks.deleteStack(environment, stackId, token);
          this.#logger.info(
            `Deleting the empty stack ${stackName} of an earlier plan`,
          );
        }
      } catch (error) {
        this.#logger.warn(
          `Deleting the empty stacks of plans in ${environment.name} failed; the next run tries again: ${error}`,
        );
      }
    }
  }
}

import { randomUUID } from 'node:crypto';
import type {
  AwsService,
  RequestContext,
  ServiceEnvironment,
} from '../service';
import { newStack } from './operations/beginOperation';
import { changeSetOperations } from './operations/changeSetOperations';
import { describeOperations } from './operations/describeOperations';
import { stackOperations } from './operations/stackOperations';
import { templateOperations } from './operations/templateOperations';
import { StackOperationRunner } from './StackOperationRunner';
import type { StackRecord } from './StackRecord';
import { StackStore } from './StackStore';

/** A stack that stands already, without resources. */
export interface StandingStack {
  stackName: string;
  createdAt: Date;
  tags: StackRecord['deployed']['tags'];
  outputs: StackRecord['outputs'];
  /** One that is in progress stays so. */
  status: string;
  terminationProtection: boolean;
}

/** CloudFormation, and what a fleet needs of it. */
export interface CloudFormationService extends AwsService {
  /** Those of the names that stacks have already. */
  taken(context: RequestContext, stackNames: readonly string[]): string[];
  /** Puts stacks there as if they had been created before. */
  addStanding(
    context: RequestContext,
    stacks: readonly StandingStack[],
  ): Promise<void>;
}

/** CloudFormation: change sets and stacks whose resources are made in the other services of the endpoint. */
export async function createCloudFormationService(
  env: ServiceEnvironment,
): Promise<CloudFormationService> {
  const store = await StackStore.open(env.store);
  const runner = new StackOperationRunner(store, env.services, env.log);
  const cloudFormation = { store, runner, services: env.services };
  return {
    signingName: 'cloudformation',
    operations: {
      ...changeSetOperations(cloudFormation),
      ...stackOperations(cloudFormation),
      ...describeOperations(store),
      ...templateOperations(store),
    },
    taken(context, stackNames) {
      const present = new Set(
        store.stacks
          .list(context)
          .filter(({ status }) => status !== 'DELETE_COMPLETE')
          .map(({ stackName }) => stackName),
      );
      return stackNames.filter(name => present.has(name));
    },
    async addStanding(context, stacks) {
      await Promise.all(
        stacks.map(({ stackName, createdAt, tags, outputs, ...state }) => {
          const deployed = {
            templateBody: JSON.stringify({ Resources: {} }),
            parameters: {},
            tags,
            capabilities: [],
            notificationArns: [],
          };
          return store.add(context, {
            ...newStack(context, stackName, randomUUID(), deployed),
            deployed,
            outputs,
            ...state,
            statusReason: undefined,
            creationTime: createdAt.toISOString(),
          });
        }),
      );
    },
    async start() {
      runner.resume();
    },
    stop: () => runner.stop(),
    async reset() {
      await runner.stop();
      await store.clear();
    },
  };
}

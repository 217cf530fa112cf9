import { randomUUID } from 'node:crypto';
import type {
  AwsService,
  RequestContext,
  ServiceEnvironment,
} from '../service/AwsService';
import { newStack } from './operations/beginOperation';
import { changeSetOperations } from './operations/changeSetOperations';
import { describeOperations } from './operations/describeOperations';
import { stackOperations } from './operations/stackOperations';
import { templateOperations } from './operations/templateOperations';
import { StackOperationRunner, type StackClock } from './StackOperationRunner';
import type { StackRecord } from './StackRecord';
import { StackNotifications } from './StackNotifications';
import { StackStore } from './StackStore';

/** A stack that exists from the start, without resources. */
interface StandingStack {
  stackName: string;
  createdAt: Date;
  tags: StackRecord['deployed']['tags'];
  outputs: StackRecord['outputs'];
  /** A status in progress does not change. */
  status: string;
  terminationProtection: boolean;
}

/** CloudFormation, with methods for the fleet. */
export interface CloudFormationService extends AwsService {
  /** Returns the names that stacks already have. */
  taken(context: RequestContext, stackNames: readonly string[]): string[];
  /** Fails the creations whose time is over. For a clock that was advanced. */
  endOverdue(): Promise<void>;
  /** Adds stacks as if they had been created earlier. */
  addStanding(
    context: RequestContext,
    stacks: readonly StandingStack[],
  ): Promise<void>;
}

/**
 * CloudFormation: change sets, and stacks whose resources are in the other services of the
 * endpoint.
 */
export async function createCloudFormationService({
  services,
  log,
  clock,
  ...env
}: ServiceEnvironment & {
  /** The clock of TimeoutInMinutes. */
  clock: StackClock;
}): Promise<CloudFormationService> {
  const notifications = new StackNotifications(services, log);
  const store = await StackStore.open(env.store, notifications);
  const runner = new StackOperationRunner({ store, services, log, clock });
  const cloudFormation = { store, runner, services, clock };
  return {
    signingName: 'cloudformation',
    operations: {
      ...changeSetOperations(cloudFormation),
      ...stackOperations(cloudFormation),
      ...describeOperations(store),
      ...templateOperations(cloudFormation),
    },
    endOverdue: () => runner.endOverdue(),
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
    async stop() {
      await runner.stop();
      await notifications.sent();
    },
    async reset() {
      await runner.stop();
      await notifications.sent();
      await store.clear();
    },
  };
}

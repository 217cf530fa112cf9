import type { AwsService, ServiceEnvironment } from '../service';
import { changeSetOperations } from './operations/changeSetOperations';
import { describeOperations } from './operations/describeOperations';
import { stackOperations } from './operations/stackOperations';
import { templateOperations } from './operations/templateOperations';
import { StackOperationRunner } from './StackOperationRunner';
import { StackStore } from './StackStore';

/** CloudFormation: change sets and stacks whose resources are made in the other services of the endpoint. */
export async function createCloudFormationService(
  env: ServiceEnvironment,
): Promise<AwsService> {
  const store = await StackStore.open(env.store);
  const runner = new StackOperationRunner(store, env.services, env.log);
  const room = { store, runner };
  return {
    signingName: 'cloudformation',
    operations: {
      ...changeSetOperations(room),
      ...stackOperations(room),
      ...describeOperations(store),
      ...templateOperations(store),
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

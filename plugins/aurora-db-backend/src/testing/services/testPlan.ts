import type {
  DeployRequest,
  Plan,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { testDeploy } from './testDeploy';
import { testStack } from '../databases/testStack';

export const request: DeployRequest = {
  name: 'goal-mandala',
  environment: 'prod',
  owner: 'group:default/payments',
};

/** {@link testDeploy} in which the database of {@link request} can have a stack. */
export function testPlan(options: { status?: string; tags?: object } = {}) {
  const setup = testDeploy();
  if (options.status) {
    const stack = testStack('goal-mandala', 'prod');
    setup.stacks.add({
      ...stack,
      status: options.status,
      tags: { ...stack.tags, ...options.tags },
    });
  }
  return setup;
}

/** The checks of a plan that failed, with what they say. */
export const obstacles = ({ preflight }: Plan) =>
  preflight.flatMap(({ check, ok, message }) =>
    ok ? [] : [[check, message?.text]],
  );

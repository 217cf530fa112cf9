import type { DeployRequest } from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  metricsServiceMock,
  tracingServiceMock,
} from '@backstage/backend-test-utils/alpha';
import { Telemetry } from '../ports/Telemetry';
import { testStack } from '../testing/databases/testStack';
import type { FakeStacks } from '../testing/fakes/FakeStacks';
import { testDeploy } from '../testing/services/testDeploy';

const request: DeployRequest = {
  name: 'goal-mandala',
  environment: 'dev',
  owner: 'group:default/payments',
};

/** A portal with a tracer, and the outcomes of its change sets. */
function tracedDeploy(stacks?: FakeStacks) {
  const tracing = tracingServiceMock.mock();
  const telemetry = new Telemetry();
  telemetry.provide(metricsServiceMock.mock(), tracing);
  return {
    ...testDeploy(stacks, { telemetry }),
    spans: () => tracing.startActiveSpan.mock.calls.map(([name]) => name),
    outcomes: () =>
      tracing.spans.flatMap(({ setAttribute }) =>
        setAttribute.mock.calls
          .filter(([key]) => key === 'aurora_db.change_set.outcome')
          .map(([, outcome]) => outcome),
      ),
  };
}

describe('the span of a change set', () => {
  it('says that it was executed, or that it had no changes', async () => {
    const { deployer, context, spans, outcomes } = tracedDeploy();
    await deployer.deploy(request, 'one', context);
    await deployer.deploy(request, 'another', context);
    expect(spans()).toEqual([
      'deploy database',
      'change set',
      'deploy database',
      'change set',
    ]);
    expect(outcomes()).toEqual(['executed', 'unchanged']);
  });

  it('says that a dry run discarded it', async () => {
    const { deployer, context, outcomes } = tracedDeploy();
    await deployer.deploy(request, 'task', context, { dryRun: true });
    expect(outcomes()).toEqual(['discarded']);
  });

  it('says that a run after a restart followed it to its end', async () => {
    const before = testDeploy();
    before.stacks.hold = true;
    const interrupted = before.deployer.deploy(request, 'task', before.context);
    while (!before.stacks.calls.includes('execute create')) {
      await new Promise(resolve => setTimeout(resolve, 1));
    }
    before.stacks.hold = false;
    const { deployer, context, outcomes } = tracedDeploy(before.stacks);
    await Promise.all([interrupted, deployer.deploy(request, 'task', context)]);
    expect(outcomes()).toEqual(['executed', 'unchanged']);
  });

  it('says that CloudFormation failed', async () => {
    const { deployer, stacks, context, outcomes } = tracedDeploy();
    stacks.failNext = 'Rate exceeded';
    await expect(deployer.deploy(request, 'task', context)).rejects.toThrow(
      /Rate exceeded/,
    );
    expect(outcomes()).toEqual(['failed']);
  });

  it('says that the portal refused its changes', async () => {
    const { deployer, stacks, context, outcomes } = tracedDeploy();
    stacks.add(testStack('goal-mandala', 'dev'));
    stacks.nextChanges = [
      {
        action: 'replace',
        resource: 'Cluster',
        type: 'AWS::RDS::DBCluster',
        replacement: 'always',
        properties: [{ name: 'StorageEncrypted', replacement: 'always' }],
      },
    ];
    await expect(deployer.deploy(request, 'task', context)).rejects.toThrow(
      /would be replaced/,
    );
    expect(outcomes()).toEqual(['refused']);
  });

  it('says that the user cancelled the deploy', async () => {
    const { deployer, stacks, context, outcomes } = tracedDeploy();
    const controller = new AbortController();
    stacks.hold = true;
    stacks.onCall = call => {
      if (call === 'execute create') {
        controller.abort(new Error('cancelled'));
      }
    };
    await expect(
      deployer.deploy(request, 'task', {
        ...context,
        signal: controller.signal,
      }),
    ).rejects.toThrow('cancelled');
    expect(outcomes()).toEqual(['cancelled']);
  });
});

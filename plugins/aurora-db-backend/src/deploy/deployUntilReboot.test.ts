import type { DeployRequest } from '@aurora-db/backstage-plugin-aurora-db-common';
import { testDeploy } from '../testing/services/testDeploy';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testStack } from '../testing/databases/testStack';

const request: DeployRequest = {
  name: 'goal-mandala',
  environment: 'dev',
  owner: 'group:default/payments',
};

describe('AuroraDeployService writes the limit until the reboot into the template', () => {
  const outputs = (max: number, until?: number) => ({
    MaxConnections: String(max),
    ...(until && { MaxConnectionsUntilReboot: String(until) }),
  });
  it.each<
    [
      string,
      Record<string, string>,
      { pendingReboot: boolean; maxCapacity: number },
      number | undefined,
      string[],
    ]
  >([
    // Each deploys 2 ACU, which is 400 connections.
    [
      'at the first change, the limit so far',
      outputs(189),
      { pendingReboot: false, maxCapacity: 1 },
      189,
      [
        'max_connections changes to 400, but stays 189 until the instances reboot',
      ],
    ],
    [
      'at a change after the reboot, the limit so far',
      outputs(189, 100),
      { pendingReboot: false, maxCapacity: 1 },
      189,
      [
        'max_connections changes to 400, but stays 189 until the instances reboot',
      ],
    ],
    [
      'at a second change before the reboot, what holds since before the first',
      outputs(300, 189),
      { pendingReboot: true, maxCapacity: 1.5 },
      189,
      [
        'max_connections changes to 400, but stays 189 until the instances reboot',
      ],
    ],
    [
      'at a change back before the reboot, the same limit',
      outputs(189, 400),
      { pendingReboot: true, maxCapacity: 1 },
      400,
      [],
    ],
    [
      'without a change while it is pending, the same as before',
      outputs(400, 189),
      { pendingReboot: true, maxCapacity: 2 },
      189,
      [
        'max_connections changes to 400, but stays 189 until the instances reboot',
      ],
    ],
    [
      'without a change after the reboot, the same as before',
      outputs(400, 189),
      { pendingReboot: false, maxCapacity: 2 },
      189,
      [],
    ],
    [
      'without any change ever, nothing',
      outputs(400),
      { pendingReboot: false, maxCapacity: 2 },
      undefined,
      [],
    ],
    [
      'though other hands changed the capacity, what the parameter group holds',
      outputs(400),
      { pendingReboot: false, maxCapacity: 16 },
      undefined,
      [],
    ],
    [
      'of a stack without outputs, what follows from its capacity',
      {},
      { pendingReboot: false, maxCapacity: 1 },
      189,
      [
        'max_connections changes to 400, but stays 189 until the instances reboot',
      ],
    ],
  ])(
    '%s',
    async (_, deployed, { pendingReboot, maxCapacity }, until, warnings) => {
      const { deployer, stacks, account, context, lines } = testDeploy();
      const stack = testStack('goal-mandala', 'dev', { outputs: deployed });
      stacks.add(stack);
      account.cluster = {
        capacity: { minCapacity: 0.5, maxCapacity },
        members: [{ id: 'writer', role: 'writer', pendingReboot }],
      };
      await deployer.deploy(request, 'task', context);
      const template = await stacks.readTemplate(
        testEnvironment('dev'),
        stack.stackId,
      );
      expect(
        JSON.parse(template).Resources.Cluster.Properties
          .maxConnectionsUntilReboot,
      ).toBe(until);
      expect(lines.filter(line => line.includes('max_connections'))).toEqual(
        warnings.map(warning => `Warning: ${warning}`),
      );
    },
  );

  it('has no changes when it runs again, before and after the reboot', async () => {
    const { deployer, stacks, account, context } = testDeploy();
    const stack = testStack('goal-mandala', 'dev', { outputs: outputs(189) });
    stacks.add(stack);
    const members = (pendingReboot: boolean) => ({
      members: [{ id: 'writer', role: 'writer' as const, pendingReboot }],
    });
    await deployer.deploy(request, 'task', context);
    // As CloudFormation has them after the template of that deploy.
    stack.outputs = outputs(400, 189);
    for (const pendingReboot of [true, false]) {
      account.cluster = members(pendingReboot);
      const { changes } = await deployer.deploy(
        request,
        `again, pending: ${pendingReboot}`,
        context,
      );
      expect(changes).toEqual([]);
    }
  });
});

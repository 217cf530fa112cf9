import { z } from 'zod';
import { environmentConfig } from '../config/environmentConfig';
import { startDeployment } from '../testing/servers/startDeployment';

const deploy = 'aurora:database:deploy';
const role = 'goal-mandala-lambda';

let setup: Awaited<ReturnType<typeof startDeployment>>;
beforeAll(async () => {
  setup = await startDeployment();
}, 180_000);
afterAll(() => setup.stop());

function iam(operation: string, input: object) {
  const { environments } = setup;
  const { accountId } = environmentConfig({ environments }, 'dev');
  return setup.local.services.call(
    'iam',
    operation,
    { ...input },
    {
      accountId,
      region: 'ap-northeast-1',
      requestId: 'test',
      principalArn: 'test',
    },
  );
}

const policySchema = z.object({ Policy: z.object({ Arn: z.string() }) });
const attachedSchema = z.object({ AttachedPolicies: z.array(z.unknown()) });

/** Attaches policies to the role until it has ten, and answers the ARN of the last. */
async function fill(): Promise<string> {
  const { AttachedPolicies: attached } = attachedSchema.parse(
    await iam('ListAttachedRolePolicies', { RoleName: role }),
  );
  let last = '';
  for (let index = attached.length; index < 10; index += 1) {
    const { Policy } = policySchema.parse(
      await iam('CreatePolicy', {
        PolicyName: `other-${index}`,
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }],
        }),
      }),
    );
    last = Policy.Arn;
    await iam('AttachRolePolicy', { RoleName: role, PolicyArn: last });
  }
  return last;
}

const run = (name: string, isDryRun = false) =>
  setup.run(
    deploy,
    { name, environment: 'dev', owner: 'group:default/guests' },
    { isDryRun },
  );

describe('a role of functions with ten managed policies', () => {
  it('has no space for another database, and the deploy reports that before it starts', async () => {
    const last = await fill();
    await expect(run('goal-mandala')).rejects.toThrow(
      `role/${role} has 10 managed policies, IAM allows 10, and this database needs one more`,
    );

    await iam('DetachRolePolicy', { RoleName: role, PolicyArn: last });
    const { lines } = await run('goal-mandala');
    expect(lines).toContain(
      'Preflight: roles: The roles of the functions can take the policy of this database',
    );
  }, 180_000);

  it('still serves its existing databases', async () => {
    const { outputs } = await run('goal-mandala');
    expect(outputs.changes).toEqual([]);
    await expect(run('orders', true)).rejects.toThrow(
      `role/${role} has 10 managed policies`,
    );
  }, 180_000);
});

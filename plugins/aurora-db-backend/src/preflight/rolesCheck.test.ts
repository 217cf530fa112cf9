import { databaseNames } from '@aurora-db/backstage-plugin-aurora-db-common';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import { rolesCheck } from './rolesCheck';
import type { PolicyQuotas } from '../ports/RolePolicyReader';
import { testMessage } from '../testing/faults/testMessage';

const account = '444444444444';
const roleArn = (name: string) =>
  `arn:aws:iam::${account}:role/service/${name}`;
const policyArn = (name: string) => `arn:aws:iam::${account}:policy/${name}`;
/** The name that CloudFormation gives to the policy of a database. */
const policyOf = (stackName: string) =>
  policyArn(`${stackName}-DatabaseLambdaAccessPolicy91F8ADB9-AbCdEf012345`);
const policies = (count: number) =>
  Array.from({ length: count }, (_, index) => policyArn(`other-${index}`));

const key = 'auroraDb.environments.prod.lambdaRoleArns';

async function check(
  roles: Record<string, string[]>,
  options: {
    quotas?: PolicyQuotas;
    lambdaRoles?: Array<{ arn: string; owners?: string[] }>;
    owner?: string;
  } = {},
) {
  const asked: string[] = [];
  const subject = rolesCheck({
    async listAttached(_, roleName) {
      asked.push(roleName);
      return roles[roleName];
    },
    readQuotas: async () =>
      options.quotas ?? {
        attachedPerRole: 10,
        policies: { used: 20, limit: 1500 },
      },
  });
  const results = await subject.run({
    environment: testEnvironment('prod', {
      lambdaRoles: options.lambdaRoles ?? [{ arn: roleArn('app') }],
    }),
    names: databaseNames('goal-mandala', { shortName: 'prd' }),
    owner: options.owner ?? 'group:default/payments',
  });
  return {
    asked,
    problems: results
      .filter(({ ok }) => !ok)
      .map(({ message }) => message.text),
    results,
  };
}

describe('rolesCheck', () => {
  it('accepts a role with a path and room for another policy', async () => {
    const { asked, results } = await check({ app: policies(9) });
    expect(asked).toEqual(['app']);
    expect(results).toEqual([
      {
        ok: true,
        message: expect.objectContaining({ code: 'preflight.roles' }),
      },
    ]);
  });

  it('names a full role, with the number of its policies and the way out', async () => {
    expect((await check({ app: policies(10) })).problems).toEqual([
      `The role ${roleArn('app')} has 10 managed policies, IAM allows 10, and this database needs one more. Request a higher quota in the Service Quotas console (up to 20), or detach policies that you no longer need. You can also give the databases of some owners their own role: add an entry with owners to ${key}`,
    ]);
  });

  it("uses the account's quota", async () => {
    const quotas = { attachedPerRole: 20 };
    expect((await check({ app: policies(19) }, { quotas })).problems).toEqual(
      [],
    );
    expect(
      (await check({ app: policies(20) }, { quotas })).problems,
    ).toHaveLength(1);
  });

  it('needs no room for a database whose policy is already attached', async () => {
    const attached = [...policies(9), policyOf('goal-mandala-prd-database')];
    const quotas = { attachedPerRole: 10, policies: { used: 5, limit: 5 } };
    expect((await check({ app: attached }, { quotas })).problems).toEqual([]);
  });

  it('does not confuse the policy of another database with its own', async () => {
    const attached = [...policies(9), policyOf('goal-mandala-2-prd-database')];
    expect((await check({ app: attached })).problems).toHaveLength(1);
  });

  it('names a role that does not exist', async () => {
    expect((await check({})).problems).toEqual([
      `Account ${account} has no role ${roleArn('app')}. Create it, or correct ${key}`,
    ]);
  });

  it('fails if the account has no room for another policy', async () => {
    const quotas = { policies: { used: 1500, limit: 1500 } };
    expect((await check({ app: [] }, { quotas })).problems).toEqual([
      `Account ${account} has 1500 of 1500 customer managed policies, and this database needs one more. Request a higher quota in the Service Quotas console, or delete policies that you no longer use`,
    ]);
  });

  it('reads only the roles of the owner', async () => {
    const lambdaRoles = [
      { arn: roleArn('app') },
      { arn: roleArn('payments'), owners: ['payments'] },
      { arn: roleArn('orders'), owners: ['orders'] },
    ];
    const { asked, problems } = await check(
      { app: [], payments: policies(10), orders: policies(10) },
      { lambdaRoles },
    );
    expect(asked).toEqual(['app', 'payments']);
    expect(problems).toEqual([expect.stringContaining(roleArn('payments'))]);
  });

  it('does not apply if no role gets access', async () => {
    const { asked, results } = await check({}, { lambdaRoles: [] });
    expect([...asked, ...results]).toEqual([]);
  });

  it('passes with a message if the portal may not read IAM', async () => {
    const results = await rolesCheck({
      listAttached: async () => [],
      readQuotas: async () => {
        throw new AwsUnavailableError(
          testMessage(
            'The credentials lack the permission iam:GetAccountSummary',
          ),
          'access-denied',
          account,
        );
      },
    }).run({
      environment: testEnvironment('prod', {
        lambdaRoles: [{ arn: roleArn('app') }],
      }),
      names: databaseNames('goal-mandala', { shortName: 'prd' }),
      owner: 'group:default/payments',
    });
    expect(results).toEqual([
      {
        ok: true,
        message: expect.objectContaining({
          text: 'It is unknown whether the roles of the functions can take another policy: The credentials lack the permission iam:GetAccountSummary',
        }),
      },
    ]);
  });
});

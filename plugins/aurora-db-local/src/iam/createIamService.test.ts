import { z } from 'zod';
import { openService } from '../testing/openService';
import { createIamService } from './createIamService';

describe('IAM', () => {
  let iam: Awaited<ReturnType<typeof openService>>;

  beforeEach(async () => {
    iam = await openService(createIamService);
  });

  afterEach(() => iam.close());

  const document = { Version: '2012-10-17', Statement: [] };

  it("has the role of the application's Lambda functions, which takes inline policies", async () => {
    const policy = {
      RoleName: 'goal-mandala-lambda',
      PolicyName: 'connect',
      PolicyDocument: document,
    };
    await iam.call('PutRolePolicy', policy);
    await expect(iam.call('GetRolePolicy', policy)).resolves.toMatchObject({
      PolicyDocument: encodeURIComponent(JSON.stringify(document)),
    });
    await iam.call('DeleteRolePolicy', policy);
    await expect(iam.call('GetRolePolicy', policy)).rejects.toMatchObject({
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
      PolicyDocument: '{"Version":"2012-10-17"}',
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
        Document: encodeURIComponent('{"Version":"2012-10-17"}'),
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
      AssumeRolePolicyDocument: JSON.stringify(document),
    });
    await expect(
      iam.call('CreateRole', { RoleName, AssumeRolePolicyDocument: '{}' }),
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
    const role = { RoleName: 'bound', AssumeRolePolicyDocument: document };
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
      const empty = '{"Statement":[],"Id":""}';
      const id = 'x'.repeat(length - empty.length);
      return JSON.stringify({ Statement: [], Id: id }, undefined, 2);
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

  it('refuses a policy that is not JSON', async () => {
    await expect(
      iam.call('CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: '{' }),
    ).rejects.toMatchObject({
      code: 'ValidationError',
      message: 'AssumeRolePolicyDocument: is not JSON',
    });
  });
});

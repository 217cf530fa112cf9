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

  it('has managed policies of up to five versions, deleted once nothing holds them', async () => {
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

  it('deletes a role only once its policies are gone', async () => {
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

  it("makes RDS's service-linked role once", async () => {
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

  it('refuses a policy that is not JSON', async () => {
    await expect(
      iam.call('CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: '{' }),
    ).rejects.toMatchObject({
      code: 'ValidationError',
      message: 'AssumeRolePolicyDocument: is not JSON',
    });
  });
});

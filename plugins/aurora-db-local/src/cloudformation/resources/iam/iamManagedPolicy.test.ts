import { z } from 'zod';
import { FakeRds } from '../../testing/FakeRds';
import { startCloudFormation } from '../../testing/startCloudFormation';
import { trustPolicy } from '../../../testing/trustPolicy';

type Properties = Record<string, unknown>;

const lambdaRole = 'goal-mandala-lambda';
const documentOf = (bucket: string) => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 's3:*', Resource: `arn:aws:s3:::${bucket}` },
  ],
});
const template = (properties: Properties = {}, beside: Properties = {}) => ({
  Resources: {
    Access: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: {
        Description: 'of the database',
        PolicyDocument: documentOf('one'),
        Roles: [lambdaRole],
        ...properties,
      },
    },
    ...beside,
  },
  Outputs: { Policy: { Value: { Ref: 'Access' } } },
});

describe('a managed policy without a name of its own', () => {
  let cfn: Awaited<ReturnType<typeof startCloudFormation>>;

  beforeEach(async () => {
    cfn = await startCloudFormation(new FakeRds());
  });

  afterEach(() => cfn.stop());

  const iam = (operation: string, input: Properties = {}) =>
    cfn.services.call('iam', operation, input, cfn.context);
  const attachedTo = async (RoleName: string) => {
    const { AttachedPolicies } = z
      .object({
        AttachedPolicies: z.array(z.object({ PolicyName: z.string() })),
      })
      .parse(await iam('ListAttachedRolePolicies', { RoleName }));
    return AttachedPolicies.map(({ PolicyName }) => PolicyName).filter(name =>
      name.startsWith('shop-'),
    );
  };
  const arnOf = async (stack: string) =>
    (await cfn.stack(stack)).Outputs[0]?.OutputValue ?? '';
  const versionsOf = async (PolicyArn: string) => {
    const { Versions } = z
      .object({
        Versions: z.array(
          z.object({ VersionId: z.string(), IsDefaultVersion: z.boolean() }),
        ),
      })
      .parse(await iam('ListPolicyVersions', { PolicyArn }));
    return Versions.map(
      ({ VersionId, IsDefaultVersion }) =>
        `${VersionId}${IsDefaultVersion ? '*' : ''}`,
    );
  };
  const inForce = async (PolicyArn: string) => {
    const [newest = ''] = (await versionsOf(PolicyArn)).filter(id =>
      id.endsWith('*'),
    );
    const { PolicyVersion } = z
      .object({ PolicyVersion: z.object({ Document: z.string() }) })
      .parse(
        await iam('GetPolicyVersion', {
          PolicyArn,
          VersionId: newest.slice(0, -1),
        }),
      );
    return decodeURIComponent(PolicyVersion.Document);
  };
  const reasons = async (stack: string) =>
    (await cfn.events(stack))
      .filter(({ ResourceStatus }) => ResourceStatus.endsWith('_FAILED'))
      .map(event => event.ResourceStatusReason);
  const createRole = (RoleName: string) =>
    iam('CreateRole', { RoleName, AssumeRolePolicyDocument: trustPolicy });

  it('is named after its stack, has its ARN as its id, and is attached to the roles', async () => {
    await cfn.deploy('shop', template({ Path: '/databases/' }));
    const arn = await arnOf('shop');
    expect(arn).toMatch(
      /^arn:aws:iam::123456789012:policy\/databases\/shop-Access-[A-Za-z0-9]{12}$/,
    );
    await expect(iam('GetPolicy', { PolicyArn: arn })).resolves.toMatchObject({
      Policy: {
        Description: 'of the database',
        Path: '/databases/',
        AttachmentCount: 1,
      },
    });
    await expect(attachedTo(lambdaRole)).resolves.toEqual([
      arn.slice(arn.lastIndexOf('/') + 1),
    ]);
  });

  it('replaces an inline policy in one update', async () => {
    const Inline = {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: 'connect',
        PolicyDocument: documentOf('one'),
        Roles: [lambdaRole],
      },
    };
    const inline = async () =>
      (await iam('ListRolePolicies', { RoleName: lambdaRole })).PolicyNames;
    await cfn.deploy('shop', { Resources: { Inline } });
    await expect(inline()).resolves.toEqual(['connect']);
    const { StackStatus } = await cfn.deploy('shop', template());
    expect(StackStatus).toBe('UPDATE_COMPLETE');
    await expect(inline()).resolves.toEqual([]);
    await expect(attachedTo(lambdaRole)).resolves.toHaveLength(1);
  });

  it("is attached to the template's roles and deleted with the stack", async () => {
    await createRole('second');
    await createRole('third');
    await cfn.deploy('shop', template({ Roles: [lambdaRole, 'second'] }));
    const arn = await arnOf('shop');
    await cfn.deploy('shop', template({ Roles: ['second', 'third'] }));
    await expect(arnOf('shop')).resolves.toBe(arn);
    await expect(attachedTo(lambdaRole)).resolves.toEqual([]);
    await expect(attachedTo('second')).resolves.toHaveLength(1);
    await expect(attachedTo('third')).resolves.toHaveLength(1);
    await expect(versionsOf(arn)).resolves.toEqual(['v1*']);
    const { StackId } = await cfn.stack('shop');
    await cfn.call('DeleteStack', { StackName: 'shop' });
    expect((await cfn.settled(StackId)).StackStatus).toBe('DELETE_COMPLETE');
    await expect(attachedTo('second')).resolves.toEqual([]);
    await expect(iam('GetPolicy', { PolicyArn: arn })).rejects.toMatchObject({
      code: 'NoSuchEntity',
    });
  });

  it('has a new version for each new document, and the sixth replaces the oldest', async () => {
    await cfn.deploy('shop', template());
    const arn = await arnOf('shop');
    for (const resource of ['two', 'three', 'four', 'five']) {
      await cfn.deploy(
        'shop',
        template({ PolicyDocument: documentOf(resource) }),
      );
    }
    await expect(versionsOf(arn)).resolves.toEqual([
      'v5*',
      'v4',
      'v3',
      'v2',
      'v1',
    ]);
    const { StackStatus } = await cfn.deploy(
      'shop',
      template({ PolicyDocument: documentOf('six') }),
    );
    expect(StackStatus).toBe('UPDATE_COMPLETE');
    await expect(versionsOf(arn)).resolves.toEqual([
      'v6*',
      'v5',
      'v4',
      'v3',
      'v2',
    ]);
    await expect(inForce(arn)).resolves.toContain(':six"');
  });

  it('has its document and roles back after a failed update', async () => {
    await cfn.deploy('shop', template());
    const arn = await arnOf('shop');
    const { StackStatus } = await cfn.deploy(
      'shop',
      template(
        { PolicyDocument: documentOf('two'), Roles: [] },
        {
          Broken: {
            Type: 'AWS::IAM::ManagedPolicy',
            DependsOn: 'Access',
            Properties: {
              PolicyDocument: documentOf('x'),
              Roles: ['no-such-role'],
            },
          },
        },
      ),
    );
    expect(StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    await expect(inForce(arn)).resolves.toContain(':one"');
    await expect(attachedTo(lambdaRole)).resolves.toHaveLength(1);
    expect((await reasons('shop'))[0]).toContain(
      'The role with name no-such-role cannot be found.',
    );
  });

  it('is not created if a role has the maximum number of policies, and leaves nothing behind', async () => {
    for (let count = 1; count < 10; count += 1) {
      await iam('AttachRolePolicy', {
        RoleName: lambdaRole,
        PolicyArn: `arn:aws:iam::aws:policy/of-aws-${count}`,
      });
    }
    const { StackStatus } = await cfn.deploy('shop', template());
    expect(StackStatus).toBe('ROLLBACK_COMPLETE');
    expect((await reasons('shop')).join()).toMatch(
      /Cannot exceed quota for PoliciesPerRole: 10 .*HandlerErrorCode: ServiceLimitExceeded\)/,
    );
    const { SummaryMap } = await iam('GetAccountSummary');
    expect(SummaryMap).toContainEqual({ key: 'Policies', value: 0 });
  });
});

describe('the permissions boundary of a role', () => {
  it('is set, changed and removed', async () => {
    const cfn = await startCloudFormation(new FakeRds());
    try {
      const role = (PermissionsBoundary?: unknown) =>
        template(
          { Roles: [] },
          {
            Role: {
              Type: 'AWS::IAM::Role',
              Properties: {
                RoleName: 'monitoring',
                AssumeRolePolicyDocument: JSON.parse(trustPolicy),
                PermissionsBoundary,
              },
            },
          },
        );
      const boundary = async () => {
        const { Role } = z
          .object({
            Role: z.object({
              PermissionsBoundary: z
                .object({ PermissionsBoundaryArn: z.string() })
                .optional(),
            }),
          })
          .parse(
            await cfn.services.call(
              'iam',
              'GetRole',
              { RoleName: 'monitoring' },
              cfn.context,
            ),
          );
        return Role.PermissionsBoundary?.PermissionsBoundaryArn;
      };
      await cfn.deploy('shop', role({ Ref: 'Access' }));
      await expect(boundary()).resolves.toMatch(/policy\/shop-Access-/);
      const other = 'arn:aws:iam::aws:policy/PowerUserAccess';
      await cfn.deploy('shop', role(other));
      await expect(boundary()).resolves.toBe(other);
      const { StackStatus } = await cfn.deploy('shop', role());
      expect(StackStatus).toBe('UPDATE_COMPLETE');
      await expect(boundary()).resolves.toBeUndefined();
    } finally {
      await cfn.stop();
    }
  });
});

import { z } from 'zod';
import { openService } from '../testing/openService';
import { createIamService } from './createIamService';
import { trustPolicy } from '../testing/trustPolicy';

const arn = 'arn:aws:iam::123456789012:role/platform/portal';
const cluster = 'arn:aws:rds:ap-northeast-1:123456789012:cluster:shop';
const allow = {
  Effect: 'Allow',
  Action: ['rds:DeleteDBCluster', 'rds:ModifyDBCluster'],
  Resource: cluster,
};

const resultSchema = z.object({
  EvaluationResults: z.array(
    z.looseObject({
      EvalActionName: z.string(),
      EvalDecision: z.string(),
      PermissionsBoundaryDecisionDetail: z.unknown(),
    }),
  ),
  Marker: z.string().optional(),
});

describe('SimulatePrincipalPolicy', () => {
  let iam: Awaited<ReturnType<typeof openService>>;

  beforeEach(async () => {
    iam = await openService(createIamService);
    await iam.call('CreateRole', {
      RoleName: 'portal',
      Path: '/platform/',
      AssumeRolePolicyDocument: trustPolicy,
    });
  });

  afterEach(() => iam.close());

  const put = (...Statement: object[]) =>
    iam.call('PutRolePolicy', {
      RoleName: 'portal',
      PolicyName: 'database',
      PolicyDocument: { Version: '2012-10-17', Statement },
    });

  const simulate = async (input: object = {}) =>
    resultSchema.parse(
      await iam.call('SimulatePrincipalPolicy', {
        PolicySourceArn: arn,
        ActionNames: ['rds:DeleteDBCluster'],
        ResourceArns: [cluster],
        ...input,
      }),
    );

  const decide = async (input?: object) =>
    (await simulate(input)).EvaluationResults.map(one => one.EvalDecision);

  const tagged = (value: string) => ({
    ContextEntries: [
      {
        ContextKeyName: 'AWS:ResourceTag/aurora-db:name',
        ContextKeyType: 'string',
        ContextKeyValues: [value],
      },
    ],
  });

  it('allows what a policy allows, on each resource', async () => {
    await put(allow);
    const input = {
      ActionNames: ['rds:DeleteDBCluster', 'rds:CreateDBCluster'],
      ResourceArns: [cluster, `${cluster}-2`],
    };
    expect(await decide(input)).toEqual([
      'allowed',
      'implicitDeny',
      'implicitDeny',
      'implicitDeny',
    ]);
    expect(await decide({ ResourceArns: undefined })).toEqual(['implicitDeny']);
  });

  it('denies what a policy denies', async () => {
    await put(allow, { ...allow, Effect: 'Deny', Action: 'rds:Delete*' });
    expect(await decide()).toEqual(['explicitDeny']);
    expect(await decide({ ActionNames: ['rds:ModifyDBCluster'] })).toEqual([
      'allowed',
    ]);
  });

  it.each<[object, string, string]>([
    [
      { StringLike: { 'aws:ResourceTag/aurora-db:name': '?*' } },
      'shop',
      'allowed',
    ],
    [
      { StringLike: { 'aws:ResourceTag/aurora-db:name': '?*' } },
      '',
      'implicitDeny',
    ],
    [
      { StringEquals: { 'aws:ResourceTag/aurora-db:name': ['a', 'b'] } },
      'b',
      'allowed',
    ],
    [
      { StringEquals: { 'aws:ResourceTag/aurora-db:name': 'a' } },
      'A',
      'implicitDeny',
    ],
    [
      { StringNotEquals: { 'aws:ResourceTag/aurora-db:name': ['a', 'b'] } },
      'b',
      'implicitDeny',
    ],
    [
      { StringNotEquals: { 'aws:ResourceTag/aurora-db:name': ['a', 'b'] } },
      'c',
      'allowed',
    ],
    [
      { 'ForAnyValue:StringEquals': { 'aws:ResourceTag/aurora-db:name': 'a' } },
      'a',
      'allowed',
    ],
    [
      {
        ArnLike: { 'aws:ResourceTag/aurora-db:name': 'arn:aws:iam::*:role/*' },
      },
      'arn:aws:iam::1:role/x',
      'allowed',
    ],
    [
      {
        ArnEquals: { 'aws:ResourceTag/aurora-db:name': 'arn:aws:iam:*:role/x' },
      },
      'arn:aws:iam::1:role/x',
      'implicitDeny',
    ],
    [
      { Null: { 'aws:ResourceTag/aurora-db:name': 'true' } },
      'a',
      'implicitDeny',
    ],
    [{ Null: { 'aws:CalledVia': 'true' } }, 'a', 'allowed'],
    [{ StringEquals: { 'aws:CalledVia': 'a' } }, 'a', 'implicitDeny'],
    [{ StringEqualsIfExists: { 'aws:CalledVia': 'a' } }, 'a', 'allowed'],
    [
      { NumericLessThan: { 'aws:ResourceTag/aurora-db:name': '5' } },
      '4',
      'implicitDeny',
    ],
  ])(
    'evaluates the condition %j with the value “%s”: %s',
    async (Condition, value, decision) => {
      await put({ ...allow, Condition });
      expect(await decide(tagged(value))).toEqual([decision]);
    },
  );

  it('denies by a condition that it does not know', async () => {
    await put(allow, {
      ...allow,
      Effect: 'Deny',
      Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': '5' } },
    });
    expect(await decide()).toEqual(['explicitDeny']);
  });

  it('allows nothing outside of the permissions boundary', async () => {
    await put(allow);
    const { Policy } = z
      .object({ Policy: z.object({ Arn: z.string() }) })
      .parse(
        await iam.call('CreatePolicy', {
          PolicyName: 'boundary',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ ...allow, Action: 'rds:ModifyDBCluster' }],
          },
        }),
      );
    await iam.call('PutRolePermissionsBoundary', {
      RoleName: 'portal',
      PermissionsBoundary: Policy.Arn,
    });
    const { EvaluationResults } = await simulate({
      ActionNames: ['rds:DeleteDBCluster', 'rds:ModifyDBCluster'],
    });
    expect(EvaluationResults).toMatchObject([
      {
        EvalDecision: 'implicitDeny',
        PermissionsBoundaryDecisionDetail: {
          AllowedByPermissionsBoundary: false,
        },
      },
      { EvalDecision: 'allowed' },
    ]);
  });

  it('allows an administrator everything', async () => {
    await iam.call('AttachRolePolicy', {
      RoleName: 'portal',
      PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
    });
    expect(await decide()).toEqual(['allowed']);
  });

  it('answers in pages', async () => {
    await put(allow);
    const input = {
      ActionNames: ['rds:DeleteDBCluster', 'rds:ModifyDBCluster'],
      MaxItems: 1,
    };
    const { Marker, EvaluationResults } = await simulate(input);
    expect(EvaluationResults).toHaveLength(1);
    const rest = await simulate({ ...input, Marker });
    expect(rest.EvaluationResults).toMatchObject([
      { EvalActionName: 'rds:ModifyDBCluster' },
    ]);
    expect(rest.Marker).toBeUndefined();
  });

  it('knows only roles of the account', async () => {
    for (const other of [
      arn.replace('portal', 'other'),
      arn.replace('/platform', ''),
      arn.replace('123456789012', '210987654321'),
      'arn:aws:iam::123456789012:user/portal',
    ]) {
      await expect(simulate({ PolicySourceArn: other })).rejects.toMatchObject({
        code: 'NoSuchEntity',
      });
    }
  });
});

import type { Scenario } from '../Recorder';

const service = 'iam';
const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const policyOf = (...Statement: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement });
const trust = (Principal: object | string | undefined, more = {}) =>
  policyOf({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...more });
const lambda = trust({ Service: 'lambda.amazonaws.com' });

export const iamScenarios: readonly Scenario[] = [
  {
    service,
    name: 'life of a role',
    async run(call) {
      const RoleName = 'conf-role';
      await call('CreateRole', {
        RoleName,
        Path: '/conf/',
        Description: 'of conformance',
        MaxSessionDuration: 7200,
        AssumeRolePolicyDocument: lambda,
        Tags: [{ Key: 'team', Value: 'shop' }],
      });
      await call('CreateRole', { RoleName, AssumeRolePolicyDocument: lambda });
      await call('GetRole', { RoleName });
      await call('ListRoles', { PathPrefix: '/conf/' });
      await call('UpdateRole', { RoleName, Description: 'changed' });
      await call('UpdateRole', { RoleName, MaxSessionDuration: 10 });
      await call('UpdateAssumeRolePolicy', {
        RoleName,
        PolicyDocument: trust({ Service: 'ec2.amazonaws.com' }),
      });
      await call('UpdateAssumeRolePolicy', { RoleName, PolicyDocument: '{' });
      await call('TagRole', { RoleName, Tags: [{ Key: 'a', Value: 'b' }] });
      await call('TagRole', {
        RoleName,
        Tags: [
          { Key: 'c', Value: '1' },
          { Key: 'C', Value: '2' },
        ],
      });
      await call('TagRole', { RoleName, Tags: [{ Key: 'a*', Value: 'b' }] });
      await call('TagRole', {
        RoleName,
        Tags: Array.from({ length: 51 }, (_, index) => ({
          Key: `k${index}`,
          Value: 'v',
        })),
      });
      await call('ListRoleTags', { RoleName });
      await call('ListRoleTags', { RoleName, MaxItems: 1 });
      await call('UntagRole', { RoleName, TagKeys: ['a', 'none'] });
      await call('GetRole', { RoleName });
      await call('DeleteRole', { RoleName });
      await call('DeleteRole', { RoleName });
      for (const [operation, input] of [
        ['GetRole', {}],
        ['UpdateRole', { Description: 'x' }],
        ['UpdateAssumeRolePolicy', { PolicyDocument: lambda }],
        ['TagRole', { Tags: [{ Key: 'a', Value: 'b' }] }],
        ['UntagRole', { TagKeys: ['a'] }],
        ['ListRoleTags', {}],
        ['ListRolePolicies', {}],
        ['ListAttachedRolePolicies', {}],
        ['GetRolePolicy', { PolicyName: 'p' }],
        ['DeleteRolePolicy', { PolicyName: 'p' }],
        [
          'PutRolePolicy',
          { PolicyName: 'p', PolicyDocument: policyOf(statement) },
        ],
        ['DeleteRolePermissionsBoundary', {}],
      ] as const) {
        await call(operation, { RoleName: 'conf-nobody', ...input });
      }
      await call('CreateServiceLinkedRole', {
        AWSServiceName: 'rds.amazonaws.com',
      });
    },
  },
  {
    service,
    name: 'policies of a role',
    async run(call) {
      const RoleName = 'conf-policies';
      const PolicyArn = 'arn:aws:iam::123456789012:policy/conf/conf-managed';
      await call('CreateRole', { RoleName, AssumeRolePolicyDocument: lambda });
      const inline = {
        RoleName,
        PolicyName: 'inline',
        PolicyDocument: policyOf(statement),
      };
      await call('PutRolePolicy', inline);
      await call('PutRolePolicy', { ...inline, PolicyName: 'second' });
      await call('GetRolePolicy', { RoleName, PolicyName: 'inline' });
      await call('ListRolePolicies', { RoleName });
      await call('ListRolePolicies', { RoleName, MaxItems: 1 });
      await call('DeleteRole', { RoleName });
      await call('DeleteRolePolicy', { RoleName, PolicyName: 'inline' });
      await call('DeleteRolePolicy', { RoleName, PolicyName: 'inline' });
      await call('DeleteRolePolicy', { RoleName, PolicyName: 'second' });
      const managed = {
        PolicyName: 'conf-managed',
        Path: '/conf/',
        Description: 'managed',
        PolicyDocument: policyOf(statement),
        Tags: [{ Key: 'team', Value: 'shop' }],
      };
      await call('CreatePolicy', managed);
      await call('CreatePolicy', managed);
      await call('GetPolicy', { PolicyArn });
      await call('AttachRolePolicy', { RoleName, PolicyArn });
      await call('AttachRolePolicy', { RoleName, PolicyArn });
      await call('AttachRolePolicy', {
        RoleName,
        PolicyArn: `${PolicyArn}-none`,
      });
      await call('ListAttachedRolePolicies', { RoleName });
      await call('GetPolicy', { PolicyArn });
      await call('DeleteRole', { RoleName });
      await call('DeletePolicy', { PolicyArn });
      for (let version = 2; version <= 6; version += 1) {
        await call('CreatePolicyVersion', {
          PolicyArn,
          PolicyDocument: policyOf(statement),
          SetAsDefault: version % 2 === 0,
        });
      }
      await call('ListPolicyVersions', { PolicyArn });
      await call('ListPolicyVersions', { PolicyArn, MaxItems: 2 });
      await call('GetPolicyVersion', { PolicyArn, VersionId: 'v2' });
      await call('GetPolicyVersion', { PolicyArn, VersionId: 'v9' });
      await call('DeletePolicyVersion', { PolicyArn, VersionId: 'v4' });
      await call('DeletePolicyVersion', { PolicyArn, VersionId: 'v1' });
      await call('PutRolePermissionsBoundary', {
        RoleName,
        PermissionsBoundary: PolicyArn,
      });
      await call('GetRole', { RoleName });
      await call('DeleteRolePermissionsBoundary', { RoleName });
      await call('DeleteRolePermissionsBoundary', { RoleName });
      await call('PutRolePermissionsBoundary', {
        RoleName,
        PermissionsBoundary: `${PolicyArn}-none`,
      });
      await call('DetachRolePolicy', { RoleName, PolicyArn });
      await call('DetachRolePolicy', { RoleName, PolicyArn });
      await call('DeletePolicy', { PolicyArn });
      for (const VersionId of ['v2', 'v3', 'v5']) {
        await call('DeletePolicyVersion', { PolicyArn, VersionId });
      }
      await call('DeletePolicy', { PolicyArn });
      for (const operation of [
        'GetPolicy',
        'DeletePolicy',
        'ListPolicyVersions',
      ]) {
        await call(operation, { PolicyArn });
      }
      await call('DeleteRole', { RoleName });
    },
  },
  {
    service,
    name: 'documents that are no policies',
    async run(call) {
      const other = (change: object) => policyOf({ ...statement, ...change });
      for (const PolicyDocument of [
        '{',
        '[]',
        '{"Version":"2012-10-17"}',
        policyOf(),
        JSON.stringify({ Statement: [statement] }),
        JSON.stringify({ Version: '2008-10-17', Statement: [statement] }),
        JSON.stringify({ Version: '2013-10-17', Statement: [statement] }),
        JSON.stringify({ Version: '2012-10-17', Statement: [statement], x: 1 }),
        other({ x: 1 }),
        other({ Effect: 'allow' }),
        other({ Effect: undefined }),
        other({ Action: undefined }),
        other({ Action: [] }),
        other({ Action: 'GetObject' }),
        other({ Action: 's3:a:b' }),
        other({ Action: 'a b:c' }),
        other({ NotAction: 's3:a' }),
        other({ Resource: undefined }),
        other({ Resource: [] }),
        other({ Resource: 'bucket' }),
        other({ Resource: 'arn:aws:s3::bucket' }),
        other({ Resource: 'arn:azure:s3:::bucket' }),
        other({ Resource: 'arn:aws' }),
        other({ Principal: '*' }),
        other({ Sid: 'no spaces' }),
        other({ Condition: { StringIs: { a: 'b' } } }),
        other({ Condition: 'x' }),
        policyOf({ ...statement, Sid: 'A' }, { ...statement, Sid: 'A' }),
      ]) {
        await call('CreatePolicy', { PolicyName: 'conf-bad', PolicyDocument });
      }
      for (const AssumeRolePolicyDocument of [
        '{',
        trust(undefined),
        trust({ User: 'ada' }),
        trust({ Service: 'lambda.amazonaws.com' }, { Resource: '*' }),
        trust({ Service: 'lambda.amazonaws.com' }, { Action: 's3:GetObject' }),
      ]) {
        await call('CreateRole', {
          RoleName: 'conf-bad',
          AssumeRolePolicyDocument,
        });
      }
    },
  },
];

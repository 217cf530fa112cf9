import type { Scenario } from '../Recorder';
import { memberAt } from './memberAt';

const service = 'secretsmanager';
const token = (digit: number) => `0f9a1c1e-0000-4000-8000-00000000000${digit}`;

export const secretScenarios: readonly Scenario[] = [
  {
    service,
    name: 'versions of a secret',
    async run(call) {
      const created = await call('CreateSecret', {
        Name: 'conf/versions',
        Description: 'of versions',
        SecretString: 'one',
        ClientRequestToken: token(1),
        Tags: [{ Key: 'team', Value: 'shop' }],
      });
      const SecretId = 'conf/versions';
      await call('GetSecretValue', { SecretId });
      await call('GetSecretValue', { SecretId: memberAt(created, 'ARN') });
      await call('PutSecretValue', {
        SecretId,
        SecretString: 'two',
        ClientRequestToken: token(2),
      });
      await call('GetSecretValue', { SecretId, VersionId: token(1) });
      await call('GetSecretValue', { SecretId, VersionStage: 'AWSPREVIOUS' });
      await call('GetSecretValue', { SecretId, VersionStage: 'blue' });
      await call('GetSecretValue', { SecretId, VersionId: token(9) });
      await call('PutSecretValue', {
        SecretId,
        SecretString: 'two',
        ClientRequestToken: token(2),
      });
      await call('PutSecretValue', {
        SecretId,
        SecretString: 'other',
        ClientRequestToken: token(2),
      });
      await call('PutSecretValue', {
        SecretId,
        SecretString: 'three',
        ClientRequestToken: token(3),
        VersionStages: ['AWSPENDING'],
      });
      await call('UpdateSecretVersionStage', {
        SecretId,
        VersionStage: 'AWSCURRENT',
        MoveToVersionId: token(3),
        RemoveFromVersionId: token(1),
      });
      await call('UpdateSecretVersionStage', {
        SecretId,
        VersionStage: 'AWSCURRENT',
        MoveToVersionId: token(3),
        RemoveFromVersionId: token(2),
      });
      await call('UpdateSecretVersionStage', {
        SecretId,
        VersionStage: 'AWSPENDING',
        RemoveFromVersionId: token(3),
      });
      await call('DescribeSecret', { SecretId });
      await call('ListSecretVersionIds', { SecretId });
      await call('PutSecretValue', { SecretId });
      await call('PutSecretValue', {
        SecretId,
        SecretString: 'x',
        SecretBinary: new Uint8Array([1]),
      });
      await call('UpdateSecret', {
        SecretId,
        Description: 'changed',
        SecretString: 'four',
        ClientRequestToken: token(4),
      });
      await call('UpdateSecret', { SecretId, Description: 'again' });
      await call('DescribeSecret', { SecretId });
    },
  },
  {
    service,
    name: 'a secret without a value',
    async run(call) {
      const SecretId = 'conf/empty';
      await call('CreateSecret', { Name: SecretId });
      await call('DescribeSecret', { SecretId });
      await call('GetSecretValue', { SecretId });
      await call('PutSecretValue', {
        SecretId,
        SecretString: 'first',
        ClientRequestToken: token(1),
        VersionStages: ['AWSPENDING'],
      });
      await call('GetSecretValue', { SecretId });
      await call('CreateSecret', {
        Name: 'conf/binary',
        SecretBinary: new Uint8Array([0, 255]),
        ClientRequestToken: token(1),
      });
      await call('GetSecretValue', { SecretId: 'conf/binary' });
      await call('CreateSecret', { Name: 'conf/bad name', SecretString: 'x' });
      await call('CreateSecret', {
        Name: 'conf/both',
        SecretString: 'x',
        SecretBinary: new Uint8Array([1]),
      });
    },
  },
  {
    service,
    name: 'deletion of a secret',
    async run(call) {
      const SecretId = 'conf/deleted';
      await call('CreateSecret', { Name: SecretId, SecretString: 'x' });
      await call('CreateSecret', { Name: SecretId, SecretString: 'y' });
      await call('DeleteSecret', { SecretId, RecoveryWindowInDays: 3 });
      await call('DeleteSecret', {
        SecretId,
        RecoveryWindowInDays: 7,
        ForceDeleteWithoutRecovery: true,
      });
      await call('DeleteSecret', { SecretId, RecoveryWindowInDays: 7 });
      await call('DeleteSecret', { SecretId });
      await call('GetSecretValue', { SecretId });
      await call('PutSecretValue', { SecretId, SecretString: 'z' });
      await call('UpdateSecret', { SecretId, SecretString: 'z' });
      await call('TagResource', { SecretId, Tags: [{ Key: 'a', Value: 'b' }] });
      await call('CreateSecret', { Name: SecretId, SecretString: 'z' });
      await call('DescribeSecret', { SecretId });
      await call('ListSecrets', {
        Filters: [{ Key: 'name', Values: [SecretId] }],
      });
      await call('ListSecrets', {
        IncludePlannedDeletion: true,
        Filters: [{ Key: 'name', Values: [SecretId] }],
      });
      await call('RestoreSecret', { SecretId });
      await call('GetSecretValue', { SecretId });
      await call('DeleteSecret', {
        SecretId,
        ForceDeleteWithoutRecovery: true,
      });
      await call('DescribeSecret', { SecretId });
      await call('DeleteSecret', {
        SecretId,
        ForceDeleteWithoutRecovery: true,
      });
      for (const operation of [
        'DeleteSecret',
        'RestoreSecret',
        'GetSecretValue',
        'ListSecretVersionIds',
        'GetResourcePolicy',
      ]) {
        await call(operation, { SecretId: 'conf/nowhere' });
      }
    },
  },
  {
    service,
    name: 'lists of secrets',
    async run(call) {
      for (const [Name, Description] of [
        ['list/OrderDatabase', 'Master password of Orders'],
        ['list/mailer', 'for the mailer'],
      ]) {
        await call('CreateSecret', {
          Name,
          Description,
          SecretString: 'x',
          Tags: [
            { Key: 'Team', Value: Name === 'list/mailer' ? 'mail' : 'ops' },
          ],
        });
      }
      for (const [Key, ...Values] of [
        ['name', 'list'],
        ['name', 'List'],
        ['name', '!conf'],
        ['description', 'password'],
        ['description', 'MASTER'],
        ['all', 'database'],
        ['all', 'base'],
        ['tag-key', 'Te'],
        ['tag-value', 'ma'],
        ['owning-service', 'rds'],
        ['colour', 'red'],
      ]) {
        await call('ListSecrets', { Filters: [{ Key, Values }] });
      }
      const Filters = [{ Key: 'name', Values: ['list'] }];
      await call('ListSecrets', { Filters, MaxResults: 1 });
      await call('ListSecrets', { Filters, SortOrder: 'desc' });
      await call('BatchGetSecretValue', { Filters });
      await call('BatchGetSecretValue', {
        SecretIdList: ['list/mailer', 'list/none'],
      });
      await call('BatchGetSecretValue', {
        Filters,
        SecretIdList: ['list/mailer'],
      });
    },
  },
  {
    service,
    name: 'tags and policies of a secret',
    async run(call) {
      const SecretId = 'conf/tags';
      await call('CreateSecret', { Name: SecretId, SecretString: 'x' });
      await call('TagResource', {
        SecretId,
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'b', Value: '2' },
        ],
      });
      await call('TagResource', { SecretId, Tags: [{ Key: 'a', Value: '3' }] });
      await call('UntagResource', { SecretId, TagKeys: ['b', 'none'] });
      await call('DescribeSecret', { SecretId });
      await call('TagResource', {
        SecretId: 'conf/nowhere',
        Tags: [{ Key: 'a', Value: '1' }],
      });
      const ResourcePolicy = JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::123456789012:root' },
            Action: 'secretsmanager:GetSecretValue',
            Resource: '*',
          },
        ],
      });
      await call('GetResourcePolicy', { SecretId });
      await call('PutResourcePolicy', { SecretId, ResourcePolicy });
      await call('GetResourcePolicy', { SecretId });
      await call('PutResourcePolicy', { SecretId, ResourcePolicy: '{' });
      await call('DeleteResourcePolicy', { SecretId });
      await call('GetResourcePolicy', { SecretId });
      for (const input of [
        {},
        { PasswordLength: 10 },
        { PasswordLength: 3 },
        { PasswordLength: 5000 },
        { ExcludePunctuation: true, RequireEachIncludedType: true },
      ]) {
        await call('GetRandomPassword', input);
      }
    },
  },
];

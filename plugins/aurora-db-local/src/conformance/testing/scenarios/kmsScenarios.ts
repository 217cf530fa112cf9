import type { Scenario } from '../Recorder';
import { memberAt } from './memberAt';

const service = 'kms';
const missing = '11111111-2222-4333-8444-555555555555';

export const kmsScenarios: readonly Scenario[] = [
  {
    service,
    name: 'life of a key',
    async run(call) {
      const created = await call('CreateKey', {
        Description: 'conformance',
        Tags: [{ TagKey: 'team', TagValue: 'shop' }],
      });
      const KeyId = memberAt(created, 'KeyMetadata.KeyId');
      await call('DescribeKey', { KeyId });
      await call('DescribeKey', {
        KeyId: memberAt(created, 'KeyMetadata.Arn'),
      });
      await call('UpdateKeyDescription', { KeyId, Description: 'changed' });
      await call('TagResource', {
        KeyId,
        Tags: [{ TagKey: 'a', TagValue: 'b' }],
      });
      await call('ListResourceTags', { KeyId });
      await call('UntagResource', { KeyId, TagKeys: ['a'] });
      await call('ListResourceTags', { KeyId });
      await call('GetKeyPolicy', { KeyId });
      await call('ListKeyPolicies', { KeyId });
      await call('PutKeyPolicy', { KeyId, Policy: '{' });
      await call('GetKeyRotationStatus', { KeyId });
      await call('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
      await call('GetKeyRotationStatus', { KeyId });
      await call('DisableKeyRotation', { KeyId });
      await call('GetKeyRotationStatus', { KeyId });
      await call('DisableKey', { KeyId });
      await call('DescribeKey', { KeyId });
      await call('EnableKey', { KeyId });
      await call('CancelKeyDeletion', { KeyId });
      await call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 3 });
      await call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
      await call('DescribeKey', { KeyId });
      await call('EnableKey', { KeyId });
      await call('CancelKeyDeletion', { KeyId });
      await call('DescribeKey', { KeyId });
      for (const operation of [
        'DescribeKey',
        'EnableKey',
        'DisableKey',
        'ScheduleKeyDeletion',
        'CancelKeyDeletion',
        'GetKeyPolicy',
        'ListResourceTags',
        'GetKeyRotationStatus',
      ]) {
        await call(operation, { KeyId: missing });
      }
      for (const input of [
        { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' },
        { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' },
        { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' },
        { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
        { KeySpec: 'HMAC_256', KeyUsage: 'SIGN_VERIFY' },
        { KeySpec: 'RSA_2048' },
        { KeySpec: 'RSA_1024', KeyUsage: 'SIGN_VERIFY' },
        { KeyUsage: 'SIGN_VERIFY' },
        { Policy: '{' },
      ]) {
        await call('CreateKey', input);
      }
    },
  },
  {
    service,
    name: 'aliases',
    async run(call) {
      const AliasName = 'alias/conf/one';
      const TargetKeyId = memberAt(
        await call('CreateKey'),
        'KeyMetadata.KeyId',
      );
      const second = memberAt(await call('CreateKey'), 'KeyMetadata.KeyId');
      await call('CreateAlias', { AliasName, TargetKeyId });
      await call('CreateAlias', { AliasName, TargetKeyId });
      await call('CreateAlias', { AliasName: 'conf', TargetKeyId });
      await call('CreateAlias', { AliasName: 'alias/aws/x', TargetKeyId });
      await call('CreateAlias', {
        AliasName: 'alias/conf/two',
        TargetKeyId: missing,
      });
      await call('DescribeKey', { KeyId: AliasName });
      await call('ListAliases', { KeyId: TargetKeyId });
      await call('UpdateAlias', { AliasName, TargetKeyId: second });
      await call('UpdateAlias', {
        AliasName: 'alias/conf/none',
        TargetKeyId: second,
      });
      await call('DeleteAlias', { AliasName });
      await call('DeleteAlias', { AliasName });
      await call('DescribeKey', { KeyId: AliasName });
      await call('DescribeKey', { KeyId: 'alias/aws/rds' });
    },
  },
];

import { z } from 'zod';
import { openService } from '../testing/openService';
import { createKmsService } from './createKmsService';

const createdSchema = z.object({ KeyMetadata: z.object({ Arn: z.string() }) });

describe('KMS', () => {
  let kms: Awaited<ReturnType<typeof openService>>;

  beforeEach(async () => {
    kms = await openService(createKmsService);
  });

  afterEach(() => kms.close());

  async function createKey(input = {}): Promise<string> {
    const created = await kms.call('CreateKey', input);
    return createdSchema.parse(created).KeyMetadata.Arn;
  }

  const stateOf = async (KeyId: string) => {
    const { KeyMetadata } = z
      .object({ KeyMetadata: z.object({ KeyState: z.string() }) })
      .parse(await kms.call('DescribeKey', { KeyId }));
    return KeyMetadata.KeyState;
  };

  it('describes a key by its ARN and its id', async () => {
    const KeyId = await createKey({
      KeyUsage: 'SIGN_VERIFY',
      KeySpec: 'RSA_2048',
    });
    const id = KeyId.slice(KeyId.lastIndexOf('/') + 1);
    for (const given of [KeyId, id]) {
      await expect(
        kms.call('DescribeKey', { KeyId: given }),
      ).resolves.toMatchObject({
        KeyMetadata: {
          Arn: KeyId,
          KeyUsage: 'SIGN_VERIFY',
          KeySpec: 'RSA_2048',
        },
      });
    }
  });

  it('has the key with which RDS encrypts by default, which cannot be disabled', async () => {
    const KeyId = '0a0b0c0d-0e0f-4000-8000-000000000001';
    expect(await stateOf(KeyId)).toBe('Enabled');
    await expect(kms.call('DisableKey', { KeyId })).rejects.toMatchObject({
      code: 'AccessDeniedException',
    });
  });

  it('does not know keys of other accounts and regions', async () => {
    const KeyId = await createKey();
    for (const other of [
      KeyId.replace('ap-northeast-1', 'us-east-1'),
      KeyId.replace('123456789012', '210987654321'),
      KeyId.slice(0, -1),
    ]) {
      await expect(
        kms.call('DescribeKey', { KeyId: other }),
      ).rejects.toMatchObject({ code: 'NotFoundException' });
    }
  });

  it('enables, disables and deletes keys, and cancels a deletion', async () => {
    const KeyId = await createKey();
    await kms.call('DisableKey', { KeyId });
    expect(await stateOf(KeyId)).toBe('Disabled');
    await kms.call('EnableKey', { KeyId });
    expect(await stateOf(KeyId)).toBe('Enabled');
    await expect(
      kms.call('CancelKeyDeletion', { KeyId }),
    ).rejects.toMatchObject({ code: 'KMSInvalidStateException' });
    await kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    expect(await stateOf(KeyId)).toBe('PendingDeletion');
    await expect(kms.call('EnableKey', { KeyId })).rejects.toMatchObject({
      code: 'KMSInvalidStateException',
    });
    await kms.call('CancelKeyDeletion', { KeyId });
    expect(await stateOf(KeyId)).toBe('Disabled');
  });

  it('finds a key by its aliases, which can be moved to another key and deleted', async () => {
    const [first, second] = [await createKey(), await createKey()];
    const AliasName = 'alias/shop/database';
    await kms.call('CreateAlias', { AliasName, TargetKeyId: first });
    await expect(
      kms.call('CreateAlias', { AliasName, TargetKeyId: second }),
    ).rejects.toMatchObject({ code: 'AlreadyExistsException' });
    for (const KeyId of [
      AliasName,
      `arn:aws:kms:ap-northeast-1:123456789012:${AliasName}`,
    ]) {
      await expect(kms.call('DescribeKey', { KeyId })).resolves.toMatchObject({
        KeyMetadata: { Arn: first },
      });
    }
    await kms.call('UpdateAlias', { AliasName, TargetKeyId: second });
    await expect(
      kms.call('ListAliases', { KeyId: second }),
    ).resolves.toMatchObject({ Aliases: [{ AliasName }] });
    await kms.call('DeleteAlias', { AliasName });
    await expect(
      kms.call('DescribeKey', { KeyId: AliasName }),
    ).rejects.toMatchObject({ code: 'NotFoundException' });
  });

  it('leaves the aliases of AWS alone', async () => {
    await expect(
      kms.call('DescribeKey', { KeyId: 'alias/aws/rds' }),
    ).resolves.toMatchObject({ KeyMetadata: { KeyManager: 'AWS' } });
    await expect(
      kms.call('CreateAlias', {
        AliasName: 'alias/aws/shop',
        TargetKeyId: await createKey(),
      }),
    ).rejects.toMatchObject({ code: 'NotAuthorizedException' });
  });

  it('keeps tags, policy, description and rotation', async () => {
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    const tag = { TagKey: 'team', TagValue: 'shop' };
    const KeyId = await createKey({ Policy, Tags: [tag] });
    await kms.call('TagResource', {
      KeyId,
      Tags: [{ TagKey: 'stage', TagValue: '' }],
    });
    await kms.call('UntagResource', { KeyId, TagKeys: ['none'] });
    await expect(kms.call('ListResourceTags', { KeyId })).resolves.toEqual({
      Tags: [tag, { TagKey: 'stage', TagValue: '' }],
      Truncated: false,
    });
    await expect(kms.call('GetKeyPolicy', { KeyId })).resolves.toMatchObject({
      Policy,
    });
    await kms.call('UpdateKeyDescription', { KeyId, Description: 'of shop' });
    await expect(kms.call('DescribeKey', { KeyId })).resolves.toMatchObject({
      KeyMetadata: { Description: 'of shop' },
    });
    await kms.call('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
    await expect(
      kms.call('GetKeyRotationStatus', { KeyId }),
    ).resolves.toMatchObject({
      KeyRotationEnabled: true,
      RotationPeriodInDays: 90,
    });
  });

  it.each([
    [{ KeySpec: 'RSA_2048' }, 'ValidationException', /KeyUsage/],
    [
      { KeySpec: 'HMAC_256', KeyUsage: 'SIGN_VERIFY' },
      'ValidationException',
      /not compatible/,
    ],
    [{ KeySpec: 'RSA_1024' }, 'ValidationException', /KeySpec/],
    [{ MultiRegion: true }, 'ValidationException', /MultiRegion/],
    [{ Origin: 'EXTERNAL' }, 'ValidationException', /Origin/],
    [{ Policy: '{' }, 'MalformedPolicyDocumentException', /Policy/],
    [{ Polcy: '{}' }, 'ValidationException', /Polcy/],
  ])('does not create a key with %j', async (input, code, message) => {
    await expect(kms.call('CreateKey', input)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it('lists keys in pages', async () => {
    await createKey();
    const first = await kms.call('ListKeys', { Limit: 1 });
    expect(first).toMatchObject({ Truncated: true });
    await expect(
      kms.call('ListKeys', { Limit: 1, Marker: first.NextMarker }),
    ).resolves.toMatchObject({ Truncated: false });
  });
});

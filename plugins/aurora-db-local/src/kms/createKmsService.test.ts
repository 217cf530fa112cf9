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
});

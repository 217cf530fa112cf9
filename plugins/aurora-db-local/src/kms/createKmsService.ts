import { randomUUID } from 'node:crypto';
import { defineOperation } from '../service/defineOperation';
import {
  AwsError,
  type AwsService,
  type Operation,
  type ServiceEnvironment,
} from '../service/AwsService';
import { aliasOperations } from './aliasOperations';
import {
  aliasSchema,
  describeKey,
  keyArn,
  keySchema,
  type Key,
} from './KeyRecord';
import { Keys } from './Keys';
import { checkKeyPolicy, keySettingOperations } from './keySettingOperations';
import { canBeUsedFor } from './keySpecs';
import { kmsInputs } from './kmsInputs';
import { kmsPage } from './kmsPage';

const dayMs = 24 * 60 * 60 * 1000;

/** KMS: keys as records with a state. Nothing is encrypted with them. */
export async function createKmsService({
  store,
}: Pick<ServiceEnvironment, 'store'>): Promise<AwsService> {
  const keys = new Keys(
    await store.collection('kms-keys', keySchema),
    await store.collection('kms-aliases', aliasSchema),
  );
  return {
    signingName: 'kms',
    operations: {
      ...keyOperations(keys),
      ...keySettingOperations(keys),
      ...aliasOperations(keys),
    },
    reset: () => keys.clear(),
  };
}

function keyOperations(keys: Keys): Record<string, Operation> {
  return {
    CreateKey: defineOperation(kmsInputs.CreateKey, async (input, context) => {
      const key = newKey(input);
      await keys.put(context, key);
      return { KeyMetadata: describeKey(context, key) };
    }),

    DescribeKey: defineOperation(
      kmsInputs.DescribeKey,
      async ({ KeyId }, context) => ({
        KeyMetadata: describeKey(context, keys.get(context, KeyId)),
      }),
    ),

    ListKeys: defineOperation(kmsInputs.ListKeys, async (page, context) => {
      const listed = keys
        .list(context)
        .map(({ id }) => ({ KeyId: id, KeyArn: keyArn(context, id) }));
      return kmsPage('Keys', listed, page);
    }),

    DisableKey: defineOperation(kmsInputs.Key, async ({ KeyId }, context) => {
      const key = keys.getUsable(context, KeyId);
      await keys.put(context, { ...key, state: 'Disabled' });
      return {};
    }),

    EnableKey: defineOperation(kmsInputs.Key, async ({ KeyId }, context) => {
      const key = keys.getUsable(context, KeyId);
      await keys.put(context, { ...key, state: 'Enabled' });
      return {};
    }),

    ScheduleKeyDeletion: defineOperation(
      kmsInputs.ScheduleKeyDeletion,
      async ({ KeyId, PendingWindowInDays }, context) => {
        const key = keys.getUsable(context, KeyId);
        const deletedAt = new Date(Date.now() + PendingWindowInDays * dayMs);
        await keys.put(context, {
          ...key,
          state: 'PendingDeletion',
          deletedAt,
        });
        return {
          KeyId: keyArn(context, key.id),
          DeletionDate: deletedAt,
          KeyState: 'PendingDeletion',
          PendingWindowInDays,
        };
      },
    ),

    CancelKeyDeletion: defineOperation(
      kmsInputs.Key,
      async ({ KeyId }, context) => {
        const key = keys.getChangeable(context, KeyId);
        const arn = keyArn(context, key.id);
        if (key.state !== 'PendingDeletion') {
          throw new AwsError(
            'KMSInvalidStateException',
            `${arn} is not pending deletion.`,
          );
        }
        const { deletedAt: _, ...kept } = key;
        await keys.put(context, { ...kept, state: 'Disabled' });
        return { KeyId: arn };
      },
    ),
  };
}

function newKey({
  CustomerMasterKeySpec: oldName,
  KeySpec: newName,
  KeyUsage,
  ...input
}: ReturnType<typeof kmsInputs.CreateKey.parse>): Key {
  if (oldName !== undefined && newName !== undefined) {
    throw new AwsError(
      'ValidationException',
      'KeySpec and its older name CustomerMasterKeySpec cannot be given together.',
    );
  }
  const spec = newName ?? oldName ?? 'SYMMETRIC_DEFAULT';
  if (KeyUsage === undefined && spec !== 'SYMMETRIC_DEFAULT') {
    throw new AwsError(
      'ValidationException',
      'You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.',
    );
  }
  const usage = KeyUsage ?? 'ENCRYPT_DECRYPT';
  if (!canBeUsedFor(spec, usage)) {
    throw new AwsError(
      'ValidationException',
      `KeyUsage ${usage} is not compatible with KeySpec ${spec}`,
    );
  }
  if (input.Policy !== undefined) {
    checkKeyPolicy(input.Policy);
  }
  return {
    id: randomUUID(),
    createdAt: new Date(),
    description: input.Description,
    manager: 'CUSTOMER',
    usage,
    spec,
    state: 'Enabled',
    tags: input.Tags,
    policy: input.Policy,
  };
}

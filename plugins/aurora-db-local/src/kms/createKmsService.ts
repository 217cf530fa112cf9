import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { defineOperation } from '../service/defineOperation';
import { ignored, rejected } from '../service/inputHandling';
import { integerInput } from '../service/inputs';
import {
  AwsError,
  type AwsService,
  type Scope,
  type ServiceEnvironment,
} from '../service/AwsService';

const keySchema = z.object({
  id: z.string(),
  createdAt: z.coerce.date(),
  description: z.string(),
  manager: z.enum(['AWS', 'CUSTOMER']),
  usage: z.string(),
  spec: z.string(),
  state: z.enum(['Enabled', 'Disabled', 'PendingDeletion']),
  /** Only if the state is `PendingDeletion`. */
  deletedAt: z.coerce.date().optional(),
});

type Key = z.infer<typeof keySchema>;

const keyInput = z.strictObject({ KeyId: z.string().min(1).max(2048) });

const keyPolicies =
  'Key policies are not kept, because nobody is refused a key.';

const inputs = {
  CreateKey: z.strictObject({
    BypassPolicyLockoutSafetyCheck: ignored(keyPolicies),
    CustomerMasterKeySpec: rejected('Use its newer name, KeySpec.'),
    CustomKeyStoreId: rejected('There are no key stores.'),
    Description: z.string().default(''),
    KeyUsage: z.string().default('ENCRYPT_DECRYPT'),
    KeySpec: z.string().default('SYMMETRIC_DEFAULT'),
    MultiRegion: rejected('Every key belongs to one region.', ['false']),
    Origin: rejected('AWS_KMS is the only origin.', ['AWS_KMS']),
    Policy: rejected(keyPolicies),
    Tags: rejected('Keys have no tags here.', ['[]']),
    XksKeyId: rejected('There are no key stores.'),
  }),
  Key: keyInput,
  DescribeKey: keyInput.extend({
    GrantTokens: ignored(
      'There are no grants: every caller can use every key.',
    ),
  }),
  ScheduleKeyDeletion: keyInput.extend({
    PendingWindowInDays: integerInput
      .pipe(z.number().min(7).max(30))
      .default(30),
  }),
};

/** The key of AWS with which RDS encrypts by default. Every account and region has it. */
const defaultRdsKey: Key = {
  id: '0a0b0c0d-0e0f-4000-8000-000000000001',
  createdAt: new Date('2026-01-01T00:00:00Z'),
  description: 'Default key that protects my RDS database volumes',
  manager: 'AWS',
  usage: 'ENCRYPT_DECRYPT',
  spec: 'SYMMETRIC_DEFAULT',
  state: 'Enabled',
};

const dayMs = 24 * 60 * 60 * 1000;

/** KMS: keys as records with a state. Nothing is encrypted with them. */
export async function createKmsService({
  store,
}: Pick<ServiceEnvironment, 'store'>): Promise<AwsService> {
  const keys = await store.collection('kms-keys', keySchema);

  /** Finds a key of the account and region by its id or ARN. */
  function get(scope: Scope, given: string): Key {
    const arn = given.startsWith('arn:') ? given : arnOf(scope, given);
    const id = arn.slice(arnOf(scope, '').length);
    const key = id === defaultRdsKey.id ? defaultRdsKey : keys.get(scope, id);
    if (!key || arn !== arnOf(scope, id)) {
      throw new AwsError('NotFoundException', `Key '${arn}' does not exist`);
    }
    return key;
  }

  async function change(
    scope: Scope,
    given: string,
    changes: Pick<Key, 'state' | 'deletedAt'>,
  ) {
    const key = get(scope, given);
    const arn = arnOf(scope, key.id);
    if (key.manager === 'AWS') {
      throw new AwsError(
        'AccessDeniedException',
        `${arn} is managed by AWS and cannot be changed.`,
      );
    }
    await keys.put(scope, key.id, { ...key, deletedAt: undefined, ...changes });
    return { KeyId: arn };
  }

  /** Only a deletion that is pending can be cancelled, and it prevents all other changes. */
  function checkState(scope: Scope, given: string, isPending: boolean): void {
    const { id, state } = get(scope, given);
    if ((state === 'PendingDeletion') !== isPending) {
      throw new AwsError(
        'KMSInvalidStateException',
        `${arnOf(scope, id)} is ${isPending ? 'not ' : ''}pending deletion.`,
      );
    }
  }

  return {
    signingName: 'kms',
    operations: {
      CreateKey: defineOperation(inputs.CreateKey, async (input, context) => {
        const key: Key = {
          id: randomUUID(),
          createdAt: new Date(),
          description: input.Description,
          manager: 'CUSTOMER',
          usage: input.KeyUsage,
          spec: input.KeySpec,
          state: 'Enabled',
        };
        await keys.put(context, key.id, key);
        return { KeyMetadata: describe(context, key) };
      }),

      DescribeKey: defineOperation(
        inputs.DescribeKey,
        async ({ KeyId }, context) => {
          return { KeyMetadata: describe(context, get(context, KeyId)) };
        },
      ),

      DisableKey: defineOperation(inputs.Key, async ({ KeyId }, context) => {
        checkState(context, KeyId, false);
        await change(context, KeyId, { state: 'Disabled' });
        return {};
      }),

      EnableKey: defineOperation(inputs.Key, async ({ KeyId }, context) => {
        checkState(context, KeyId, false);
        await change(context, KeyId, { state: 'Enabled' });
        return {};
      }),

      ScheduleKeyDeletion: defineOperation(
        inputs.ScheduleKeyDeletion,
        async ({ KeyId, PendingWindowInDays }, context) => {
          checkState(context, KeyId, false);
          const deletedAt = new Date(Date.now() + PendingWindowInDays * dayMs);
          const { KeyId: arn } = await change(context, KeyId, {
            state: 'PendingDeletion',
            deletedAt,
          });
          return {
            KeyId: arn,
            DeletionDate: deletedAt,
            KeyState: 'PendingDeletion',
            PendingWindowInDays,
          };
        },
      ),

      CancelKeyDeletion: defineOperation(
        inputs.Key,
        async ({ KeyId }, context) => {
          checkState(context, KeyId, true);
          return change(context, KeyId, { state: 'Disabled' });
        },
      ),
    },
    reset: () => keys.clear(),
  };
}

function describe(scope: Scope, key: Key) {
  return {
    AWSAccountId: scope.accountId,
    KeyId: key.id,
    Arn: arnOf(scope, key.id),
    CreationDate: key.createdAt,
    Enabled: key.state === 'Enabled',
    Description: key.description,
    KeyUsage: key.usage,
    KeyState: key.state,
    DeletionDate: key.deletedAt,
    Origin: 'AWS_KMS',
    KeyManager: key.manager,
    KeySpec: key.spec,
    CustomerMasterKeySpec: key.spec,
    MultiRegion: false,
  };
}

function arnOf({ accountId, region }: Scope, id: string): string {
  return `arn:aws:kms:${region}:${accountId}:key/${id}`;
}

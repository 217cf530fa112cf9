import { defineOperation } from '../service/defineOperation';
import { AwsError, type Operation } from '../service/AwsService';
import { defaultKeyPolicy, keyArn } from './KeyRecord';
import type { Keys } from './Keys';
import { kmsInputs } from './kmsInputs';
import { kmsPage } from './kmsPage';

/** Tags, policies, descriptions and rotation of keys. */
export function keySettingOperations(keys: Keys): Record<string, Operation> {
  return {
    TagResource: defineOperation(
      kmsInputs.TagResource,
      async ({ KeyId, Tags }, context) => {
        const key = keys.getUsable(context, KeyId);
        const added = new Set(Tags.map(({ TagKey }) => TagKey));
        const tags = [
          ...key.tags.filter(({ TagKey }) => !added.has(TagKey)),
          ...Tags,
        ];
        if (tags.length > 50) {
          throw new AwsError(
            'LimitExceededException',
            `${keyArn(context, key.id)} can have at most 50 tags.`,
          );
        }
        await keys.put(context, { ...key, tags });
        return {};
      },
    ),

    UntagResource: defineOperation(
      kmsInputs.UntagResource,
      async ({ KeyId, TagKeys }, context) => {
        const key = keys.getUsable(context, KeyId);
        const tags = key.tags.filter(({ TagKey }) => !TagKeys.includes(TagKey));
        await keys.put(context, { ...key, tags });
        return {};
      },
    ),

    ListResourceTags: defineOperation(
      kmsInputs.KeyPage,
      async ({ KeyId, ...page }, context) =>
        kmsPage('Tags', keys.getByIdOrArn(context, KeyId).tags, page),
    ),

    PutKeyPolicy: defineOperation(
      kmsInputs.PutKeyPolicy,
      async ({ KeyId, Policy }, context) => {
        checkKeyPolicy(Policy);
        const key = keys.getUsable(context, KeyId);
        await keys.put(context, { ...key, policy: Policy });
        return {};
      },
    ),

    GetKeyPolicy: defineOperation(
      kmsInputs.GetKeyPolicy,
      async ({ KeyId, PolicyName }, context) => ({
        Policy:
          keys.getByIdOrArn(context, KeyId).policy ?? defaultKeyPolicy(context),
        PolicyName,
      }),
    ),

    ListKeyPolicies: defineOperation(
      kmsInputs.KeyPage,
      async ({ KeyId, ...page }, context) => {
        keys.getByIdOrArn(context, KeyId);
        return kmsPage('PolicyNames', ['default'], page);
      },
    ),

    UpdateKeyDescription: defineOperation(
      kmsInputs.UpdateKeyDescription,
      async ({ KeyId, Description }, context) => {
        const key = keys.getUsable(context, KeyId);
        await keys.put(context, { ...key, description: Description });
        return {};
      },
    ),

    EnableKeyRotation: defineOperation(
      kmsInputs.EnableKeyRotation,
      async ({ KeyId, RotationPeriodInDays }, context) => {
        const key = keys.getUsable(context, KeyId);
        if (key.state === 'Disabled') {
          throw new AwsError(
            'DisabledException',
            `${keyArn(context, key.id)} is disabled.`,
          );
        }
        if (key.spec !== 'SYMMETRIC_DEFAULT') {
          throw new AwsError(
            'UnsupportedOperationException',
            `${keyArn(context, key.id)} is no symmetric encryption key and cannot be rotated.`,
          );
        }
        await keys.put(context, { ...key, rotationDays: RotationPeriodInDays });
        return {};
      },
    ),

    DisableKeyRotation: defineOperation(
      kmsInputs.Key,
      async ({ KeyId }, context) => {
        const key = keys.getUsable(context, KeyId);
        await keys.put(context, { ...key, rotationDays: undefined });
        return {};
      },
    ),

    GetKeyRotationStatus: defineOperation(
      kmsInputs.Key,
      async ({ KeyId }, context) => {
        const { id, rotationDays } = keys.getByIdOrArn(context, KeyId);
        return {
          KeyId: keyArn(context, id),
          KeyRotationEnabled: rotationDays !== undefined,
          RotationPeriodInDays: rotationDays,
        };
      },
    ),
  };
}

/** Throws KMS's error if a key policy is not a JSON object. Nothing here reads it further. */
export function checkKeyPolicy(policy: string): void {
  try {
    const parsed: unknown = JSON.parse(policy);
    if (
      typeof parsed === 'object' &&
      parsed !== null &&
      'Statement' in parsed
    ) {
      return;
    }
  } catch {
    // The error below names what is wrong.
  }
  throw new AwsError(
    'MalformedPolicyDocumentException',
    'Policy is not a JSON object with Statement.',
  );
}

import { z } from 'zod';
import { validationError } from '../../validationError';
import { isTrue } from '../isTrue';
import { tagChanges } from '../responseShapes';
import type {
  ProvisionedResource,
  ResourceRequest,
  ResourceType,
} from '../ResourceType';
import { whenMissing } from '../whenMissing';

const createdSchema = z.object({
  KeyMetadata: z.object({ KeyId: z.string(), Arn: z.string() }),
});
const keysSchema = z.object({ Keys: z.array(z.object({ KeyId: z.string() })) });
const keyTagsSchema = z.object({
  Tags: z.array(z.object({ TagKey: z.string(), TagValue: z.string() })),
});

const fixed = ['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'];

function kmsTags(tags: ResourceRequest['tags']) {
  return tags.map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value }));
}

/** The key that an interrupted attempt made: CreateKey has no token that would tell. */
async function findOwn(request: ResourceRequest): Promise<string | undefined> {
  const { Keys } = keysSchema.parse(
    await request.call('ListKeys', { Limit: 1000 }),
  );
  for (const { KeyId } of Keys) {
    // A key of AWS has no tags that a caller may read.
    const { Tags } = keyTagsSchema.parse(
      await request.call('ListResourceTags', { KeyId }),
    );
    const own = request.tags
      .filter(({ Key }) => /^aws:cloudformation:(stack|logical)-id$/.test(Key))
      .every(({ Key, Value }) =>
        Tags.some(
          ({ TagKey, TagValue }) => TagKey === Key && TagValue === Value,
        ),
      );
    if (own) {
      return KeyId;
    }
  }
  return undefined;
}

async function applySettings(
  request: ResourceRequest,
  KeyId: string,
): Promise<ProvisionedResource> {
  const { properties } = request;
  const {
    Enabled = true,
    EnableKeyRotation,
    RotationPeriodInDays,
  } = properties;
  if (isTrue(EnableKeyRotation)) {
    await request.call('EnableKeyRotation', { KeyId, RotationPeriodInDays });
  } else if (request.previousProperties.EnableKeyRotation !== undefined) {
    await request.call('DisableKeyRotation', { KeyId });
  }
  const isEnabled = isTrue(Enabled);
  await request.call(isEnabled ? 'EnableKey' : 'DisableKey', { KeyId });
  const { KeyMetadata } = createdSchema.parse(
    await request.call('DescribeKey', { KeyId }),
  );
  return { physicalId: KeyId, attributes: { Arn: KeyMetadata.Arn, KeyId } };
}

/** Checked with the other properties: only the deletion of the key uses it. */
function checkWaitingPeriod({ properties }: ResourceRequest): void {
  const { PendingWindowInDays = 30 } = properties;
  const days = Number(PendingWindowInDays);
  if (!(Number.isInteger(days) && days >= 7 && days <= 30)) {
    throw validationError(
      `#/PendingWindowInDays: ${String(PendingWindowInDays)} is not a number of days from 7 to 30`,
    );
  }
}

/** The policy as text; undefined for the default one. */
function policyOf({ properties: { KeyPolicy } }: ResourceRequest) {
  return KeyPolicy === undefined || typeof KeyPolicy === 'string'
    ? KeyPolicy
    : JSON.stringify(KeyPolicy);
}

export const kmsKey: ResourceType = {
  type: 'AWS::KMS::Key',
  service: 'kms',
  createOnly: [],
  properties: {
    implemented: [
      'Description',
      'EnableKeyRotation',
      'Enabled',
      'KeyPolicy',
      'KeySpec',
      'KeyUsage',
      'MultiRegion',
      'Origin',
      'PendingWindowInDays',
      'RotationPeriodInDays',
    ],
    ignored: {
      'No policy can lock out its author here.': [
        'BypassPolicyLockoutSafetyCheck',
      ],
    },
  },
  attributes: ['Arn', 'KeyId'],
  taggable: true,
  async create(request) {
    checkWaitingPeriod(request);
    const { properties, tags } = request;
    const { Description, KeySpec, KeyUsage, MultiRegion, Origin } = properties;
    const existing = request.resumed ? await findOwn(request) : undefined;
    const KeyId =
      existing ??
      createdSchema.parse(
        await request.call('CreateKey', {
          Description,
          KeySpec,
          KeyUsage,
          MultiRegion,
          Origin,
          Policy: policyOf(request),
          Tags: kmsTags(tags),
        }),
      ).KeyMetadata.KeyId;
    await request.initiated(KeyId);
    return applySettings(request, KeyId);
  },
  async update(request) {
    checkWaitingPeriod(request);
    const { physicalId: KeyId, properties } = request;
    const changed = fixed.find(request.changed);
    if (changed !== undefined) {
      throw validationError(
        `You cannot change the ${changed} of an existing KMS key.`,
      );
    }
    // A disabled key cannot be changed.
    await request.call('EnableKey', { KeyId });
    if (request.changed('Description')) {
      await request.call('UpdateKeyDescription', {
        KeyId,
        Description: properties.Description ?? '',
      });
    }
    const Policy = policyOf(request);
    if (request.changed('KeyPolicy') && Policy !== undefined) {
      await request.call('PutKeyPolicy', { KeyId, Policy });
    }
    const { add, removeKeys } = tagChanges(request.previousTags, request.tags);
    if (removeKeys.length > 0) {
      await request.call('UntagResource', { KeyId, TagKeys: removeKeys });
    }
    if (add.length > 0) {
      await request.call('TagResource', { KeyId, Tags: kmsTags(add) });
    }
    return applySettings(request, KeyId);
  },
  async delete(request) {
    const { physicalId: KeyId, properties } = request;
    const described = z
      .object({ KeyMetadata: z.object({ KeyState: z.string() }) })
      .optional()
      .parse(
        await whenMissing(request.call('DescribeKey', { KeyId }), undefined),
      );
    if (described && described.KeyMetadata.KeyState !== 'PendingDeletion') {
      await request.call('ScheduleKeyDeletion', {
        KeyId,
        PendingWindowInDays: properties.PendingWindowInDays,
      });
    }
  },
};

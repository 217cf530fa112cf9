import { z } from 'zod';
import { ignored, rejected, stored } from '../service/inputHandling';
import { integerInput } from '../service/inputs';
import { tagKeyInput, tagsInput } from '../service/tagInputs';
import { keySpecs, keyUsages } from './keySpecs';

const KeyId = z.string().min(1).max(2048);
const keyInput = z.strictObject({ KeyId });
const page = {
  Limit: integerInput.pipe(z.number().min(1).max(1000)).default(100),
  Marker: z.string().optional(),
};
const tags = tagsInput(
  z.strictObject({ TagKey: tagKeyInput, TagValue: z.string().max(256) }),
).refine(given => given.length <= 50, 'must have at most 50 tags');
const aliasName = z
  .string()
  .max(256)
  .regex(/^alias\/[\w/-]+$/, "must be 'alias/' and letters, digits or /_-");
const policyName = z.literal('default').default('default');
const nobodyIsRefused =
  'Key policies are not evaluated: every caller can use every key.';
const policy = z.string().min(1).max(32_768);
const noLockout = ignored(nobodyIsRefused);
const Description = z.string().max(8192);

/** Inputs of the KMS operations that aurora-db-local implements. */
export const kmsInputs = {
  CreateKey: z.strictObject({
    BypassPolicyLockoutSafetyCheck: noLockout,
    CustomerMasterKeySpec: z.enum(keySpecs).optional(),
    CustomKeyStoreId: rejected('There are no key stores.'),
    Description: Description.default(''),
    KeyUsage: z.enum(keyUsages).optional(),
    KeySpec: z.enum(keySpecs).optional(),
    MultiRegion: rejected('Every key belongs to one region.', ['false']),
    Origin: rejected('AWS_KMS is the only origin.', ['AWS_KMS']),
    Policy: stored(policy.optional(), nobodyIsRefused),
    Tags: tags.default([]),
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
  UpdateKeyDescription: keyInput.extend({ Description }),
  ListKeys: z.strictObject(page),
  PutKeyPolicy: keyInput.extend({
    BypassPolicyLockoutSafetyCheck: noLockout,
    Policy: stored(policy, nobodyIsRefused),
    PolicyName: policyName,
  }),
  GetKeyPolicy: keyInput.extend({ PolicyName: policyName }),
  KeyPage: keyInput.extend(page),
  TagResource: keyInput.extend({ Tags: tags }),
  UntagResource: keyInput.extend({ TagKeys: z.array(z.string()) }),
  Alias: z.strictObject({ AliasName: aliasName, TargetKeyId: KeyId }),
  DeleteAlias: z.strictObject({ AliasName: aliasName }),
  ListAliases: z.strictObject({ KeyId: KeyId.optional(), ...page }),
  EnableKeyRotation: keyInput.extend({
    RotationPeriodInDays: stored(
      integerInput.pipe(z.number().min(90).max(2560)).default(365),
      'Keys have no material that could be rotated.',
    ),
  }),
};

import { z } from 'zod';
import { rejected, stored } from '../service/inputHandling';
import { booleanInput, integerInput, listInput } from '../service/inputs';
import { tagKeyInput, tagsInput } from '../service/tagInputs';
import { randomPasswordInput } from './randomPassword';

const SecretId = z.string().min(1).max(2048);
const secretInput = z.strictObject({ SecretId });
const clientRequestToken = z.string().min(32).max(64).optional();
const stages = z.array(z.string().min(1).max(256)).min(1).max(20);
const NextToken = z.string().optional();

const value = {
  SecretString: z.string().min(1).max(65_536).optional(),
  SecretBinary: z
    .union([
      z.base64(),
      z
        .instanceof(Uint8Array)
        .transform(bytes => Buffer.from(bytes).toString('base64')),
    ])
    .optional(),
  ClientRequestToken: clientRequestToken,
};

const about = {
  Description: z.string().max(2048).optional(),
  KmsKeyId: stored(
    z.string().max(2048).optional(),
    'Values are not encrypted.',
  ),
  Type: rejected('There are no partners that hold secrets.'),
};

const noReplicas = rejected('A secret belongs to one region.', ['[]', 'false']);

/** Limits of tags. Source: API reference, "Tag" and "TagResource". */
const tags = tagsInput(
  z.strictObject({
    Key: tagKeyInput,
    Value: z.string().max(256).default(''),
  }),
).refine(given => given.length <= 50, 'must have at most 50 tags');

const filters = listInput(
  z.strictObject({
    Key: z.enum([
      'name',
      'description',
      'tag-key',
      'tag-value',
      'primary-region',
      'owning-service',
      'all',
    ]),
    Values: z.array(z.string().max(512)).min(1).max(10),
  }),
);

export type SecretFilter = z.infer<typeof filters>[number];

const ResourcePolicy = z.string().min(1).max(20_480);

/** Inputs of Secrets Manager's operations. The limits are from its API reference. */
export const secretInputs = {
  CreateSecret: z.strictObject({
    ...value,
    ...about,
    Name: z
      .string()
      .regex(
        /^[\w/+=.@-]{1,512}$/,
        'must have 1 to 512 letters, digits or /_+=.@-',
      ),
    AddReplicaRegions: noReplicas,
    ForceOverwriteReplicaSecret: noReplicas,
    Tags: tags.default([]),
  }),
  GetSecretValue: secretInput.extend({
    VersionId: z.string().optional(),
    VersionStage: z.string().optional(),
  }),
  BatchGetSecretValue: z.strictObject({
    SecretIdList: z.array(SecretId).min(1).max(20).optional(),
    Filters: filters.optional(),
    MaxResults: integerInput.pipe(z.number().min(1).max(20)).optional(),
    NextToken,
  }),
  Secret: secretInput,
  PutSecretValue: secretInput.extend({
    ...value,
    VersionStages: stages.default(['AWSCURRENT']),
    RotationToken: rejected('There are no rotation functions.'),
  }),
  UpdateSecret: secretInput.extend({ ...value, ...about }),
  UpdateSecretVersionStage: secretInput.extend({
    VersionStage: z.string().min(1).max(256),
    MoveToVersionId: z.string().optional(),
    RemoveFromVersionId: z.string().optional(),
  }),
  DeleteSecret: secretInput.extend({
    RecoveryWindowInDays: integerInput
      .pipe(
        z
          .number()
          .min(7, 'value must be between 7 and 30 days (inclusive).')
          .max(30, 'value must be between 7 and 30 days (inclusive).'),
      )
      .optional(),
    ForceDeleteWithoutRecovery: booleanInput.default(false),
  }),
  ListSecrets: z.strictObject({
    Filters: filters.default([]),
    MaxResults: integerInput.pipe(z.number().min(1).max(100)).default(100),
    NextToken,
    IncludePlannedDeletion: booleanInput.default(false),
    SortBy: z
      .enum(['created-date', 'last-accessed-date', 'last-changed-date', 'name'])
      .default('created-date'),
    SortOrder: z.enum(['asc', 'desc']).default('asc'),
  }),
  ListSecretVersionIds: secretInput.extend({
    IncludeDeprecated: booleanInput.default(false),
    MaxResults: integerInput.pipe(z.number().min(1).max(100)).default(100),
    NextToken,
  }),
  TagResource: secretInput.extend({ Tags: tags }),
  UntagResource: secretInput.extend({ TagKeys: z.array(z.string()) }),
  PutResourcePolicy: secretInput.extend({
    ResourcePolicy: stored(
      ResourcePolicy,
      'Every caller of an account can use its secrets, and no other caller can.',
    ),
    BlockPublicPolicy: booleanInput.default(false),
  }),
  ValidateResourcePolicy: z.strictObject({
    SecretId: SecretId.optional(),
    ResourcePolicy,
  }),
  GetRandomPassword: randomPasswordInput,
};

import { z } from 'zod';
import { booleanInput, integerInput, listInput } from '../service/inputs';
import { randomPasswordInput } from './randomPassword';
import { tagsSchema } from './SecretRecord';

const secretId = z.string().min(1).max(2048);
const clientRequestToken = z.string().min(32).max(64).optional();
const stages = z.array(z.string().min(1).max(256)).min(1).max(20);

const value = {
  SecretString: z.string().max(65_536).optional(),
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

/** Inputs of Secrets Manager's operations. The limits are from its API reference. */
export const secretInputs = {
  CreateSecret: z.looseObject({
    ...value,
    Name: z
      .string()
      .regex(
        /^[\w/+=.@-]{1,512}$/,
        'must have 1 to 512 letters, digits or /_+=.@-',
      ),
    Description: z.string().max(2048).optional(),
    KmsKeyId: z.string().optional(),
    Tags: tagsSchema.default([]),
  }),
  GetSecretValue: z.looseObject({
    SecretId: secretId,
    VersionId: z.string().optional(),
    VersionStage: z.string().optional(),
  }),
  DescribeSecret: z.looseObject({ SecretId: secretId }),
  PutSecretValue: z.looseObject({
    ...value,
    SecretId: secretId,
    VersionStages: stages.default(['AWSCURRENT']),
  }),
  UpdateSecret: z.looseObject({
    ...value,
    SecretId: secretId,
    Description: z.string().max(2048).optional(),
    KmsKeyId: z.string().optional(),
  }),
  UpdateSecretVersionStage: z.looseObject({
    SecretId: secretId,
    VersionStage: z.string().min(1).max(256),
    MoveToVersionId: z.string().optional(),
    RemoveFromVersionId: z.string().optional(),
  }),
  DeleteSecret: z.looseObject({
    SecretId: secretId,
    RecoveryWindowInDays: integerInput
      .pipe(z.number().min(7).max(30))
      .optional(),
    ForceDeleteWithoutRecovery: booleanInput.default(false),
  }),
  ListSecrets: z.looseObject({
    Filters: listInput(
      z.object({
        Key: z.enum([
          'name',
          'description',
          'tag-key',
          'tag-value',
          'owning-service',
          'all',
        ]),
        Values: z.array(z.string()).min(1).max(10),
      }),
    ).default([]),
    MaxResults: integerInput.pipe(z.number().min(1).max(100)).default(100),
    NextToken: z.string().optional(),
    IncludePlannedDeletion: booleanInput.default(false),
  }),
  TagResource: z.looseObject({ SecretId: secretId, Tags: tagsSchema }),
  UntagResource: z.looseObject({
    SecretId: secretId,
    TagKeys: z.array(z.string()),
  }),
  GetRandomPassword: randomPasswordInput,
};

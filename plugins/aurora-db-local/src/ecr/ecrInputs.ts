import { z } from 'zod';
import { ignored, stored } from '../service/inputHandling';
import { booleanInput, integerInput, listInput } from '../service/inputs';
import { tagKeyInput, tagsInput } from '../service/tagInputs';

const registryId = z
  .string()
  .regex(/^\d{12}$/, 'must be twelve digits')
  .optional();
const repositoryName = z
  .string()
  .min(2)
  .max(256)
  .regex(
    /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/,
    'must consist of lowercase letters, digits, and separators between them',
  );
const repository = { registryId, repositoryName };

const noImages = 'No image can be pushed here.';
const tag = z.strictObject({
  Key: tagKeyInput,
  Value: z.string().max(256),
});
const mutability = {
  imageTagMutability: stored(
    z
      .enum([
        'MUTABLE',
        'IMMUTABLE',
        'IMMUTABLE_WITH_EXCLUSION',
        'MUTABLE_WITH_EXCLUSION',
      ])
      .default('MUTABLE'),
    noImages,
  ),
  imageTagMutabilityExclusionFilters: stored(
    listInput(
      z.strictObject({
        filterType: z.literal('WILDCARD'),
        filter: z.string().regex(/^[0-9a-zA-Z._*-]{1,128}$/),
      }),
    ).default([]),
    noImages,
  ),
};
const scanning = stored(
  z.strictObject({ scanOnPush: booleanInput.default(false) }).optional(),
  noImages,
);
const paging = {
  nextToken: z.string().optional(),
  maxResults: integerInput.pipe(z.number().min(1).max(1000)).default(100),
};
const filter = ignored(noImages);

/** Inputs of the operations of ECR. */
export const ecrInputs = {
  CreateRepository: z.strictObject({
    ...repository,
    ...mutability,
    tags: tagsInput(tag).default([]),
    imageScanningConfiguration: scanning,
    encryptionConfiguration: stored(
      z
        .strictObject({
          encryptionType: z.enum(['AES256', 'KMS', 'KMS_DSSE']),
          kmsKey: z.string().min(1).max(2048).optional(),
        })
        .optional(),
      noImages,
    ),
  }),
  Repository: z.strictObject(repository),
  DescribeRepositories: z.strictObject({
    registryId,
    repositoryNames: listInput(repositoryName)
      .pipe(z.array(repositoryName).min(1).max(100))
      .optional(),
    ...paging,
  }),
  DeleteRepository: z.strictObject({
    ...repository,
    force: ignored('A repository has no images.'),
  }),
  PutLifecyclePolicy: z.strictObject({
    ...repository,
    lifecyclePolicyText: stored(z.string().min(1).max(30_720), noImages),
  }),
  SetRepositoryPolicy: z.strictObject({
    ...repository,
    policyText: stored(z.string().max(10_240), noImages),
    force: ignored('No policy can lock out its author.'),
  }),
  PutImageTagMutability: z.strictObject({ ...repository, ...mutability }),
  PutImageScanningConfiguration: z.strictObject({
    ...repository,
    imageScanningConfiguration: scanning,
  }),
  ListImages: z.strictObject({ ...repository, ...paging, filter }),
  DescribeImages: z.strictObject({
    ...repository,
    ...paging,
    filter,
    imageIds: listInput(
      z.strictObject({
        imageDigest: z.string().optional(),
        imageTag: z.string().optional(),
      }),
    ).optional(),
  }),
  GetAuthorizationToken: z.strictObject({
    registryIds: ignored('There is no registry to log in to.'),
  }),
  TagResource: z.strictObject({
    resourceArn: z.string(),
    tags: tagsInput(tag),
  }),
  UntagResource: z.strictObject({
    resourceArn: z.string(),
    tagKeys: listInput(z.string()),
  }),
  ListTagsForResource: z.strictObject({ resourceArn: z.string() }),
};

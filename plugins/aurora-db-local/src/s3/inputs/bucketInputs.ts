import { z } from 'zod';
import { ignored, rejected, stored } from '../../service/inputHandling';
import {
  booleanInput,
  integerInput,
  listInput,
  timestampInput,
} from '../../service/inputs';
import {
  bucketInput,
  ChecksumAlgorithm,
  ContentMD5,
  grantInputs,
  MFA,
  tagInput,
  tagSetInput,
} from './commonInputs';

const configuration = { ...bucketInput, ChecksumAlgorithm };
const withMd5 = { ...configuration, ContentMD5 };

const oneZone = 'There are no directory buckets.';

const encryption = z.strictObject({
  Rules: listInput(
    z.strictObject({
      ApplyServerSideEncryptionByDefault: z
        .strictObject({
          SSEAlgorithm: z.enum(['AES256', 'aws:kms', 'aws:kms:dsse']),
          KMSMasterKeyID: z.string().optional(),
        })
        .optional(),
      BucketKeyEnabled: booleanInput.optional(),
      BlockedEncryptionTypes: z
        .strictObject({
          EncryptionType: listInput(z.enum(['NONE', 'SSE-C'])).optional(),
        })
        .optional(),
    }),
  ),
});

const storageClass = z.enum([
  'GLACIER',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
]);

const sizes = {
  ObjectSizeGreaterThan: integerInput.optional(),
  ObjectSizeLessThan: integerInput.optional(),
};

const lifecycle = z.strictObject({
  Rules: listInput(
    z.strictObject({
      Expiration: z
        .strictObject({
          Date: timestampInput.optional(),
          Days: integerInput.optional(),
          ExpiredObjectDeleteMarker: booleanInput.optional(),
        })
        .optional(),
      ID: z.string().max(255).optional(),
      Prefix: z.string().optional(),
      Filter: z
        .strictObject({
          Prefix: z.string().optional(),
          Tag: tagInput.optional(),
          ...sizes,
          And: z
            .strictObject({
              Prefix: z.string().optional(),
              Tags: listInput(tagInput).optional(),
              ...sizes,
            })
            .optional(),
        })
        .optional(),
      Status: z.enum(['Enabled', 'Disabled']),
      Transitions: listInput(
        z.strictObject({
          Date: timestampInput.optional(),
          Days: integerInput.optional(),
          StorageClass: storageClass.optional(),
        }),
      ).optional(),
      NoncurrentVersionTransitions: listInput(
        z.strictObject({
          NoncurrentDays: integerInput.optional(),
          StorageClass: storageClass.optional(),
          NewerNoncurrentVersions: integerInput.optional(),
        }),
      ).optional(),
      NoncurrentVersionExpiration: z
        .strictObject({
          NoncurrentDays: integerInput.optional(),
          NewerNoncurrentVersions: integerInput.optional(),
        })
        .optional(),
      AbortIncompleteMultipartUpload: z
        .strictObject({ DaysAfterInitiation: integerInput.optional() })
        .optional(),
    }),
  ).refine(rules => rules.length > 0, { error: 'needs at least one rule' }),
});

const ownership = z.enum([
  'BucketOwnerPreferred',
  'ObjectWriter',
  'BucketOwnerEnforced',
]);

const publicAccess = z.strictObject({
  BlockPublicAcls: booleanInput.optional(),
  IgnorePublicAcls: booleanInput.optional(),
  BlockPublicPolicy: booleanInput.optional(),
  RestrictPublicBuckets: booleanInput.optional(),
});

/** Inputs of the operations on buckets. */
export const bucketInputs = {
  CreateBucket: z.strictObject({
    Bucket: bucketInput.Bucket,
    ...grantInputs,
    GrantWrite: grantInputs.GrantRead,
    BucketNamespace: rejected('Names are those of all accounts.', ['global']),
    ObjectLockEnabledForBucket: rejected('Objects are not locked here.', [
      'false',
    ]),
    ObjectOwnership: stored(
      ownership.optional(),
      'Every object belongs to the account of its bucket.',
    ),
    CreateBucketConfiguration: z
      .strictObject({
        LocationConstraint: z.string().optional(),
        Location: rejected(oneZone),
        Bucket: rejected(oneZone),
        Tags: tagSetInput.optional(),
      })
      .optional(),
  }),
  Bucket: z.strictObject(bucketInput),
  ListBuckets: z.strictObject({
    MaxBuckets: integerInput.pipe(z.number().min(1).max(10_000)).optional(),
    ContinuationToken: z.string().optional(),
    Prefix: z.string().optional(),
    BucketRegion: z.string().optional(),
  }),
  PutBucketVersioning: z.strictObject({
    ...withMd5,
    MFA,
    VersioningConfiguration: z.strictObject({
      Status: z.enum(['Enabled', 'Suspended']).optional(),
      MFADelete: rejected('Buckets have no MFA delete here.', ['Disabled']),
    }),
  }),
  PutBucketEncryption: z.strictObject({
    ...withMd5,
    ServerSideEncryptionConfiguration: stored(
      encryption,
      'Objects are described with it, their bytes are not encrypted.',
    ),
  }),
  PutBucketLifecycleConfiguration: z.strictObject({
    ...configuration,
    LifecycleConfiguration: stored(lifecycle, 'Objects stay for ever.'),
    TransitionDefaultMinimumObjectSize: stored(
      z
        .enum(['varies_by_storage_class', 'all_storage_classes_128K'])
        .optional(),
      'Objects stay in their storage class.',
    ),
  }),
  PutBucketOwnershipControls: z.strictObject({
    ...withMd5,
    OwnershipControls: stored(
      z.strictObject({
        Rules: listInput(z.strictObject({ ObjectOwnership: ownership })),
      }),
      'Every object belongs to the account of its bucket.',
    ),
  }),
  PutPublicAccessBlock: z.strictObject({
    ...withMd5,
    PublicAccessBlockConfiguration: stored(
      publicAccess,
      'No object is public here.',
    ),
  }),
  PutBucketPolicy: z.strictObject({
    ...withMd5,
    ConfirmRemoveSelfBucketAccess: ignored(
      'Policies of buckets are not evaluated.',
    ),
    Policy: stored(
      z.string().max(20_480),
      'Only the account of a bucket has access.',
    ),
  }),
  PutBucketTagging: z.strictObject({
    ...withMd5,
    Tagging: z.strictObject({ TagSet: tagSetInput }),
  }),
};

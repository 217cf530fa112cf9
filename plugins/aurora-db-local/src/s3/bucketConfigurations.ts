import { z } from 'zod';
import {
  AwsError,
  type Operation,
  type RequestContext,
} from '../service/AwsService';
import { defineOperation } from '../service/defineOperation';
import type { BucketConfigurations } from './BucketRecord';
import type { Buckets } from './Buckets';
import { bucketInputs } from './inputs/bucketInputs';
import { checkTags, tagSetOf, tagsOf } from './objectTags';

type BucketInput = z.infer<typeof bucketInputs.Bucket>;

/** S3 encrypts every object with its own keys if nothing else is asked for. */
const defaultEncryption = {
  Rules: [
    {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
      BucketKeyEnabled: false,
    },
  ],
};

/** Operations that keep and describe the configurations of buckets. */
export function bucketConfigurations(
  buckets: Buckets,
): Record<string, Operation> {
  async function change(
    context: RequestContext,
    input: BucketInput,
    changes: BucketConfigurations,
  ) {
    const { scope, bucket } = buckets.get(context, input);
    await buckets.put(scope, {
      ...bucket,
      configurations: { ...bucket.configurations, ...changes },
    });
    return {};
  }

  function read<T extends keyof BucketConfigurations>(
    context: RequestContext,
    input: BucketInput,
    name: T,
    [code, message]: readonly [string, string],
  ): NonNullable<BucketConfigurations[T]> {
    const value = buckets.get(context, input).bucket.configurations[name];
    if (value === undefined || value === null) {
      throw new AwsError(code, message, 404);
    }
    return value;
  }

  const removal = (name: keyof BucketConfigurations) =>
    defineOperation(bucketInputs.Bucket, async (input, context) =>
      change(context, input, { [name]: undefined }),
    );

  return {
    GetBucketVersioning: defineOperation(
      bucketInputs.Bucket,
      async (input, context) => ({
        Status: buckets.get(context, input).bucket.versioning,
      }),
    ),
    PutBucketVersioning: defineOperation(
      bucketInputs.PutBucketVersioning,
      async (input, context) => {
        const { scope, bucket } = buckets.get(context, input);
        const { Status } = input.VersioningConfiguration;
        if (!Status) {
          throw new AwsError(
            'IllegalVersioningConfigurationException',
            'The Versioning element must be specified',
          );
        }
        await buckets.put(scope, { ...bucket, versioning: Status });
        return {};
      },
    ),

    GetBucketEncryption: defineOperation(
      bucketInputs.Bucket,
      async (input, context) => ({
        ServerSideEncryptionConfiguration:
          buckets.get(context, input).bucket.configurations.encryption ??
          defaultEncryption,
      }),
    ),
    PutBucketEncryption: defineOperation(
      bucketInputs.PutBucketEncryption,
      async (input, context) =>
        change(context, input, {
          encryption: asJson(input.ServerSideEncryptionConfiguration),
        }),
    ),
    DeleteBucketEncryption: removal('encryption'),

    GetBucketLifecycleConfiguration: defineOperation(
      bucketInputs.Bucket,
      async (input, context) =>
        read(context, input, 'lifecycle', [
          'NoSuchLifecycleConfiguration',
          'The lifecycle configuration does not exist',
        ]),
    ),
    PutBucketLifecycleConfiguration: defineOperation(
      bucketInputs.PutBucketLifecycleConfiguration,
      async (input, context) => {
        const { TransitionDefaultMinimumObjectSize: minimum } = input;
        const TransitionDefaultMinimumObjectSize =
          minimum ?? 'all_storage_classes_128K';
        await change(context, input, {
          lifecycle: {
            Rules: asJson(input.LifecycleConfiguration.Rules),
            TransitionDefaultMinimumObjectSize,
          },
        });
        return { TransitionDefaultMinimumObjectSize };
      },
    ),
    DeleteBucketLifecycle: removal('lifecycle'),

    GetBucketOwnershipControls: defineOperation(
      bucketInputs.Bucket,
      async (input, context) => ({
        OwnershipControls: read(context, input, 'ownership', [
          'OwnershipControlsNotFoundError',
          'The bucket ownership controls were not found',
        ]),
      }),
    ),
    PutBucketOwnershipControls: defineOperation(
      bucketInputs.PutBucketOwnershipControls,
      async (input, context) =>
        change(context, input, { ownership: asJson(input.OwnershipControls) }),
    ),
    DeleteBucketOwnershipControls: removal('ownership'),

    GetPublicAccessBlock: defineOperation(
      bucketInputs.Bucket,
      async (input, context) => ({
        PublicAccessBlockConfiguration: read(context, input, 'publicAccess', [
          'NoSuchPublicAccessBlockConfiguration',
          'The public access block configuration was not found',
        ]),
      }),
    ),
    PutPublicAccessBlock: defineOperation(
      bucketInputs.PutPublicAccessBlock,
      async (input, context) => {
        const given = input.PublicAccessBlockConfiguration;
        return change(context, input, {
          publicAccess: {
            BlockPublicAcls: given.BlockPublicAcls ?? false,
            IgnorePublicAcls: given.IgnorePublicAcls ?? false,
            BlockPublicPolicy: given.BlockPublicPolicy ?? false,
            RestrictPublicBuckets: given.RestrictPublicBuckets ?? false,
          },
        });
      },
    ),
    DeletePublicAccessBlock: removal('publicAccess'),

    GetBucketPolicy: defineOperation(
      bucketInputs.Bucket,
      async (input, context) => ({
        Policy: read(context, input, 'policy', [
          'NoSuchBucketPolicy',
          'The bucket policy does not exist',
        ]),
      }),
    ),
    PutBucketPolicy: defineOperation(
      bucketInputs.PutBucketPolicy,
      async (input, context) => {
        checkPolicy(input.Policy);
        return change(context, input, { policy: input.Policy });
      },
    ),
    DeleteBucketPolicy: removal('policy'),

    GetBucketTagging: defineOperation(
      bucketInputs.Bucket,
      async (input, context) => ({
        TagSet: tagSetOf(
          read(context, input, 'tags', [
            'NoSuchTagSet',
            'The TagSet does not exist',
          ]),
        ),
      }),
    ),
    PutBucketTagging: defineOperation(
      bucketInputs.PutBucketTagging,
      async (input, context) => {
        const tags = tagsOf(input.Tagging.TagSet);
        checkTags(tags, 50);
        return change(context, input, { tags });
      },
    ),
    DeleteBucketTagging: removal('tags'),
  };
}

/** Dates become texts of ISO 8601, as they are in XML. */
function asJson(value: object) {
  return z.json().parse(JSON.parse(JSON.stringify(value)));
}

function checkPolicy(policy: string): void {
  let document: unknown;
  try {
    document = JSON.parse(policy);
  } catch {
    throw malformed('This policy contains invalid Json');
  }
  if (
    typeof document !== 'object' ||
    document === null ||
    !('Statement' in document)
  ) {
    throw malformed('Missing required field Statement');
  }
}

function malformed(message: string): AwsError {
  return new AwsError('MalformedPolicy', message);
}

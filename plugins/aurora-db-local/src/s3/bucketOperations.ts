import {
  AwsError,
  type Operation,
  type RequestContext,
} from '../service/AwsService';
import { defineOperation } from '../service/defineOperation';
import { paginate } from '../service/paginate';
import type { Buckets } from './Buckets';
import { bucketInputs } from './inputs/bucketInputs';
import type { Objects } from './Objects';
import { tagsOf } from './objectTags';
import type { Uploads } from './Uploads';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/BucketRestrictions.html */
const mostBuckets = 10_000;

/** Operations on buckets themselves. */
export function bucketOperations(
  buckets: Buckets,
  objects: Objects,
  uploads: Uploads,
): Record<string, Operation> {
  return {
    CreateBucket: defineOperation(
      bucketInputs.CreateBucket,
      async (input, context) => {
        const { Bucket, CreateBucketConfiguration: configuration } = input;
        checkBucketName(Bucket);
        checkLocation(context, configuration?.LocationConstraint);
        const existing = buckets.findAnywhere(Bucket);
        if (existing && existing.scope.accountId !== context.accountId) {
          throw new AwsError(
            'BucketAlreadyExists',
            'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
            409,
          );
        }
        // In us-east-1, creating a bucket again succeeds.
        if (existing && context.region !== 'us-east-1') {
          throw new AwsError(
            'BucketAlreadyOwnedByYou',
            'Your previous request to create the named bucket succeeded and you already own it.',
            409,
          );
        }
        if (buckets.ofAccount(context.accountId).length >= mostBuckets) {
          throw new AwsError(
            'TooManyBuckets',
            'You have attempted to create more buckets than allowed',
          );
        }
        if (!existing) {
          const tags = configuration?.Tags;
          const { ObjectOwnership = 'BucketOwnerEnforced' } = input;
          await buckets.put(context, {
            name: Bucket,
            createdAt: new Date(),
            configurations: {
              tags: tags && tagsOf(tags),
              ownership: { Rules: [{ ObjectOwnership }] },
            },
          });
        }
        return { Location: `/${Bucket}`, BucketArn: bucketArn(Bucket) };
      },
    ),

    HeadBucket: defineOperation(bucketInputs.Bucket, async (input, context) => {
      const { scope, bucket } = buckets.get(context, input);
      return { BucketArn: bucketArn(bucket.name), BucketRegion: scope.region };
    }),

    DeleteBucket: defineOperation(
      bucketInputs.Bucket,
      async (input, context) => {
        const { scope, bucket } = buckets.get(context, input);
        if (objects.list(scope, bucket.name).length > 0) {
          throw new AwsError(
            'BucketNotEmpty',
            bucket.versioning
              ? 'The bucket you tried to delete is not empty. You must delete all versions in the bucket.'
              : 'The bucket you tried to delete is not empty',
            409,
          );
        }
        await buckets.delete(scope, bucket.name);
        await uploads.removeOf(scope, bucket.name);
        return {};
      },
    ),

    ListBuckets: defineOperation(
      bucketInputs.ListBuckets,
      async (input, { accountId }) => {
        const { BucketRegion, Prefix = '' } = input;
        const found = buckets
          .ofAccount(accountId)
          .filter(
            ({ scope, bucket }) =>
              bucket.name.startsWith(Prefix) &&
              (BucketRegion === undefined || scope.region === BucketRegion),
          );
        const { items, nextToken } = paginate(found, {
          maxItems: input.MaxBuckets ?? mostBuckets,
          token: input.ContinuationToken,
          invalidTokenCode: 'InvalidArgument',
        });
        return {
          Buckets: items.map(({ scope, bucket }) => ({
            Name: bucket.name,
            CreationDate: bucket.createdAt,
            BucketRegion: scope.region,
            BucketArn: bucketArn(bucket.name),
          })),
          Owner: { ID: ownerId(accountId) },
          ContinuationToken: nextToken,
          Prefix: input.Prefix,
        };
      },
    ),

    GetBucketLocation: defineOperation(
      bucketInputs.Bucket,
      async (input, context) => {
        const { scope } = buckets.get(context, input, { inAnyRegion: true });
        return {
          LocationConstraint:
            scope.region === 'us-east-1' ? undefined : scope.region,
        };
      },
    ),
  };
}

/** The canonical id of an account: 64 digits. */
export function ownerId(accountId: string): string {
  return accountId.padStart(64, '0');
}

function bucketArn(name: string): string {
  return `arn:aws:s3:::${name}`;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function checkBucketName(name: string): void {
  if (
    !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) ||
    /\.\.|^\d+(\.\d+){3}$|^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|--x-s3|\.mrap)$/.test(
      name,
    )
  ) {
    throw new AwsError(
      'InvalidBucketName',
      `The specified bucket is not valid: ${name}.`,
    );
  }
}

function checkLocation(
  { region }: RequestContext,
  location: string | undefined,
): void {
  if (region === 'us-east-1') {
    if (location === 'us-east-1') {
      throw new AwsError(
        'InvalidLocationConstraint',
        'The specified location-constraint is not valid',
      );
    }
    if (location === undefined) {
      return;
    }
  }
  if (location !== region) {
    throw new AwsError(
      'IllegalLocationConstraintException',
      `The ${location ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    );
  }
}

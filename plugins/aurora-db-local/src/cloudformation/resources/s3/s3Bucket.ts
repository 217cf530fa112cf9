import { z } from 'zod';
import type { JsonObject } from '../../template/parseTemplate';
import { validationError } from '../../validationError';
import type {
  ProvisionedResource,
  ResourceRequest,
  ResourceType,
} from '../ResourceType';
import { createOrAdopt, whenMissing } from '../whenMissing';
import { lifecycleInput } from './lifecycleRules';

const encryptionSchema = z.strictObject({
  ServerSideEncryptionConfiguration: z.array(
    z.strictObject({
      BlockedEncryptionTypes: z.json().optional(),
      BucketKeyEnabled: z.json().optional(),
      ServerSideEncryptionByDefault: z.json().optional(),
    }),
  ),
});

/** A configuration of a bucket: its property, and the operations that put and delete it. */
interface Configuration {
  property: string;
  put: string;
  delete: string;
  input(value: JsonObject[string]): Record<string, unknown>;
}

const configurations: readonly Configuration[] = [
  {
    property: 'BucketEncryption',
    put: 'PutBucketEncryption',
    delete: 'DeleteBucketEncryption',
    input: value => {
      const parsed = encryptionSchema.safeParse(value);
      if (!parsed.success) {
        throw validationError(
          `BucketEncryption: ${z.prettifyError(parsed.error)}`,
        );
      }
      const rules = parsed.data.ServerSideEncryptionConfiguration;
      return {
        ServerSideEncryptionConfiguration: {
          Rules: rules.map(({ ServerSideEncryptionByDefault, ...rule }) => ({
            ...rule,
            ApplyServerSideEncryptionByDefault: ServerSideEncryptionByDefault,
          })),
        },
      };
    },
  },
  {
    property: 'LifecycleConfiguration',
    put: 'PutBucketLifecycleConfiguration',
    delete: 'DeleteBucketLifecycle',
    input: lifecycleInput,
  },
  {
    property: 'OwnershipControls',
    put: 'PutBucketOwnershipControls',
    delete: 'DeleteBucketOwnershipControls',
    input: OwnershipControls => ({ OwnershipControls }),
  },
  {
    property: 'PublicAccessBlockConfiguration',
    put: 'PutPublicAccessBlock',
    delete: 'DeletePublicAccessBlock',
    input: PublicAccessBlockConfiguration => ({
      PublicAccessBlockConfiguration,
    }),
  },
];

async function applyConfigurations(
  request: ResourceRequest,
  Bucket: string,
): Promise<void> {
  const { properties, previousProperties } = request;
  for (const { property, input, ...operations } of configurations) {
    const value = properties[property];
    if (value !== undefined) {
      await request.call(operations.put, { Bucket, ...input(value) });
    } else if (previousProperties[property] !== undefined) {
      await request.call(operations.delete, { Bucket });
    }
  }
  const { VersioningConfiguration } = properties;
  if (VersioningConfiguration !== undefined) {
    await request.call('PutBucketVersioning', {
      Bucket,
      VersioningConfiguration,
    });
  } else if (previousProperties.VersioningConfiguration !== undefined) {
    // A bucket never becomes one without versioning again.
    await request.call('PutBucketVersioning', {
      Bucket,
      VersioningConfiguration: { Status: 'Suspended' },
    });
  }
  await request.call('PutBucketTagging', {
    Bucket,
    Tagging: { TagSet: request.tags },
  });
}

function provisioned(
  { context: { region } }: ResourceRequest,
  bucket: string,
): ProvisionedResource {
  return {
    physicalId: bucket,
    attributes: {
      Arn: `arn:aws:s3:::${bucket}`,
      DomainName: `${bucket}.s3.amazonaws.com`,
      DualStackDomainName: `${bucket}.s3.dualstack.${region}.amazonaws.com`,
      RegionalDomainName: `${bucket}.s3.${region}.amazonaws.com`,
      WebsiteURL: `http://${bucket}.s3-website-${region}.amazonaws.com`,
    },
  };
}

export const s3Bucket: ResourceType = {
  type: 'AWS::S3::Bucket',
  service: 's3',
  name: { property: 'BucketName', maxLength: 63, lowerCase: true },
  createOnly: ['BucketName', 'BucketNamePrefix', 'BucketNamespace'],
  properties: {
    implemented: [
      'AccessControl',
      'BucketEncryption',
      'BucketName',
      'LifecycleConfiguration',
      'OwnershipControls',
      'PublicAccessBlockConfiguration',
      'VersioningConfiguration',
    ],
    rejected: {
      'Names of buckets are those of all accounts here.': [
        'BucketNamePrefix',
        'BucketNamespace',
      ],
      'Objects are not locked here.': [
        'ObjectLockConfiguration',
        'ObjectLockEnabled',
      ],
      'Nothing is told of changes of objects here.': [
        'NotificationConfiguration',
      ],
      'Buckets are no websites here, and web pages have no access.': [
        'CorsConfiguration',
        'WebsiteConfiguration',
      ],
      'Objects are not copied, logged, listed or analyzed here.': [
        'AccelerateConfiguration',
        'AnalyticsConfigurations',
        'IntelligentTieringConfigurations',
        'InventoryConfigurations',
        'LoggingConfiguration',
        'MetadataConfiguration',
        'MetadataTableConfiguration',
        'MetricsConfigurations',
        'ReplicationConfiguration',
      ],
      'Access is not decided by tags here.': ['AbacStatus'],
    },
  },
  attributes: [
    'Arn',
    'DomainName',
    'DualStackDomainName',
    'RegionalDomainName',
    'WebsiteURL',
  ],
  taggable: true,
  async exists(request) {
    const found = await whenMissing(
      request.call('HeadBucket', { Bucket: request.name }),
      undefined,
    );
    return found !== undefined;
  },
  async create(request) {
    const { properties, name, context } = request;
    // S3 refuses a name with capital letters, which `name` does not have.
    const Bucket =
      typeof properties.BucketName === 'string' ? properties.BucketName : name;
    await createOrAdopt(
      request.call('CreateBucket', {
        Bucket,
        ACL: aclOf(properties.AccessControl),
        CreateBucketConfiguration:
          context.region === 'us-east-1'
            ? undefined
            : { LocationConstraint: context.region },
      }),
      request.resumed,
    );
    await request.initiated(Bucket);
    await applyConfigurations(request, Bucket);
    return provisioned(request, Bucket);
  },
  async update(request) {
    const { properties, physicalId } = request;
    const acl = aclOf(properties.AccessControl);
    if (request.changed('AccessControl') && acl !== 'private') {
      throw validationError(
        `aurora-db-local does not take the value ${String(properties.AccessControl)} of AccessControl: there are no access control lists.`,
      );
    }
    await applyConfigurations(request, physicalId);
    return provisioned(request, physicalId);
  },
  async delete(request) {
    await whenMissing(
      request.call('DeleteBucket', { Bucket: request.physicalId }),
      undefined,
    );
  },
};

/** `BucketOwnerRead` of a template is `bucket-owner-read` in the API. */
function aclOf(accessControl: JsonObject[string] = 'Private'): string {
  return String(accessControl)
    .replace(/(?<!^)[A-Z]/g, letter => `-${letter}`)
    .toLocaleLowerCase('en-US');
}

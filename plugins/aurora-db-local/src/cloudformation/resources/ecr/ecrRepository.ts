import { z } from 'zod';
import { firstOf, tagChanges } from '../responseShapes';
import type {
  ProvisionedResource,
  ResourceRequest,
  ResourceType,
} from '../ResourceType';
import { createOrAdopt, whenMissing } from '../whenMissing';

const lifecycleSchema = z
  .strictObject({
    LifecyclePolicyText: z.string().optional(),
    RegistryId: z.string().optional(),
  })
  .optional();
const scanningSchema = z
  .strictObject({ ScanOnPush: z.json().optional() })
  .optional();
const encryptionSchema = z
  .strictObject({ EncryptionType: z.string(), KmsKey: z.string().optional() })
  .optional();
const exclusionsSchema = z
  .array(
    z.strictObject({
      ImageTagMutabilityExclusionFilterType: z.string(),
      ImageTagMutabilityExclusionFilterValue: z.string(),
    }),
  )
  .optional();
const repositorySchema = z.object({
  repositoryArn: z.string(),
  repositoryUri: z.string(),
});

/** The settings of pushed images, of which there are none. */
function imageSettings({ properties }: ResourceRequest) {
  const scanning = scanningSchema.parse(properties.ImageScanningConfiguration);
  return {
    mutability: {
      imageTagMutability: properties.ImageTagMutability ?? 'MUTABLE',
      imageTagMutabilityExclusionFilters: exclusionsSchema
        .parse(properties.ImageTagMutabilityExclusionFilters)
        ?.map(filter => ({
          filterType: filter.ImageTagMutabilityExclusionFilterType,
          filter: filter.ImageTagMutabilityExclusionFilterValue,
        })),
    },
    imageScanningConfiguration: { scanOnPush: scanning?.ScanOnPush ?? false },
  };
}

async function applyPolicies(
  request: ResourceRequest,
  repositoryName: string,
): Promise<void> {
  const { properties, previousProperties } = request;
  const { LifecyclePolicyText } =
    lifecycleSchema.parse(properties.LifecyclePolicy) ?? {};
  if (LifecyclePolicyText !== undefined) {
    await request.call('PutLifecyclePolicy', {
      repositoryName,
      lifecyclePolicyText: LifecyclePolicyText,
    });
  } else if (previousProperties.LifecyclePolicy !== undefined) {
    await whenMissing(
      request.call('DeleteLifecyclePolicy', { repositoryName }),
      undefined,
    );
  }
  const { RepositoryPolicyText } = properties;
  if (RepositoryPolicyText !== undefined) {
    await request.call('SetRepositoryPolicy', {
      repositoryName,
      policyText:
        typeof RepositoryPolicyText === 'string'
          ? RepositoryPolicyText
          : JSON.stringify(RepositoryPolicyText),
    });
  } else if (previousProperties.RepositoryPolicyText !== undefined) {
    await whenMissing(
      request.call('DeleteRepositoryPolicy', { repositoryName }),
      undefined,
    );
  }
}

async function find(request: ResourceRequest, repositoryName: string) {
  const described = await whenMissing(
    request.call('DescribeRepositories', {
      repositoryNames: [repositoryName],
    }),
    {},
  );
  return firstOf('repositories', repositorySchema, described);
}

async function provisioned(
  request: ResourceRequest,
  name: string,
): Promise<ProvisionedResource> {
  const found = await find(request, name);
  return {
    physicalId: name,
    attributes: {
      Arn: found?.repositoryArn ?? '',
      RepositoryUri: found?.repositoryUri ?? '',
    },
  };
}

export const ecrRepository: ResourceType = {
  type: 'AWS::ECR::Repository',
  service: 'ecr',
  name: { property: 'RepositoryName', maxLength: 256, lowerCase: true },
  createOnly: ['EncryptionConfiguration', 'RepositoryName'],
  properties: {
    implemented: [
      'EncryptionConfiguration',
      'ImageScanningConfiguration',
      'ImageTagMutability',
      'ImageTagMutabilityExclusionFilters',
      'LifecyclePolicy',
      'RepositoryName',
      'RepositoryPolicyText',
    ],
    ignored: { 'A repository is always empty here.': ['EmptyOnDelete'] },
  },
  attributes: ['Arn', 'RepositoryUri'],
  taggable: true,
  exists: async request => (await find(request, request.name)) !== undefined,
  async create(request) {
    const { properties, name, tags } = request;
    const { mutability, imageScanningConfiguration } = imageSettings(request);
    const encryption = encryptionSchema.parse(
      properties.EncryptionConfiguration,
    );
    await createOrAdopt(
      request.call('CreateRepository', {
        repositoryName: name,
        ...mutability,
        imageScanningConfiguration,
        encryptionConfiguration: encryption && {
          encryptionType: encryption.EncryptionType,
          kmsKey: encryption.KmsKey,
        },
        tags,
      }),
      request.resumed,
    );
    await request.initiated(name);
    await applyPolicies(request, name);
    return provisioned(request, name);
  },
  async update(request) {
    const { physicalId: repositoryName } = request;
    const { mutability, imageScanningConfiguration } = imageSettings(request);
    await request.call('PutImageTagMutability', {
      repositoryName,
      ...mutability,
    });
    await request.call('PutImageScanningConfiguration', {
      repositoryName,
      imageScanningConfiguration,
    });
    await applyPolicies(request, repositoryName);
    const resource = await provisioned(request, repositoryName);
    const resourceArn = resource.attributes.Arn;
    const { add, removeKeys } = tagChanges(request.previousTags, request.tags);
    if (removeKeys.length > 0) {
      await request.call('UntagResource', { resourceArn, tagKeys: removeKeys });
    }
    if (add.length > 0) {
      await request.call('TagResource', { resourceArn, tags: add });
    }
    return resource;
  },
  async delete(request) {
    await whenMissing(
      request.call('DeleteRepository', { repositoryName: request.physicalId }),
      undefined,
    );
  },
};

import {
  AwsError,
  type AwsService,
  type RequestContext,
  type ServiceEnvironment,
} from '../service/AwsService';
import { defineOperation } from '../service/defineOperation';
import { paginate } from '../service/paginate';
import { ecrInputs } from './ecrInputs';
import { policyOperations } from './policyOperations';
import {
  checkRegistry,
  Repositories,
  repositoryArn,
  repositoryUri,
} from './Repositories';
import {
  repositoryRecordSchema,
  type RepositoryRecord,
} from './RepositoryRecord';

/** ECR: repositories as records. No image can be pushed, because there is no registry. */
export async function createEcrService({
  store,
}: Pick<ServiceEnvironment, 'store'>): Promise<AwsService> {
  const repositories = new Repositories(
    await store.collection('ecr-repositories', repositoryRecordSchema),
  );

  return {
    signingName: 'ecr',
    operations: {
      CreateRepository: defineOperation(
        ecrInputs.CreateRepository,
        async (input, context) => {
          checkRegistry(context, input);
          const repository = await repositories.create(context, {
            name: input.repositoryName,
            createdAt: new Date(),
            mutability: {
              mode: input.imageTagMutability,
              exclusions: input.imageTagMutabilityExclusionFilters,
            },
            scanOnPush: input.imageScanningConfiguration?.scanOnPush ?? false,
            encryption: {
              type: input.encryptionConfiguration?.encryptionType ?? 'AES256',
              kmsKey: input.encryptionConfiguration?.kmsKey,
            },
            tags: Object.fromEntries(
              input.tags.map(({ Key, Value }) => [Key, Value]),
            ),
          });
          return { repository: describe(context, repository) };
        },
      ),

      DescribeRepositories: defineOperation(
        ecrInputs.DescribeRepositories,
        async (input, context) => {
          if (!input.repositoryNames) {
            checkRegistry(context, input);
          }
          const found = input.repositoryNames
            ? input.repositoryNames.map(repositoryName =>
                repositories.get(context, {
                  registryId: input.registryId,
                  repositoryName,
                }),
              )
            : repositories.list(context);
          const { items, nextToken } = paginate(found, {
            maxItems: input.maxResults,
            token: input.nextToken,
            invalidTokenCode: 'InvalidParameterException',
          });
          return {
            repositories: items.map(one => describe(context, one)),
            nextToken,
          };
        },
      ),

      DeleteRepository: defineOperation(
        ecrInputs.DeleteRepository,
        async (input, context) => {
          const repository = repositories.get(context, input);
          await repositories.delete(context, repository);
          return { repository: describe(context, repository) };
        },
      ),

      ...policyOperations(repositories),

      PutImageTagMutability: defineOperation(
        ecrInputs.PutImageTagMutability,
        async (input, context) => {
          const repository = repositories.get(context, input);
          await repositories.put(context, {
            ...repository,
            mutability: {
              mode: input.imageTagMutability,
              exclusions: input.imageTagMutabilityExclusionFilters,
            },
          });
          return {
            registryId: context.accountId,
            repositoryName: repository.name,
            imageTagMutability: input.imageTagMutability,
            imageTagMutabilityExclusionFilters:
              input.imageTagMutabilityExclusionFilters,
          };
        },
      ),

      PutImageScanningConfiguration: defineOperation(
        ecrInputs.PutImageScanningConfiguration,
        async (input, context) => {
          const repository = repositories.get(context, input);
          const scanOnPush =
            input.imageScanningConfiguration?.scanOnPush ?? false;
          await repositories.put(context, { ...repository, scanOnPush });
          return {
            registryId: context.accountId,
            repositoryName: repository.name,
            imageScanningConfiguration: { scanOnPush },
          };
        },
      ),

      ListImages: defineOperation(
        ecrInputs.ListImages,
        async (input, context) => {
          repositories.get(context, input);
          return { imageIds: [] };
        },
      ),

      DescribeImages: defineOperation(
        ecrInputs.DescribeImages,
        async (input, context) => {
          const { name } = repositories.get(context, input);
          const [wanted] = input.imageIds ?? [];
          if (wanted) {
            throw new AwsError(
              'ImageNotFoundException',
              `The image with imageId {imageDigest:'${wanted.imageDigest ?? 'null'}', imageTag:'${wanted.imageTag ?? 'null'}'} ` +
                `does not exist within the repository with name '${name}' in the registry with id '${context.accountId}'`,
            );
          }
          return { imageDetails: [] };
        },
      ),

      GetAuthorizationToken: defineOperation(
        ecrInputs.GetAuthorizationToken,
        async () => {
          throw new AwsError(
            'ServerException',
            'aurora-db-local has no registry, so that no image can be pushed or pulled. Deploy stacks without image assets.',
            400,
          );
        },
      ),

      TagResource: defineOperation(
        ecrInputs.TagResource,
        async ({ resourceArn, tags }, context) => {
          const repository = repositories.byArn(context, resourceArn);
          const added = tags.map(({ Key, Value }) => [Key, Value]);
          await repositories.put(context, {
            ...repository,
            tags: { ...repository.tags, ...Object.fromEntries(added) },
          });
          return {};
        },
      ),

      UntagResource: defineOperation(
        ecrInputs.UntagResource,
        async ({ resourceArn, tagKeys }, context) => {
          const repository = repositories.byArn(context, resourceArn);
          const left = Object.entries(repository.tags).filter(
            ([key]) => !tagKeys.includes(key),
          );
          await repositories.put(context, {
            ...repository,
            tags: Object.fromEntries(left),
          });
          return {};
        },
      ),

      ListTagsForResource: defineOperation(
        ecrInputs.ListTagsForResource,
        async ({ resourceArn }, context) => ({
          tags: Object.entries(
            repositories.byArn(context, resourceArn).tags,
          ).map(([Key, Value]) => ({ Key, Value })),
        }),
      ),
    },
    reset: () => repositories.clear(),
  };
}

function describe(context: RequestContext, repository: RepositoryRecord) {
  const { name, mutability, encryption } = repository;
  return {
    repositoryArn: repositoryArn(context, name),
    registryId: context.accountId,
    repositoryName: name,
    repositoryUri: repositoryUri(context, name),
    createdAt: repository.createdAt,
    imageTagMutability: mutability.mode,
    imageTagMutabilityExclusionFilters:
      mutability.exclusions.length > 0 ? mutability.exclusions : undefined,
    imageScanningConfiguration: { scanOnPush: repository.scanOnPush },
    encryptionConfiguration: {
      encryptionType: encryption.type,
      kmsKey: encryption.kmsKey,
    },
  };
}

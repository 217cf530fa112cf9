import { openService } from '../testing/openService';
import { createEcrService } from './createEcrService';

describe('ECR', () => {
  let ecr: Awaited<ReturnType<typeof openService>>;

  beforeEach(async () => {
    ecr = await openService(createEcrService);
  });

  afterEach(() => ecr.close());

  const repositoryName = 'shop/orders';

  it('describes a repository, its policies and its tags', async () => {
    await ecr.call('CreateRepository', {
      repositoryName,
      tags: [{ Key: 'team', Value: 'shop' }],
    });
    await expect(ecr.call('DescribeRepositories')).resolves.toMatchObject({
      repositories: [
        {
          repositoryName,
          repositoryArn:
            'arn:aws:ecr:ap-northeast-1:123456789012:repository/shop/orders',
          imageTagMutability: 'MUTABLE',
        },
      ],
    });
    await expect(
      ecr.call('GetRepositoryPolicy', { repositoryName }),
    ).rejects.toMatchObject({ code: 'RepositoryPolicyNotFoundException' });
    const policyText = '{"Version":"2012-10-17","Statement":[]}';
    await ecr.call('SetRepositoryPolicy', { repositoryName, policyText });
    await expect(
      ecr.call('GetRepositoryPolicy', { repositoryName }),
    ).resolves.toMatchObject({ policyText });
    await expect(
      ecr.call('ListTagsForResource', {
        resourceArn:
          'arn:aws:ecr:ap-northeast-1:123456789012:repository/shop/orders',
      }),
    ).resolves.toEqual({ tags: [{ Key: 'team', Value: 'shop' }] });
    await ecr.call('DeleteRepository', { repositoryName });
    await expect(
      ecr.call('DescribeRepositories', { repositoryNames: [repositoryName] }),
    ).rejects.toMatchObject({ code: 'RepositoryNotFoundException' });
  });

  it.each(['CreateRepository', 'DescribeRepositories'])(
    'refuses %s in the registry of another account',
    async operation => {
      await expect(
        ecr.call(operation, {
          registryId: '111111111111',
          ...(operation === 'CreateRepository' ? { repositoryName } : {}),
        }),
      ).rejects.toThrow("111111111111 is not the caller's account");
    },
  );

  it('has no registry: a login to push an image is refused', async () => {
    await expect(ecr.call('GetAuthorizationToken')).rejects.toThrow(
      /no registry, so that no image can be pushed/,
    );
  });

  it('refuses a second repository of the same name, and names that Docker would refuse', async () => {
    await ecr.call('CreateRepository', { repositoryName });
    await expect(
      ecr.call('CreateRepository', { repositoryName }),
    ).rejects.toMatchObject({ code: 'RepositoryAlreadyExistsException' });
    await expect(
      ecr.call('CreateRepository', { repositoryName: 'Orders' }),
    ).rejects.toMatchObject({ code: 'InvalidParameterException' });
  });
});

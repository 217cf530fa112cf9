import { FakeRds } from '../testing/FakeRds';
import { startCloudFormation } from '../testing/startCloudFormation';

const lifecycle = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      selection: {
        tagStatus: 'untagged',
        countType: 'imageCountMoreThan',
        countNumber: 1,
      },
      action: { type: 'expire' },
    },
  ],
});

const template = (stage: string, more: object = {}) => ({
  Resources: {
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        Description: stage,
        EnableKeyRotation: true,
        PendingWindowInDays: 7,
        Tags: [{ Key: 'stage', Value: stage }],
      },
    },
    Alias: {
      Type: 'AWS::KMS::Alias',
      Properties: { AliasName: 'alias/files', TargetKeyId: { Ref: 'Key' } },
    },
    Files: {
      Type: 'AWS::S3::Bucket',
      Properties: {
        AccessControl: 'Private',
        BucketName: 'files-of-the-test',
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            {
              ServerSideEncryptionByDefault: {
                SSEAlgorithm: 'aws:kms',
                KMSMasterKeyID: { 'Fn::GetAtt': 'Key.Arn' },
              },
            },
          ],
        },
        LifecycleConfiguration: {
          Rules: [
            {
              Id: 'old',
              Status: 'Enabled',
              NoncurrentVersionExpirationInDays: 30,
              TagFilters: [{ Key: 'a', Value: 'b' }],
              Prefix: 'tmp/',
            },
          ],
        },
        Tags: [{ Key: 'stage', Value: stage }],
        VersioningConfiguration: { Status: 'Enabled' },
        ...more,
      },
    },
    Policy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: { Ref: 'Files' },
        PolicyDocument: { Version: '2012-10-17', Statement: [], Id: stage },
      },
    },
    Images: {
      Type: 'AWS::ECR::Repository',
      Properties: {
        ImageTagMutability: 'IMMUTABLE',
        ImageScanningConfiguration: { ScanOnPush: stage === 'second' },
        LifecyclePolicy: { LifecyclePolicyText: lifecycle },
        RepositoryName: 'images',
        RepositoryPolicyText: { Version: '2012-10-17', Statement: [] },
        Tags: [{ Key: 'stage', Value: stage }],
      },
    },
    Version: {
      Type: 'AWS::SSM::Parameter',
      Properties: {
        Name: '/version',
        Type: 'String',
        Value: stage,
        Tags: { stage },
      },
    },
  },
  Outputs: {
    Domain: { Value: { 'Fn::GetAtt': 'Files.RegionalDomainName' } },
    Repository: { Value: { 'Fn::GetAtt': 'Images.RepositoryUri' } },
  },
});

describe("the resources of the CDK's bootstrap stack", () => {
  let cloudFormation: Awaited<ReturnType<typeof startCloudFormation>>;

  beforeAll(async () => {
    cloudFormation = await startCloudFormation(new FakeRds());
  });

  afterAll(() => cloudFormation.stop());

  const call = (service: string, operation: string, input = {}) =>
    cloudFormation.services.call(
      service,
      operation,
      input,
      cloudFormation.context,
    );
  const Bucket = 'files-of-the-test';

  it('are created, changed and deleted', async () => {
    const created = await cloudFormation.deploy('toolkit', template('first'));
    expect(created).toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
      Outputs: [
        { OutputValue: `${Bucket}.s3.ap-northeast-1.amazonaws.com` },
        {
          OutputValue:
            '123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/images',
        },
      ],
    });
    await expect(
      call('s3', 'GetBucketLifecycleConfiguration', { Bucket }),
    ).resolves.toMatchObject({
      Rules: [
        {
          ID: 'old',
          Filter: { And: { Prefix: 'tmp/', Tags: [{ Key: 'a', Value: 'b' }] } },
          NoncurrentVersionExpiration: { NoncurrentDays: 30 },
        },
      ],
    });
    await expect(
      call('s3', 'GetBucketEncryption', { Bucket }),
    ).resolves.toMatchObject({
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: {
              SSEAlgorithm: 'aws:kms',
              KMSMasterKeyID: expect.stringMatching(/^arn:aws:kms:/),
            },
          },
        ],
      },
    });

    const changed = await cloudFormation.deploy(
      'toolkit',
      template('second', {
        LifecycleConfiguration: { Ref: 'AWS::NoValue' },
      }),
    );
    expect(changed.StackStatus).toBe('UPDATE_COMPLETE');
    await expect(
      call('s3', 'GetBucketLifecycleConfiguration', { Bucket }),
    ).rejects.toMatchObject({ code: 'NoSuchLifecycleConfiguration' });
    await expect(call('s3', 'GetBucketPolicy', { Bucket })).resolves.toEqual({
      Policy: expect.stringContaining('"Id":"second"'),
    });
    await expect(call('s3', 'GetBucketTagging', { Bucket })).resolves.toEqual({
      TagSet: expect.arrayContaining([{ Key: 'stage', Value: 'second' }]),
    });
    await expect(
      call('ecr', 'DescribeRepositories', { repositoryNames: ['images'] }),
    ).resolves.toMatchObject({
      repositories: [
        {
          imageTagMutability: 'IMMUTABLE',
          imageScanningConfiguration: { scanOnPush: true },
        },
      ],
    });
    await expect(
      call('kms', 'DescribeKey', { KeyId: 'alias/files' }),
    ).resolves.toMatchObject({
      KeyMetadata: { Description: 'second', KeyState: 'Enabled' },
    });
    await expect(
      call('ssm', 'GetParameter', { Name: '/version' }),
    ).resolves.toMatchObject({ Parameter: { Value: 'second', Version: 2 } });
    await expect(
      call('ssm', 'ListTagsForResource', {
        ResourceType: 'Parameter',
        ResourceId: '/version',
      }),
    ).resolves.toEqual({
      TagList: expect.arrayContaining([{ Key: 'stage', Value: 'second' }]),
    });

    await cloudFormation.call('DeleteStack', { StackName: 'toolkit' });
    await cloudFormation.settled(created.StackId);
    await expect(call('s3', 'HeadBucket', { Bucket })).rejects.toMatchObject({
      code: 'NoSuchBucket',
    });
    await expect(call('ecr', 'DescribeRepositories')).resolves.toMatchObject({
      repositories: [],
    });
    await expect(
      call('ssm', 'GetParameter', { Name: '/version' }),
    ).rejects.toMatchObject({ code: 'ParameterNotFound' });
  });

  it('do not delete a bucket that has objects', async () => {
    await cloudFormation.deploy('full', template('first'));
    await call('s3', 'PutObject', { Bucket, Key: 'k', Body: 'x' });
    await cloudFormation.call('DeleteStack', { StackName: 'full' });
    await expect(cloudFormation.settled('full')).resolves.toMatchObject({
      StackStatus: 'DELETE_FAILED',
    });
    await expect(
      call('s3', 'GetObject', { Bucket, Key: 'k' }),
    ).resolves.toEqual(expect.objectContaining({ Body: Buffer.from('x') }));
  });

  it('that are retained are adopted by the next stack if it asks for that', async () => {
    const retained = {
      Resources: {
        Kept: {
          Type: 'AWS::S3::Bucket',
          DeletionPolicy: 'Retain',
          Properties: { BucketName: 'kept-of-the-test' },
        },
      },
    };
    await cloudFormation.deploy('one', retained);
    await cloudFormation.call('DeleteStack', { StackName: 'one' });
    await cloudFormation.settled('one').catch(() => undefined);
    await expect(cloudFormation.deploy('two', retained)).resolves.toMatchObject(
      { StackStatus: 'ROLLBACK_COMPLETE' },
    );
    await expect(
      cloudFormation.deploy('three', retained, {
        ImportExistingResources: true,
      }),
    ).resolves.toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
  });
});

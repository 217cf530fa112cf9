import { createHash, randomBytes } from 'node:crypto';
import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { S3 } from '@aws-sdk/client-s3';
import { createAuroraLocal } from '../createAuroraLocal';
import { makeStateDirectory } from '../testing/makeStateDirectory';
import { startEndpoint, type TestEndpoint } from '../testing/startEndpoint';

const region = 'ap-northeast-1';
const CreateBucketConfiguration = { LocationConstraint: region } as const;

describe('S3', () => {
  let endpoint: TestEndpoint;
  let s3: S3;
  let buckets = 0;

  beforeAll(async () => {
    endpoint = await startEndpoint();
    s3 = new S3(endpoint.clientConfig());
  });

  afterAll(() => endpoint.stop());

  async function newBucket(versioned = false): Promise<string> {
    buckets += 1;
    const Bucket = `bucket-${buckets}`;
    await s3.createBucket({ Bucket, CreateBucketConfiguration });
    if (versioned) {
      await s3.putBucketVersioning({
        Bucket,
        VersioningConfiguration: { Status: 'Enabled' },
      });
    }
    return Bucket;
  }

  const text = async (Bucket: string, Key: string, more = {}) => {
    const { Body } = await s3.getObject({ Bucket, Key, ...more });
    return Body?.transformToString();
  };

  it.each([
    ['CRC32', 'ChecksumCRC32'],
    ['CRC32C', 'ChecksumCRC32C'],
    ['SHA1', 'ChecksumSHA1'],
    ['SHA256', 'ChecksumSHA256'],
  ] as const)(
    'keeps the bytes and the properties of an object, with the checksum %s that the SDK verifies',
    async (ChecksumAlgorithm, member) => {
      const Bucket = await newBucket();
      const Key = 'a folder/ü+%.txt';
      const put = await s3.putObject({
        Bucket,
        Key,
        Body: 'hello',
        ChecksumAlgorithm,
        CacheControl: 'no-cache',
        ContentType: 'text/plain',
        Metadata: { made: 'by hand' },
        Tagging: 'team=shop&stage=dev',
      });
      const got = await s3.getObject({ Bucket, Key, ChecksumMode: 'ENABLED' });
      expect(await got.Body?.transformToString()).toBe('hello');
      expect(got).toMatchObject({
        ETag: `"${createHash('md5').update('hello').digest('hex')}"`,
        CacheControl: 'no-cache',
        ContentType: 'text/plain',
        ContentLength: 5,
        Metadata: { made: 'by hand' },
        TagCount: 2,
        ServerSideEncryption: 'AES256',
        [member]: put[member],
      });
      expect(put[member]).toMatch(/=$/);
    },
  );

  it('answers ranges, conditions and heads', async () => {
    const Bucket = await newBucket();
    await s3.putObject({ Bucket, Key: 'k', Body: '0123456789' });
    expect(await text(Bucket, 'k', { Range: 'bytes=2-4' })).toBe('234');
    expect(await text(Bucket, 'k', { Range: 'bytes=-3' })).toBe('789');
    await expect(
      s3.getObject({ Bucket, Key: 'k', Range: 'bytes=5-' }),
    ).resolves.toMatchObject({ ContentRange: 'bytes 5-9/10' });
    await expect(
      s3.getObject({ Bucket, Key: 'k', Range: 'bytes=10-' }),
    ).rejects.toMatchObject({ name: 'InvalidRange' });
    const { ETag, LastModified } = await s3.headObject({ Bucket, Key: 'k' });
    await expect(
      s3.headObject({ Bucket, Key: 'k', IfNoneMatch: ETag }),
    ).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    await expect(
      s3.getObject({ Bucket, Key: 'k', IfUnmodifiedSince: LastModified }),
    ).resolves.toMatchObject({ ETag });
    await expect(
      s3.putObject({ Bucket, Key: 'k', Body: 'x', IfNoneMatch: '*' }),
    ).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(s3.headObject({ Bucket, Key: 'l' })).rejects.toMatchObject({
      name: 'NotFound',
    });
    await expect(s3.getObject({ Bucket, Key: 'l' })).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
  });

  it('lists keys by prefix and delimiter, in pages', async () => {
    const Bucket = await newBucket();
    for (const Key of ['a/1', 'a/2', 'b', 'c/1 ü']) {
      await s3.putObject({ Bucket, Key, Body: Key });
    }
    const first = await s3.listObjectsV2({
      Bucket,
      Delimiter: '/',
      MaxKeys: 2,
    });
    expect(first).toMatchObject({
      CommonPrefixes: [{ Prefix: 'a/' }],
      Contents: [{ Key: 'b', Size: 1 }],
      IsTruncated: true,
      KeyCount: 2,
    });
    await expect(
      s3.listObjectsV2({
        Bucket,
        Delimiter: '/',
        ContinuationToken: first.NextContinuationToken,
      }),
    ).resolves.toMatchObject({
      CommonPrefixes: [{ Prefix: 'c/' }],
      IsTruncated: false,
    });
    await expect(
      s3.listObjectsV2({ Bucket, ContinuationToken: 'zz' }),
    ).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(
      s3.listObjects({ Bucket, Prefix: 'c/', EncodingType: 'url' }),
    ).resolves.toMatchObject({ Contents: [{ Key: 'c/1+%C3%BC' }] });
  });

  it('keeps versions and delete markers of a versioned bucket', async () => {
    const Bucket = await newBucket(true);
    const { VersionId } = await s3.putObject({ Bucket, Key: 'k', Body: 'old' });
    await s3.putObject({ Bucket, Key: 'k', Body: 'new' });
    await expect(s3.deleteObject({ Bucket, Key: 'k' })).resolves.toMatchObject({
      DeleteMarker: true,
    });
    await expect(s3.getObject({ Bucket, Key: 'k' })).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
    expect(await text(Bucket, 'k', { VersionId })).toBe('old');
    const { Versions = [], DeleteMarkers = [] } = await s3.listObjectVersions({
      Bucket,
    });
    expect(Versions.map(({ IsLatest, Size }) => [IsLatest, Size])).toEqual([
      [false, 3],
      [false, 3],
    ]);
    expect(DeleteMarkers).toMatchObject([{ Key: 'k', IsLatest: true }]);
    await expect(s3.deleteBucket({ Bucket })).rejects.toMatchObject({
      name: 'BucketNotEmpty',
    });
    await s3.deleteObjects({
      Bucket,
      Delete: {
        Objects: [...Versions, ...DeleteMarkers].map(version => ({
          Key: version.Key,
          VersionId: version.VersionId,
        })),
      },
    });
    await s3.deleteBucket({ Bucket });
  });

  it('makes one object of the parts of an upload, and leaves no file behind', async () => {
    const Bucket = await newBucket();
    const Key = 'large';
    const parts = [randomBytes(5 * 1024 * 1024), randomBytes(100)];
    const { UploadId } = await s3.createMultipartUpload({
      Bucket,
      Key,
      ChecksumAlgorithm: 'CRC32',
    });
    const upload = { Bucket, Key, UploadId };
    const Parts = [];
    for (const [index, Body] of parts.entries()) {
      const PartNumber = index + 1;
      const { ETag, ChecksumCRC32 } = await s3.uploadPart({
        ...upload,
        PartNumber,
        Body,
      });
      Parts.push({ PartNumber, ETag, ChecksumCRC32 });
    }
    await expect(
      s3.completeMultipartUpload({
        ...upload,
        MultipartUpload: { Parts: Parts.toReversed() },
      }),
    ).rejects.toMatchObject({ name: 'InvalidPartOrder' });
    await s3.completeMultipartUpload({ ...upload, MultipartUpload: { Parts } });
    const got = await s3.getObject({ Bucket, Key });
    expect(
      Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(
        Buffer.concat(parts),
      ),
    ).toBe(true);
    expect(got.ETag).toMatch(/-2"$/);
    await s3.deleteObject({ Bucket, Key });
    await expect(s3.listParts(upload)).rejects.toMatchObject({
      name: 'NoSuchUpload',
    });
    await s3.deleteBucket({ Bucket });
  });

  it('copies objects with or without their properties', async () => {
    const Bucket = await newBucket();
    await s3.putObject({ Bucket, Key: 'a b', Body: 'x', Metadata: { m: '1' } });
    await s3.copyObject({ Bucket, Key: 'c', CopySource: `${Bucket}/a%20b` });
    await s3.copyObject({
      Bucket,
      Key: 'd',
      CopySource: `${Bucket}/a%20b`,
      MetadataDirective: 'REPLACE',
      Metadata: { m: '2' },
    });
    await expect(s3.headObject({ Bucket, Key: 'c' })).resolves.toMatchObject({
      Metadata: { m: '1' },
    });
    await expect(s3.headObject({ Bucket, Key: 'd' })).resolves.toMatchObject({
      Metadata: { m: '2' },
    });
    await expect(
      s3.copyObject({ Bucket, Key: 'c', CopySource: `${Bucket}/c` }),
    ).rejects.toMatchObject({ name: 'InvalidRequest' });
  });

  it('describes the configurations of a bucket', async () => {
    const Bucket = await newBucket();
    const Rules = [
      {
        ID: 'old',
        Status: 'Enabled' as const,
        Filter: { And: { Prefix: 'x', Tags: [{ Key: 'a', Value: 'b' }] } },
        NoncurrentVersionExpiration: { NoncurrentDays: 30 },
      },
      {
        ID: 'all',
        Status: 'Enabled' as const,
        Filter: {},
        Expiration: { Days: 1 },
      },
    ];
    await s3.putBucketLifecycleConfiguration({
      Bucket,
      LifecycleConfiguration: { Rules },
    });
    await expect(
      s3.getBucketLifecycleConfiguration({ Bucket }),
    ).resolves.toMatchObject({ Rules });
    const Policy = '{"Version":"2012-10-17","Statement":[]}';
    await s3.putBucketPolicy({ Bucket, Policy });
    await expect(s3.getBucketPolicy({ Bucket })).resolves.toMatchObject({
      Policy,
    });
    await s3.deleteBucketPolicy({ Bucket });
    await expect(s3.getBucketPolicy({ Bucket })).rejects.toMatchObject({
      name: 'NoSuchBucketPolicy',
    });
    await s3.putBucketTagging({
      Bucket,
      Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] },
    });
    await expect(
      s3.putBucketTagging({
        Bucket,
        Tagging: { TagSet: [{ Key: 'aws:a', Value: 'b' }] },
      }),
    ).rejects.toMatchObject({ name: 'InvalidTag' });
    await expect(s3.getBucketTagging({ Bucket })).resolves.toMatchObject({
      TagSet: [{ Key: 'a', Value: 'b' }],
    });
    await expect(s3.getBucketEncryption({ Bucket })).resolves.toMatchObject({
      ServerSideEncryptionConfiguration: {
        Rules: [
          { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
        ],
      },
    });
    await s3.putPublicAccessBlock({
      Bucket,
      PublicAccessBlockConfiguration: { BlockPublicAcls: true },
    });
    await expect(s3.getPublicAccessBlock({ Bucket })).resolves.toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: false,
      },
    });
  });

  it('refuses other accounts, other regions, taken names and access control lists', async () => {
    const Bucket = await newBucket();
    const other = new S3(endpoint.clientConfig('210987654321'));
    await expect(other.listObjectsV2({ Bucket })).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    await expect(
      other.createBucket({ Bucket, CreateBucketConfiguration }),
    ).rejects.toMatchObject({ name: 'BucketAlreadyExists' });
    await expect(
      s3.createBucket({ Bucket, CreateBucketConfiguration }),
    ).rejects.toMatchObject({ name: 'BucketAlreadyOwnedByYou' });
    await expect(
      s3.createBucket({ Bucket: 'Capitals', CreateBucketConfiguration }),
    ).rejects.toMatchObject({ name: 'InvalidBucketName' });
    const elsewhere = new S3({
      ...endpoint.clientConfig(),
      region: 'us-east-1',
    });
    await expect(elsewhere.headBucket({ Bucket })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 301 },
      $response: { headers: { 'x-amz-bucket-region': region } },
    });
    await expect(
      s3.putObject({ Bucket, Key: 'k', Body: 'x', ACL: 'public-read' }),
    ).rejects.toThrow(/^ACL: aurora-db-local does not take this member/);
    await expect(
      s3.listObjectsV2({ Bucket, ExpectedBucketOwner: '210987654321' }),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('keeps objects in private files, over a restart, without those that no record names', async () => {
    const stateDirectory = await makeStateDirectory();
    const Bucket = 'kept';
    const { credentials } = endpoint.clientConfig();
    const start = async () => {
      const started = await createAuroraLocal({ stateDirectory });
      const { url } = started;
      return [started, new S3({ endpoint: url, region, credentials })] as const;
    };
    const folder = join(stateDirectory, 's3');
    const [first, client] = await start();
    await client.createBucket({ Bucket, CreateBucketConfiguration });
    await client.putObject({ Bucket, Key: 'a', Body: 'first' });
    await client.putObject({ Bucket, Key: 'a', Body: 'second' });
    await client.putObject({ Bucket, Key: 'b', Body: 'gone' });
    await client.deleteObject({ Bucket, Key: 'b' });
    await first.stop();
    const files = await readdir(folder);
    expect(files).toHaveLength(1);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, files[0] ?? ''))).mode & 0o777).toBe(0o600);
    await writeFile(join(folder, 'of-an-interrupted-put'), 'x');

    const [second, again] = await start();
    const { Body } = await again.getObject({ Bucket, Key: 'a' });
    expect(await Body?.transformToString()).toBe('second');
    await second.stop();
    expect(await readdir(folder)).toEqual(files);
    await rm(stateDirectory, { recursive: true });
  });
});

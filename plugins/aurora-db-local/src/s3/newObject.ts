import type { z } from 'zod';
import type { BucketRecord } from './BucketRecord';
import { checksumAlgorithms } from './checksums';
import type { propertyInputs } from './inputs/commonInputs';
import type { Checksum, ObjectContent, ObjectProperties } from './ObjectRecord';
import { parseTagging } from './objectTags';
import { noSuchKey, preconditionFailed } from './s3Errors';

type PropertyInput = z.infer<z.ZodObject<typeof propertyInputs>>;

/** The properties of a new object. The bucket's encryption applies if the caller says nothing. */
export function propertiesFrom(
  input: PropertyInput,
  bucket: BucketRecord,
): ObjectProperties {
  const encryption = encryptionOf(bucket);
  return {
    cacheControl: input.CacheControl,
    contentDisposition: input.ContentDisposition,
    contentEncoding: input.ContentEncoding,
    contentLanguage: input.ContentLanguage,
    contentType: input.ContentType ?? 'binary/octet-stream',
    expires: input.Expires,
    metadata: input.Metadata,
    storageClass: input.StorageClass ?? 'STANDARD',
    websiteRedirect: input.WebsiteRedirectLocation,
    encryption: input.ServerSideEncryption ?? encryption.algorithm,
    kmsKeyId:
      input.SSEKMSKeyId ??
      (input.ServerSideEncryption === undefined
        ? encryption.kmsKeyId
        : undefined),
    encryptionContext: input.SSEKMSEncryptionContext,
    bucketKey: input.BucketKeyEnabled ?? encryption.bucketKey,
    tags: parseTagging(input.Tagging),
  };
}

/** The checksum that the caller gave. The endpoint has verified it. */
export function givenChecksum(
  input: Readonly<Record<string, unknown>>,
): Checksum | undefined {
  for (const algorithm of checksumAlgorithms) {
    const value = input[`Checksum${algorithm}`];
    if (typeof value === 'string') {
      return { algorithm, value, type: 'FULL_OBJECT' };
    }
  }
  return undefined;
}

/** The members of a result for a checksum, for example `ChecksumCRC32`. */
export function checksumMembers(checksum: Checksum | undefined) {
  return checksum
    ? {
        [`Checksum${checksum.algorithm}`]: checksum.value,
        ChecksumType: checksum.type,
      }
    : {};
}

/** The members of a result that describe how an object is encrypted. */
export function encryptionMembers(properties: ObjectProperties) {
  return {
    ServerSideEncryption: properties.encryption,
    SSEKMSKeyId: properties.kmsKeyId,
    BucketKeyEnabled: properties.bucketKey ? true : undefined,
  };
}

/** Conditions for writing an object. */
export function checkWriteConditions(
  { IfMatch, IfNoneMatch }: { IfMatch?: string; IfNoneMatch?: string },
  current: { content: ObjectContent } | undefined,
): void {
  if (IfMatch !== undefined && !current) {
    throw noSuchKey();
  }
  if (
    (IfMatch !== undefined &&
      current &&
      !sameETag(IfMatch, current.content.etag)) ||
    (IfNoneMatch === '*' && current)
  ) {
    throw preconditionFailed();
  }
}

/** Whether a condition, with or without quotes, names the ETag or any. */
export function sameETag(condition: string, etag: string): boolean {
  return condition
    .split(',')
    .map(one => one.trim().replace(/^(W\/)?"(.*)"$/, '$2'))
    .some(one => one === '*' || one === etag);
}

function encryptionOf({ configurations: { encryption } }: BucketRecord): {
  algorithm: string;
  kmsKeyId?: string;
  bucketKey?: boolean;
} {
  const rule = memberOf(memberOf(encryption, 'Rules'), '0');
  const byDefault = memberOf(rule, 'ApplyServerSideEncryptionByDefault');
  const algorithm = memberOf(byDefault, 'SSEAlgorithm');
  const kmsKeyId = memberOf(byDefault, 'KMSMasterKeyID');
  return {
    algorithm: typeof algorithm === 'string' ? algorithm : 'AES256',
    kmsKeyId: typeof kmsKeyId === 'string' ? kmsKeyId : undefined,
    bucketKey: memberOf(rule, 'BucketKeyEnabled') === true,
  };
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

import { createHash } from 'node:crypto';
import { AwsError, type Operation } from '../service/AwsService';
import { defineOperation } from '../service/defineOperation';
import type { Buckets } from './Buckets';
import { checksumAlgorithms, checksumOf } from './checksums';
import { parseCopySource } from './copySource';
import { objectInputs } from './inputs/objectInputs';
import {
  checksumMembers,
  checkWriteConditions,
  encryptionMembers,
  givenChecksum,
  propertiesFrom,
} from './newObject';
import type { ObjectFiles } from './ObjectFiles';
import type { Checksum, ObjectContent } from './ObjectRecord';
import type { Objects } from './Objects';
import { checkReadConditions } from './readConditions';
import { noSuchKey } from './s3Errors';

/** Operations that write objects as a whole. */
export function writeOperations(
  buckets: Buckets,
  objects: Objects,
  files: ObjectFiles,
): Record<string, Operation> {
  return {
    PutObject: defineOperation(
      objectInputs.PutObject,
      async (input, context) => {
        const { bucket } = buckets.get(context, input);
        const bytes = input.Body ?? Buffer.alloc(0);
        const content: ObjectContent = {
          file: await files.write(bytes),
          size: bytes.length,
          etag: createHash('md5').update(bytes).digest('hex'),
          checksum:
            givenChecksum(input) ??
            computedChecksum(input.ChecksumAlgorithm, bytes),
          properties: propertiesFrom(input, bucket),
        };
        const version = await commit(context, input, content);
        return {
          ETag: `"${content.etag}"`,
          VersionId: version,
          ...checksumMembers(content.checksum),
          ...encryptionMembers(content.properties),
          SSEKMSEncryptionContext: content.properties.encryptionContext,
        };
      },
    ),

    CopyObject: defineOperation(
      objectInputs.CopyObject,
      async (input, context) => {
        const { bucket } = buckets.get(context, input);
        const from = parseCopySource(input.CopySource);
        const { scope } = buckets.get(
          context,
          {
            Bucket: from.bucket,
            ExpectedBucketOwner: input.ExpectedSourceBucketOwner,
          },
          { inAnyRegion: true },
        );
        const source = objects.version(
          scope,
          from.bucket,
          from.key,
          from.versionId,
        );
        if (!source.content) {
          throw noSuchKey();
        }
        checkReadConditions(
          {
            IfMatch: input.CopySourceIfMatch,
            IfNoneMatch: input.CopySourceIfNoneMatch,
            IfModifiedSince: input.CopySourceIfModifiedSince,
            IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
          },
          { ...source, content: source.content },
          { isCopy: true },
        );
        const replaced = propertiesFrom(input, bucket);
        const isSame =
          from.bucket === input.Bucket &&
          from.key === input.Key &&
          from.versionId === undefined;
        if (
          isSame &&
          input.MetadataDirective === 'COPY' &&
          input.StorageClass === undefined &&
          input.ServerSideEncryption === undefined &&
          input.WebsiteRedirectLocation === undefined
        ) {
          throw new AwsError(
            'InvalidRequest',
            "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
          );
        }
        const bytes = await files.read(source.content.file);
        const before = source.content.properties;
        const content: ObjectContent = {
          file: await files.write(bytes),
          size: bytes.length,
          etag: createHash('md5').update(bytes).digest('hex'),
          checksum:
            computedChecksum(input.ChecksumAlgorithm, bytes) ??
            computedChecksum(source.content.checksum?.algorithm, bytes),
          properties: {
            ...replaced,
            ...(input.MetadataDirective === 'COPY'
              ? {
                  cacheControl: before.cacheControl,
                  contentDisposition: before.contentDisposition,
                  contentEncoding: before.contentEncoding,
                  contentLanguage: before.contentLanguage,
                  contentType: before.contentType,
                  expires: before.expires,
                  metadata: before.metadata,
                }
              : {}),
            tags:
              input.TaggingDirective === 'COPY' ? before.tags : replaced.tags,
          },
        };
        const version = await commit(context, input, content);
        return {
          CopyObjectResult: {
            ETag: `"${content.etag}"`,
            LastModified: objects.current(context, input.Bucket, input.Key)
              ?.modifiedAt,
            ...checksumMembers(content.checksum),
          },
          CopySourceVersionId:
            source.versionId === 'null' ? undefined : source.versionId,
          VersionId: version,
          ...encryptionMembers(content.properties),
        };
      },
    ),
  };

  /** Makes the bytes on disk the current version, if the conditions still hold. */
  async function commit(
    context: Parameters<Operation>[1],
    input: {
      Bucket: string;
      Key: string;
      ExpectedBucketOwner?: string;
      IfMatch?: string;
      IfNoneMatch?: string;
    },
    content: ObjectContent,
  ): Promise<string | undefined> {
    try {
      // The bucket may have been deleted or changed while the bytes were written.
      const { scope, bucket } = buckets.get(context, input);
      checkWriteConditions(
        input,
        objects.current(scope, bucket.name, input.Key),
      );
      const added = await objects.add(scope, bucket, input.Key, content);
      return added.versionId === 'null' ? undefined : added.versionId;
    } catch (error) {
      await files.delete([content.file]);
      throw error;
    }
  }
}

export function computedChecksum(
  algorithm: string | undefined,
  bytes: Uint8Array,
): Checksum | undefined {
  const known = checksumAlgorithms.find(one => one === algorithm);
  return (
    known && {
      algorithm: known,
      value: checksumOf(known, [bytes]),
      type: 'FULL_OBJECT',
    }
  );
}

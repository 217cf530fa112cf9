import { createHash, randomBytes } from 'node:crypto';
import { AwsError, type Operation } from '../service/AwsService';
import { defineOperation } from '../service/defineOperation';
import type { Buckets } from './Buckets';
import { ownerId } from './bucketOperations';
import { checksumAlgorithms } from './checksums';
import { assembleUpload } from './assembleUpload';
import { uploadInputs } from './inputs/uploadInputs';
import { listEntries, urlEncoded } from './listEntries';
import {
  checksumMembers,
  checkWriteConditions,
  encryptionMembers,
  givenChecksum,
  propertiesFrom,
} from './newObject';
import type { ObjectFiles } from './ObjectFiles';
import type { UploadPart } from './ObjectRecord';
import type { Objects } from './Objects';
import type { Uploads } from './Uploads';
import { preconditionFailed } from './s3Errors';
import { computedChecksum } from './writeOperations';

/** Multipart uploads: the command line sends files of more than 8 MiB so. */
export function uploadOperations(
  buckets: Buckets,
  objects: Objects,
  uploads: Uploads,
  files: ObjectFiles,
): Record<string, Operation> {
  return {
    CreateMultipartUpload: defineOperation(
      uploadInputs.CreateMultipartUpload,
      async (input, context) => {
        const { scope, bucket } = buckets.get(context, input);
        const algorithm = checksumAlgorithms.find(
          one => one === input.ChecksumAlgorithm,
        );
        const type =
          input.ChecksumType ??
          (algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE');
        const upload = {
          uploadId: randomBytes(48).toString('base64url'),
          bucket: bucket.name,
          key: input.Key,
          initiatedAt: new Date(),
          properties: propertiesFrom(input, bucket),
          checksumAlgorithm: algorithm,
          checksumType: algorithm && type,
          parts: [],
        };
        await uploads.put(scope, upload);
        return {
          Bucket: bucket.name,
          Key: input.Key,
          UploadId: upload.uploadId,
          ...encryptionMembers(upload.properties),
        };
      },
    ),

    UploadPart: defineOperation(
      uploadInputs.UploadPart,
      async (input, context) => {
        const { scope } = buckets.get(context, input);
        const { checksumAlgorithm } = uploads.get(scope, input);
        const bytes = input.Body ?? Buffer.alloc(0);
        const part: UploadPart = {
          number: input.PartNumber,
          file: await files.write(bytes),
          size: bytes.length,
          etag: createHash('md5').update(bytes).digest('hex'),
          checksum:
            givenChecksum(input) ?? computedChecksum(checksumAlgorithm, bytes),
          modifiedAt: new Date(),
        };
        // The upload may have been completed or aborted while the bytes were written.
        try {
          const upload = uploads.get(scope, input);
          const replaced = upload.parts.filter(
            ({ number }) => number === part.number,
          );
          const parts = upload.parts
            .filter(one => !replaced.includes(one))
            .concat(part)
            .sort((a, b) => a.number - b.number);
          await uploads.put(scope, { ...upload, parts });
          await files.delete(replaced.map(({ file }) => file));
        } catch (error) {
          await files.delete([part.file]);
          throw error;
        }
        const { properties } = uploads.get(scope, input);
        return {
          ETag: `"${part.etag}"`,
          ...checksumOfPart(part),
          ...encryptionMembers(properties),
        };
      },
    ),

    CompleteMultipartUpload: defineOperation(
      uploadInputs.CompleteMultipartUpload,
      async (input, context) => {
        const { scope } = buckets.get(context, input);
        const upload = uploads.get(scope, input);
        const content = await assembleUpload(upload, input, files);
        try {
          if ((input.MpuObjectSize ?? content.size) !== content.size) {
            throw new AwsError(
              'InvalidRequest',
              'The provided object size does not match the size of the parts.',
            );
          }
          const { bucket } = buckets.get(context, input);
          uploads.get(scope, input);
          checkWriteConditions(
            input,
            objects.current(scope, bucket.name, input.Key),
          );
          const version = await objects.add(scope, bucket, input.Key, content);
          await uploads.remove(scope, upload);
          return {
            Location: `/${bucket.name}/${input.Key}`,
            Bucket: bucket.name,
            Key: input.Key,
            ETag: `"${content.etag}"`,
            VersionId:
              version.versionId === 'null' ? undefined : version.versionId,
            ...checksumMembers(content.checksum),
            ...encryptionMembers(content.properties),
          };
        } catch (error) {
          await files.delete([content.file]);
          throw error;
        }
      },
    ),

    AbortMultipartUpload: defineOperation(
      uploadInputs.AbortMultipartUpload,
      async (input, context) => {
        const { scope } = buckets.get(context, input);
        const upload = uploads.get(scope, input);
        const expected = input.IfMatchInitiatedTime;
        const seconds = (date: Date) => Math.floor(date.getTime() / 1000);
        if (expected && seconds(expected) !== seconds(upload.initiatedAt)) {
          throw preconditionFailed();
        }
        await uploads.remove(scope, upload);
        return {};
      },
    ),

    ListParts: defineOperation(
      uploadInputs.ListParts,
      async (input, context) => {
        const { scope } = buckets.get(context, input);
        const upload = uploads.get(scope, input);
        const parts = upload.parts.filter(
          ({ number }) => number > input.PartNumberMarker,
        );
        const page = parts.slice(0, input.MaxParts);
        const isTruncated = page.length < parts.length;
        return {
          Bucket: input.Bucket,
          Key: input.Key,
          UploadId: input.UploadId,
          PartNumberMarker: input.PartNumberMarker,
          NextPartNumberMarker: isTruncated ? page.at(-1)?.number : undefined,
          MaxParts: input.MaxParts,
          IsTruncated: isTruncated,
          Parts: page.map(part => ({
            PartNumber: part.number,
            LastModified: part.modifiedAt,
            ETag: `"${part.etag}"`,
            Size: part.size,
            ...checksumOfPart(part),
          })),
          Initiator: { ID: ownerId(scope.accountId) },
          Owner: { ID: ownerId(scope.accountId) },
          StorageClass: upload.properties.storageClass,
          // An element, not a list.
          ChecksumAlgorithm: upload.checksumAlgorithm,
          ChecksumType: upload.checksumType,
        };
      },
    ),

    ListMultipartUploads: defineOperation(
      uploadInputs.ListMultipartUploads,
      async (input, context) => {
        const { scope, bucket } = buckets.get(context, input);
        const { KeyMarker, UploadIdMarker } = input;
        const all = uploads.list(scope, bucket.name);
        const marked = all.findIndex(
          ({ key, uploadId }) =>
            key === KeyMarker && uploadId === UploadIdMarker,
        );
        const page = listEntries(marked < 0 ? all : all.slice(marked + 1), {
          ...input,
          MaxKeys: input.MaxUploads,
          after: marked < 0 ? KeyMarker : undefined,
        });
        const encode = urlEncoded(input.EncodingType);
        return {
          Bucket: bucket.name,
          KeyMarker: encode(KeyMarker ?? ''),
          UploadIdMarker: UploadIdMarker ?? '',
          NextKeyMarker: encode(page.next),
          NextUploadIdMarker:
            page.next === undefined ? undefined : page.entries.at(-1)?.uploadId,
          Prefix: encode(input.Prefix),
          Delimiter: encode(input.Delimiter),
          MaxUploads: input.MaxUploads,
          IsTruncated: page.next !== undefined,
          EncodingType: input.EncodingType,
          Uploads: page.entries.map(upload => ({
            UploadId: upload.uploadId,
            Key: encode(upload.key),
            Initiated: upload.initiatedAt,
            StorageClass: upload.properties.storageClass,
            Owner: { ID: ownerId(scope.accountId) },
            Initiator: { ID: ownerId(scope.accountId) },
            ChecksumAlgorithm: upload.checksumAlgorithm,
            ChecksumType: upload.checksumType,
          })),
          CommonPrefixes: page.prefixes.map(Prefix => ({
            Prefix: encode(Prefix),
          })),
        };
      },
    ),
  };
}

function checksumOfPart({ checksum }: UploadPart) {
  return checksum ? { [`Checksum${checksum.algorithm}`]: checksum.value } : {};
}

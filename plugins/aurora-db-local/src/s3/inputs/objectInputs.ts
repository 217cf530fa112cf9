import { z } from 'zod';
import { ignored, rejected } from '../../service/inputHandling';
import { booleanInput, integerInput, listInput } from '../../service/inputs';
import {
  bucketInput,
  BypassGovernanceRetention,
  ChecksumAlgorithm,
  checksumInputs,
  ContentMD5,
  customerKeyInputs,
  grantInputs,
  headerTimestamp,
  MFA,
  objectInput,
  propertyInputs,
  RequestPayer,
  tagSetInput,
} from './commonInputs';

/** Bytes in process may be a text. */
export const Body = z
  .union([
    z.instanceof(Uint8Array),
    z.string().transform(text => Buffer.from(text)),
  ])
  .optional();

const conditions = {
  IfMatch: z.string().optional(),
  IfNoneMatch: z.string().optional(),
};
const VersionId = z.string().min(1).optional();

const reading = {
  ...objectInput,
  ...conditions,
  ...customerKeyInputs,
  IfModifiedSince: headerTimestamp.optional(),
  IfUnmodifiedSince: headerTimestamp.optional(),
  Range: z.string().optional(),
  ResponseCacheControl: z.string().optional(),
  ResponseContentDisposition: z.string().optional(),
  ResponseContentEncoding: z.string().optional(),
  ResponseContentLanguage: z.string().optional(),
  ResponseContentType: z.string().optional(),
  ResponseExpires: z.string().optional(),
  VersionId,
  RequestPayer,
  PartNumber: integerInput.pipe(z.number().min(1).max(10_000)).optional(),
  ChecksumMode: z.enum(['ENABLED']).optional(),
};

const listing = {
  ...bucketInput,
  RequestPayer,
  OptionalObjectAttributes: ignored('No object is restored from an archive.'),
  Delimiter: z.string().optional(),
  EncodingType: z.enum(['url']).optional(),
  MaxKeys: integerInput
    .pipe(z.number().min(0))
    .default(1000)
    .transform(keys => Math.min(keys, 1000)),
  Prefix: z.string().default(''),
};

const directive = z.enum(['COPY', 'REPLACE']).default('COPY');
const taggedObject = {
  ...objectInput,
  VersionId,
};

/** Inputs of the operations on objects. */
export const objectInputs = {
  PutObject: z.strictObject({
    ...objectInput,
    ...grantInputs,
    ...propertyInputs,
    ...checksumInputs,
    ...customerKeyInputs,
    ...conditions,
    Body,
    ChecksumAlgorithm,
    ContentMD5,
    ContentLength: integerInput.optional(),
    RequestPayer,
    WriteOffsetBytes: rejected('Bytes cannot be appended to an object.'),
  }),
  GetObject: z.strictObject(reading),
  HeadObject: z.strictObject(reading),
  CopyObject: z.strictObject({
    ...objectInput,
    ...grantInputs,
    ...propertyInputs,
    ...customerKeyInputs,
    ...conditions,
    ChecksumAlgorithm,
    CopySource: z
      .string()
      .regex(/^\/?[^/]+\/.+$/s, 'must be <bucket>/<key>[?versionId=<id>]'),
    CopySourceIfMatch: z.string().optional(),
    CopySourceIfNoneMatch: z.string().optional(),
    CopySourceIfModifiedSince: headerTimestamp.optional(),
    CopySourceIfUnmodifiedSince: headerTimestamp.optional(),
    CopySourceSSECustomerAlgorithm: customerKeyInputs.SSECustomerAlgorithm,
    CopySourceSSECustomerKey: customerKeyInputs.SSECustomerKey,
    CopySourceSSECustomerKeyMD5: customerKeyInputs.SSECustomerKeyMD5,
    ExpectedSourceBucketOwner: z.string().optional(),
    AnnotationDirective: ignored('Objects have no annotations here.'),
    MetadataDirective: directive,
    TaggingDirective: directive,
    RequestPayer,
  }),
  DeleteObject: z.strictObject({
    ...objectInput,
    MFA,
    RequestPayer,
    BypassGovernanceRetention,
    VersionId,
    IfMatch: z.string().optional(),
    IfMatchLastModifiedTime: rejected('Only directory buckets have it.'),
    IfMatchSize: rejected('Only directory buckets have it.'),
  }),
  DeleteObjects: z.strictObject({
    ...bucketInput,
    MFA,
    RequestPayer,
    BypassGovernanceRetention,
    ChecksumAlgorithm,
    Delete: z.strictObject({
      Quiet: booleanInput.default(false),
      Objects: listInput(
        z.strictObject({
          Key: objectInput.Key,
          VersionId,
          ETag: z.string().optional(),
          LastModifiedTime: rejected('Only directory buckets have it.'),
          Size: rejected('Only directory buckets have it.'),
        }),
      ).refine(({ length }) => length > 0 && length <= 1000, {
        error: 'must have 1 to 1000 objects',
      }),
    }),
  }),
  ListObjectsV2: z.strictObject({
    ...listing,
    ContinuationToken: z.string().optional(),
    FetchOwner: booleanInput.default(false),
    StartAfter: z.string().optional(),
  }),
  ListObjects: z.strictObject({ ...listing, Marker: z.string().optional() }),
  ListObjectVersions: z.strictObject({
    ...listing,
    KeyMarker: z.string().optional(),
    VersionIdMarker: z.string().optional(),
  }),
  GetObjectTagging: z.strictObject({ ...taggedObject, RequestPayer }),
  PutObjectTagging: z.strictObject({
    ...taggedObject,
    RequestPayer,
    ChecksumAlgorithm,
    ContentMD5,
    Tagging: z.strictObject({ TagSet: tagSetInput }),
  }),
  DeleteObjectTagging: z.strictObject(taggedObject),
};

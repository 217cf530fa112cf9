import { z } from 'zod';
import { checksumAlgorithms } from './checksums';

/** What the caller of PutObject says about an object. */
const objectPropertiesSchema = z.object({
  cacheControl: z.string().optional(),
  contentDisposition: z.string().optional(),
  contentEncoding: z.string().optional(),
  contentLanguage: z.string().optional(),
  contentType: z.string(),
  expires: z.string().optional(),
  metadata: z.record(z.string(), z.string()),
  storageClass: z.string(),
  websiteRedirect: z.string().optional(),
  encryption: z.string(),
  kmsKeyId: z.string().optional(),
  encryptionContext: z.string().optional(),
  bucketKey: z.boolean().optional(),
  tags: z.record(z.string(), z.string()),
});
export type ObjectProperties = z.infer<typeof objectPropertiesSchema>;

const checksumSchema = z.object({
  algorithm: z.enum(checksumAlgorithms),
  value: z.string(),
  /** `COMPOSITE` is a checksum of the checksums of the parts. */
  type: z.enum(['FULL_OBJECT', 'COMPOSITE']),
});
export type Checksum = z.infer<typeof checksumSchema>;

const contentSchema = z.object({
  /** The name of the file with the bytes. */
  file: z.string(),
  size: z.number(),
  /** Without quotes. */
  etag: z.string(),
  checksum: checksumSchema.optional(),
  /** The sizes of the parts of a multipart upload. */
  partSizes: z.array(z.number()).optional(),
  properties: objectPropertiesSchema,
});
export type ObjectContent = z.infer<typeof contentSchema>;

const versionSchema = z.object({
  /** `null` if the bucket had no versioning when the version was made, as in S3. */
  versionId: z.string(),
  modifiedAt: z.coerce.date(),
  /** Absent for a delete marker. */
  content: contentSchema.optional(),
});
export type ObjectVersion = z.infer<typeof versionSchema>;

export const objectRecordSchema = z.object({
  bucket: z.string(),
  key: z.string(),
  /** Oldest first. At least one. */
  versions: z.array(versionSchema),
});
export type ObjectRecord = z.infer<typeof objectRecordSchema>;

const partSchema = z.object({
  number: z.number(),
  file: z.string(),
  size: z.number(),
  etag: z.string(),
  checksum: checksumSchema.optional(),
  modifiedAt: z.coerce.date(),
});
export type UploadPart = z.infer<typeof partSchema>;

/** A multipart upload that is neither completed nor aborted. */
export const uploadRecordSchema = z.object({
  uploadId: z.string(),
  bucket: z.string(),
  key: z.string(),
  initiatedAt: z.coerce.date(),
  properties: objectPropertiesSchema,
  checksumAlgorithm: z.enum(checksumAlgorithms).optional(),
  checksumType: z.enum(['FULL_OBJECT', 'COMPOSITE']).optional(),
  parts: z.array(partSchema),
});
export type UploadRecord = z.infer<typeof uploadRecordSchema>;

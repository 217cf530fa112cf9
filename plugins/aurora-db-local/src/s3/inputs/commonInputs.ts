import { z } from 'zod';
import { ignored, rejected, stored } from '../../service/inputHandling';
import { booleanInput, listInput } from '../../service/inputs';
import { checksumAlgorithms } from '../checksums';

export const bucketInput = {
  Bucket: z.string().min(1),
  ExpectedBucketOwner: z.string().optional(),
};

export const objectInput = {
  ...bucketInput,
  Key: z
    .string()
    .min(1)
    .refine(key => Buffer.byteLength(key) <= 1024, {
      error: 'Your key is too long: it can have at most 1024 bytes',
    }),
};

const payer = 'Requests cost nothing here.';
export const RequestPayer = ignored(payer);

const locks = 'Objects are not locked here.';
export const BypassGovernanceRetention = ignored(locks);
export const MFA = ignored('Buckets have no MFA delete here.');

/** The endpoint compares the body with its checksum, whichever algorithm it has. */
export const ChecksumAlgorithm = z
  .enum([...checksumAlgorithms, 'XXHASH64', 'XXHASH3', 'XXHASH128'])
  .refine(algorithm => !algorithm.startsWith('XXHASH'), {
    error: 'aurora-db-local cannot compute this checksum. Use CRC32 or SHA256.',
  })
  .optional();
export const ContentMD5 = z.string().optional();

const xxhash = 'Use CRC32, CRC32C, CRC64NVME, SHA1, SHA256, SHA512 or MD5.';
const checksum = z.string().optional();

/** The checksum of a body or of an object. */
export const checksumInputs = {
  ChecksumCRC32: checksum,
  ChecksumCRC32C: checksum,
  ChecksumCRC64NVME: checksum,
  ChecksumSHA1: checksum,
  ChecksumSHA256: checksum,
  ChecksumSHA512: checksum,
  ChecksumMD5: checksum,
  ChecksumXXHASH64: rejected(xxhash),
  ChecksumXXHASH3: rejected(xxhash),
  ChecksumXXHASH128: rejected(xxhash),
};

const customerKeys = 'Objects cannot be encrypted with keys of the customer.';
export const customerKeyInputs = {
  SSECustomerAlgorithm: rejected(customerKeys),
  SSECustomerKey: rejected(customerKeys),
  SSECustomerKeyMD5: rejected(customerKeys),
};

const grants = 'There are no access control lists: use the default.';
const acl = rejected(grants, ['private', 'bucket-owner-full-control']);

export const grantInputs = {
  ACL: acl,
  GrantFullControl: rejected(grants),
  GrantRead: rejected(grants),
  GrantReadACP: rejected(grants),
  GrantWriteACP: rejected(grants),
};

const described = 'Objects are described with it, their bytes are not changed.';
const header = z.string().optional();

/** What PutObject, CopyObject and CreateMultipartUpload say about an object. */
export const propertyInputs = {
  CacheControl: header,
  ContentDisposition: header,
  ContentEncoding: header,
  ContentLanguage: header,
  ContentType: header,
  Expires: header,
  Metadata: z.record(z.string(), z.string()).default({}),
  Tagging: header,
  StorageClass: stored(
    z
      .enum([
        'STANDARD',
        'REDUCED_REDUNDANCY',
        'STANDARD_IA',
        'ONEZONE_IA',
        'INTELLIGENT_TIERING',
        'GLACIER',
        'DEEP_ARCHIVE',
        'GLACIER_IR',
      ])
      .optional(),
    'All objects are files of one kind.',
  ),
  WebsiteRedirectLocation: stored(header, 'Buckets are no websites.'),
  ServerSideEncryption: stored(
    z.enum(['AES256', 'aws:kms', 'aws:kms:dsse']).optional(),
    described,
  ),
  SSEKMSKeyId: stored(header, described),
  SSEKMSEncryptionContext: stored(header, described),
  BucketKeyEnabled: stored(booleanInput.optional(), described),
  ObjectLockMode: rejected(locks),
  ObjectLockRetainUntilDate: rejected(locks),
  ObjectLockLegalHoldStatus: rejected(locks, ['OFF']),
  ObjectLockEventHold: rejected(locks, ['OFF']),
  ObjectLockEventHoldDurationDays: rejected(locks),
  ObjectLockEventHoldDurationYears: rejected(locks),
};

export const tagInput = z.strictObject({
  Key: z.string().min(1).max(128),
  Value: z.string().max(256),
});
export const tagSetInput = listInput(tagInput);

/** A timestamp in a header has the format of HTTP. */
export const headerTimestamp = z
  .union([z.date(), z.string(), z.number()])
  .transform((value, context) => {
    const date = new Date(value);
    if (Number.isNaN(date.getTime())) {
      context.addIssue({ code: 'custom', message: 'must be a date' });
    }
    return date;
  });

import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { AwsError } from '../service/AwsService';
import { checksumOf } from './checksums';
import type { uploadInputs } from './inputs/uploadInputs';
import { givenChecksum } from './newObject';
import type { ObjectFiles } from './ObjectFiles';
import type {
  Checksum,
  ObjectContent,
  UploadPart,
  UploadRecord,
} from './ObjectRecord';

type CompleteInput = z.infer<typeof uploadInputs.CompleteMultipartUpload>;

const mebibyte = 1024 * 1024;
/** In bytes, for all parts but the last one. */
const smallestPart = 5 * mebibyte;
/** In bytes. All parts are in memory for a moment. S3's limit is 50 TB. */
const largestObject = 256 * mebibyte;

/** Makes one file of the parts that the caller lists. Throws S3's errors. */
export async function assembleUpload(
  upload: UploadRecord,
  input: CompleteInput,
  files: ObjectFiles,
): Promise<ObjectContent> {
  const parts = selectedParts(upload, input);
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  if (size > largestObject) {
    throw new AwsError(
      'EntityTooLarge',
      `Your proposed upload exceeds the maximum allowed size: aurora-db-local keeps objects of up to ${largestObject} bytes.`,
    );
  }
  const pieces: Buffer[] = [];
  for (const { file } of parts) {
    pieces.push(await files.read(file));
  }
  const checksum = checksumOfAll(upload, parts, pieces);
  const given = givenChecksum(input);
  if (
    given &&
    (checksum?.algorithm === given.algorithm
      ? checksum.value !== given.value
      : checksumOf(given.algorithm, pieces) !== given.value)
  ) {
    throw new AwsError(
      'BadDigest',
      `The ${given.algorithm} you specified did not match the calculated checksum.`,
    );
  }
  const hashes = parts.map(({ etag }) => Buffer.from(etag, 'hex'));
  const hash = createHash('md5').update(Buffer.concat(hashes)).digest('hex');
  return {
    file: await files.write(Buffer.concat(pieces)),
    size,
    etag: `${hash}-${parts.length}`,
    checksum: checksum ?? given,
    partSizes: parts.map(part => part.size),
    properties: upload.properties,
  };
}

function selectedParts(
  upload: UploadRecord,
  { MultipartUpload }: CompleteInput,
): UploadPart[] {
  const listed = MultipartUpload?.Parts ?? [];
  if (listed.length === 0) {
    throw new AwsError(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  }
  const parts = listed.map(given => {
    const part = upload.parts.find(({ number }) => number === given.PartNumber);
    const checksum = givenChecksum(given);
    if (
      !part ||
      part.etag !== given.ETag.replace(/"/g, '') ||
      (checksum &&
        part.checksum?.algorithm === checksum.algorithm &&
        part.checksum.value !== checksum.value)
    ) {
      throw new AwsError(
        'InvalidPart',
        "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      );
    }
    return part;
  });
  if (
    parts.some((part, index) => part.number <= (parts[index - 1]?.number ?? 0))
  ) {
    throw new AwsError(
      'InvalidPartOrder',
      'The list of parts was not in ascending order. Parts must be ordered by part number.',
    );
  }
  if (parts.slice(0, -1).some(({ size }) => size < smallestPart)) {
    throw new AwsError(
      'EntityTooSmall',
      'Your proposed upload is smaller than the minimum allowed size',
    );
  }
  return parts;
}

/** A composite checksum is that of the parts' checksums, with the number of parts. */
function checksumOfAll(
  { checksumAlgorithm: algorithm, checksumType }: UploadRecord,
  parts: readonly UploadPart[],
  pieces: readonly Buffer[],
): Checksum | undefined {
  if (!algorithm) {
    return undefined;
  }
  if (checksumType === 'FULL_OBJECT') {
    const value = checksumOf(algorithm, pieces);
    return { algorithm, value, type: 'FULL_OBJECT' };
  }
  const sums = parts.map(({ checksum }) =>
    Buffer.from(checksum?.value ?? '', 'base64'),
  );
  return {
    algorithm,
    value: `${checksumOf(algorithm, sums)}-${parts.length}`,
    type: 'COMPOSITE',
  };
}

import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { checksumAlgorithms, checksumOf } from '../../s3/checksums';
import { AwsError } from '../../service/AwsService';

/** Compares a body with every hash and checksum in its headers. Throws S3's errors. */
export function checkBody(body: Buffer, headers: IncomingHttpHeaders): void {
  const sha256 = headers['x-amz-content-sha256'];
  if (
    typeof sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(sha256) &&
    createHash('sha256').update(body).digest('hex') !== sha256
  ) {
    throw new AwsError(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  }
  const md5 = headers['content-md5'];
  if (typeof md5 === 'string') {
    if (Buffer.from(md5, 'base64').length !== 16) {
      throw new AwsError(
        'InvalidDigest',
        'The Content-MD5 you specified was invalid.',
      );
    }
    if (createHash('md5').update(body).digest('base64') !== md5) {
      throw new AwsError(
        'BadDigest',
        'The Content-MD5 you specified did not match what we received.',
      );
    }
  }
  for (const algorithm of checksumAlgorithms) {
    const given = headers[`x-amz-checksum-${algorithm.toLowerCase()}`];
    if (given !== undefined && given !== checksumOf(algorithm, [body])) {
      throw new AwsError(
        'BadDigest',
        `The ${algorithm} you specified did not match the calculated checksum.`,
      );
    }
  }
}

import type { IncomingHttpHeaders } from 'node:http';

/** The methods of S3's operations. */
export const s3Methods: readonly string[] = [
  'GET',
  'PUT',
  'POST',
  'DELETE',
  'HEAD',
];

/**
 * Whether the Authorization header has a credential for S3. A web page cannot send this header to
 * another origin, and a browser that follows a link or loads an image sends none.
 */
export function isS3Request({
  authorization = '',
}: IncomingHttpHeaders): boolean {
  return /\bCredential=[^,\s]+\/s3\/aws4_request/.test(authorization);
}

import { createHash, createHmac } from 'node:crypto';
import type { ConnectToken } from './ConnectToken';

/**
 * The signature that a token must have, in hexadecimal: Signature Version 4 of a presigned GET
 * without a body. Source: IAM user guide, "Create a signed AWS API request".
 */
export function signatureOf(
  { host, port, scope, signedParameters }: ConnectToken,
  secretAccessKey: string,
): string {
  const canonicalRequest = [
    'GET',
    '/',
    Object.entries(signedParameters)
      .map(([name, value]) => ({ name: encode(name), value: encode(value) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, value }) => `${name}=${value}`)
      .join('&'),
    `host:${host}:${port}`,
    '',
    'host',
    sha256(''),
  ].join('\n');
  const scopeParts = [scope.day, scope.region, scope.service, 'aws4_request'];
  const stringToSign = [
    'AWS4-HMAC-SHA256',
    signedParameters['X-Amz-Date'],
    scopeParts.join('/'),
    sha256(canonicalRequest),
  ].join('\n');
  const signingKey = scopeParts.reduce<Buffer>(
    (key, part) => hmac(key, part),
    Buffer.from(`AWS4${secretAccessKey}`),
  );
  return hmac(signingKey, stringToSign).toString('hex');
}

/** Encodes as in RFC 3986. encodeURIComponent leaves five more characters unencoded. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

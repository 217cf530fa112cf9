import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { errorCodeOf } from '../processes/errorCodeOf';
import { AwsError } from '../service/AwsService';
import { malformedInput } from './commonErrors';

/**
 * In bytes, before and after decompression. AWS's limits differ by service and are lower
 * (PutMetricData: 1 MB).
 */
const maxCallBytes = 2 * 1024 * 1024;

/**
 * In bytes, for the body of an object or of a part of one. The whole body is in memory for a moment.
 */
const maxObjectBytes = 64 * 1024 * 1024;

const unzip = promisify(gunzip);

/**
 * Reads the body. In calls, decompresses gzip, because SDKs compress large PutMetricData calls. An
 * object keeps its encoding.
 */
export async function readBody(
  request: IncomingMessage,
  kind: 'call' | 'object' = 'call',
): Promise<Buffer> {
  const maxBodyBytes = kind === 'call' ? maxCallBytes : maxObjectBytes;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > maxBodyBytes) {
      throw tooLarge(maxBodyBytes);
    }
    chunks.push(bytes);
  }
  const body = Buffer.concat(chunks);
  const encoding = request.headers['content-encoding'];
  if (kind === 'object' || encoding !== 'gzip') {
    return body;
  }
  try {
    return await unzip(body, { maxOutputLength: maxBodyBytes });
  } catch (error) {
    throw errorCodeOf(error) === 'ERR_BUFFER_TOO_LARGE'
      ? tooLarge(maxBodyBytes)
      : malformedInput(
          'The body is not gzip although its Content-Encoding says so.',
        );
  }
}

function tooLarge(maxBodyBytes: number): AwsError {
  return new AwsError(
    'RequestEntityTooLarge',
    `The body is larger than ${maxBodyBytes} bytes.`,
    413,
  );
}

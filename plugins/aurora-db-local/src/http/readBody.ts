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
const maxBodyBytes = 2 * 1024 * 1024;

const unzip = promisify(gunzip);

/** Reads the body and decompresses gzip. SDKs compress large PutMetricData calls. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > maxBodyBytes) {
      throw tooLarge();
    }
    chunks.push(bytes);
  }
  const body = Buffer.concat(chunks);
  const encoding = request.headers['content-encoding'];
  if (encoding !== 'gzip') {
    return body;
  }
  try {
    return await unzip(body, { maxOutputLength: maxBodyBytes });
  } catch (error) {
    throw errorCodeOf(error) === 'ERR_BUFFER_TOO_LARGE'
      ? tooLarge()
      : malformedInput(
          'The body is not gzip although its Content-Encoding says so.',
        );
  }
}

function tooLarge(): AwsError {
  return new AwsError(
    'RequestEntityTooLarge',
    `The body is larger than ${maxBodyBytes} bytes.`,
    413,
  );
}

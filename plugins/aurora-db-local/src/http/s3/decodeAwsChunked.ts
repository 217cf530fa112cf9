import { AwsError } from '../../service/AwsService';

/** A body without its chunks' frames, and the headers that follow the last chunk. */
interface DecodedBody {
  body: Buffer;
  trailers: Record<string, string>;
}

/**
 * Decodes the content encoding `aws-chunked`: `<hex size>[;chunk-signature=…]\r\n<bytes>\r\n` …
 * `0\r\n<trailers>\r\n`.
 */
export function decodeAwsChunked(encoded: Buffer): DecodedBody {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = encoded.indexOf('\r\n', at);
    const [, digits] =
      end < 0
        ? []
        : (/^([0-9a-f]{1,8})(;|$)/i.exec(encoded.toString('latin1', at, end)) ??
          []);
    if (digits === undefined) {
      throw incompleteBody();
    }
    const size = Number.parseInt(digits, 16);
    const start = end + 2;
    if (size === 0) {
      return {
        body: Buffer.concat(chunks),
        trailers: trailersOf(encoded.toString('latin1', start)),
      };
    }
    if (encoded.toString('latin1', start + size, start + size + 2) !== '\r\n') {
      throw incompleteBody();
    }
    chunks.push(encoded.subarray(start, start + size));
    at = start + size + 2;
  }
}

function trailersOf(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split('\r\n').flatMap(line => {
      const colon = line.indexOf(':');
      return colon < 0
        ? []
        : [[line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]];
    }),
  );
}

function incompleteBody(): AwsError {
  return new AwsError(
    'IncompleteBody',
    'The request body terminated unexpectedly',
  );
}

import { Encoder } from 'cbor-x';
import { z } from 'zod';
import { jsonErrorOf, malformedInput } from './commonErrors';
import { queryErrorHeader } from './jsonProtocol';
import type { Protocol, WireResponse } from './Protocol';

// Plain CBOR, without the record extension that only cbor-x reads. Dates are tag 1, epoch seconds.
const codec = new Encoder({
  useRecords: false,
  mapsAsObjects: true,
  tagUint8Array: false,
});

const inputSchema = z.record(z.string(), z.unknown());

/**
 * Smithy RPC v2 CBOR: `/service/<service>/operation/<operation>`. The AWS CLI and boto3 use it for
 * CloudWatch.
 */
export const cborProtocol: Protocol = {
  name: 'cbor',
  operation: ({ path }) =>
    decodeURIComponent(path.slice(path.lastIndexOf('/') + 1)),
  input({ body }) {
    if (body.length === 0) {
      return {};
    }
    try {
      return inputSchema.parse(codec.decode(body));
    } catch {
      throw malformedInput('The body is not a CBOR map.');
    }
  },
  success: (output, { requestId }) =>
    cborResponse(200, withoutUndefined(output), {
      'x-amzn-requestid': requestId,
    }),
  failure(error, { signingName, requestId }) {
    const { code, message, statusCode } = jsonErrorOf(error);
    return cborResponse(
      statusCode,
      { __type: code, message },
      {
        'x-amzn-requestid': requestId,
        ...queryErrorHeader(signingName, code, statusCode),
      },
    );
  },
};

function cborResponse(
  statusCode: number,
  value: unknown,
  headers: Record<string, string>,
): WireResponse {
  return {
    statusCode,
    headers: {
      'content-type': 'application/cbor',
      'smithy-protocol': 'rpc-v2-cbor',
      ...headers,
    },
    body: codec.encode(value),
  };
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutUndefined);
  }
  if (
    typeof value === 'object' &&
    value !== null &&
    !(value instanceof Date) &&
    !(value instanceof Uint8Array)
  ) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .map(([name, member]) => [name, withoutUndefined(member)]),
    );
  }
  return value;
}

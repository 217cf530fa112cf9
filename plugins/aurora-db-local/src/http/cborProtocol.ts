import { cbor, tag, tagSymbol } from '@smithy/core/cbor';
import { z } from 'zod';
import { jsonErrorOf, malformedInput } from './commonErrors';
import { queryErrorHeader } from './jsonProtocol';
import type { Protocol, WireResponse } from './Protocol';

/** CBOR's tag of a time in seconds since 1970. */
const timeTag = 1;
const tagged = z.object({
  [tagSymbol]: z.literal(true),
  tag: z.coerce.number(),
  value: z.unknown(),
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
      return inputSchema.parse(fromWire(cbor.deserialize(body)));
    } catch {
      throw malformedInput('The body is not a CBOR map.');
    }
  },
  success: (output, { requestId }) =>
    cborResponse(200, output, {
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
    body: cbor.serialize(toWire(value)),
  };
}

/** Times become dates, and big integers numbers. A value with any other tag is the value. */
function fromWire(value: unknown): unknown {
  if (typeof value === 'bigint') {
    return Number(value);
  }
  const { success, data } = tagged.safeParse(value);
  if (success) {
    return data.tag === timeTag
      ? new Date(z.number().parse(data.value) * 1000)
      : fromWire(data.value);
  }
  return mapMembers(value, fromWire);
}

/** Dates become times, and members without a value are left out. */
function toWire(value: unknown): unknown {
  return value instanceof Date
    ? tag({ tag: timeTag, value: value.getTime() / 1000 })
    : mapMembers(value, toWire);
}

function mapMembers(
  value: unknown,
  map: (member: unknown) => unknown,
): unknown {
  if (Array.isArray(value)) {
    return value.map(map);
  }
  if (
    typeof value === 'object' &&
    value !== null &&
    !(value instanceof Uint8Array)
  ) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .map(([name, member]) => [name, map(member)]),
    );
  }
  return value;
}

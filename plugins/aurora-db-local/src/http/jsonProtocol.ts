import { z } from 'zod';
import { jsonErrorOf, malformedInput } from './commonErrors';
import type { Protocol, WireRequest } from './Protocol';

const inputSchema = z.record(z.string(), z.unknown());

/** AWS JSON 1.0 and 1.1: the operation is in `X-Amz-Target`, timestamps are epoch seconds. */
export const jsonProtocol: Protocol = {
  name: 'json',
  operation(request) {
    const target = request.headers['x-amz-target'];
    return typeof target === 'string'
      ? target.slice(target.lastIndexOf('.') + 1)
      : '';
  },
  input({ body }) {
    if (body.length === 0) {
      return {};
    }
    try {
      return inputSchema.parse(JSON.parse(body.toString('utf8')));
    } catch {
      throw malformedInput('The body is not a JSON object.');
    }
  },
  success(output, { requestId }) {
    return {
      statusCode: 200,
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amzn-requestid': requestId,
      },
      body: JSON.stringify(toJson(output)),
    };
  },
  failure(error, { signingName, requestId, request }) {
    const { code, message, statusCode } = jsonErrorOf(error);
    return {
      statusCode,
      headers: {
        'content-type': contentTypeOf(request),
        'x-amzn-requestid': requestId,
        'x-amzn-errortype': code,
        ...queryErrorHeader(signingName, code, statusCode),
      },
      body: JSON.stringify({ __type: code, message }),
    };
  },
};

/**
 * CloudWatch moved from the query protocol and still sends the old code (`awsQueryCompatible` in
 * its model).
 */
export function queryErrorHeader(
  signingName: string,
  code: string,
  statusCode: number,
): Record<string, string> {
  return signingName === 'monitoring'
    ? {
        'x-amzn-query-error': `${code};${statusCode < 500 ? 'Sender' : 'Receiver'}`,
      }
    : {};
}

function contentTypeOf({ headers }: WireRequest): string {
  return headers['content-type'] ?? 'application/x-amz-json-1.1';
}

function toJson(value: unknown): unknown {
  if (value instanceof Date) {
    return value.getTime() / 1000;
  }
  if (value instanceof Uint8Array) {
    return Buffer.from(value).toString('base64');
  }
  if (Array.isArray(value)) {
    return value.map(toJson);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, toJson(member)]),
    );
  }
  return value;
}

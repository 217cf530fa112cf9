import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { WrongRegion } from '../../s3/WrongRegion';
import { AwsError } from '../../service/AwsService';
import type { Protocol, WireRequest } from '../Protocol';
import { escapeXml } from '../renderXml';
import { checkBody } from './checkBody';
import { decodeAwsChunked } from './decodeAwsChunked';
import {
  headersBesideXml,
  memberHeaders,
  memberQueries,
  metadataPrefix,
} from './s3Members';
import { findRoute, requestTarget, unknownOperation } from './findRoute';
import { routeOf, type S3Route } from './s3Routes';
import { parseS3Xml, renderS3Xml } from './s3Xml';

/** REST with XML, as S3 speaks it. Buckets are in the path, not in the host's name. */
export const restXmlProtocol: Protocol = {
  name: 'rest-xml',
  operation: request =>
    findRoute(request)?.operation ?? unknownOperation(request),
  input(request, schema) {
    const route = findRoute(request);
    if (!route) {
      return {};
    }
    const { body, headers } = unframe(request);
    // The checksums of a completed upload are those of the whole object.
    if (route.operation !== 'CompleteMultipartUpload') {
      checkBody(body, headers);
    }
    const { bucket, key } = requestTarget(request);
    const given: Record<string, unknown> = {
      Bucket: bucket,
      Key: key,
      Metadata: metadataOf(headers),
      ...payload(route, body),
    };
    const members = schema instanceof z.ZodObject ? schema.shape : {};
    return Object.fromEntries(
      Object.keys(members).flatMap(name => {
        const value =
          given[name] ??
          (route.body?.member === name
            ? undefined
            : (request.query.get(memberQueries[name] ?? '') ??
              headers[headerOf(name, headers)]));
        return value === undefined ? [] : [[name, value]];
      }),
    );
  },
  success(output, { operation }) {
    const route = routeOf(operation);
    return {
      statusCode: statusOf(route, output),
      headers: {
        ...(route?.root ? { 'content-type': 'application/xml' } : {}),
        ...headersOf(output, route),
        // An object is never a page of this endpoint's origin.
        'x-content-type-options': 'nosniff',
      },
      body: bodyOf(output, route),
    };
  },
  failure(error, { requestId, request }) {
    const { code, message, statusCode, headers } = s3ErrorOf(error);
    const hasBody = request.method !== 'HEAD' && statusCode !== 304;
    return {
      statusCode,
      headers: {
        ...(hasBody ? { 'content-type': 'application/xml' } : {}),
        ...headers,
      },
      body: hasBody
        ? `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message>` +
          `<Resource>${escapeXml(request.path)}</Resource><RequestId>${requestId}</RequestId></Error>`
        : '',
    };
  },
};

/** The body without `aws-chunked`, and the headers with those that followed it. */
function unframe({ body, headers }: WireRequest): {
  body: Buffer;
  headers: IncomingHttpHeaders;
} {
  const encodings = (headers['content-encoding'] ?? '')
    .split(',')
    .map(encoding => encoding.trim())
    .filter(encoding => encoding !== '' && encoding !== 'aws-chunked');
  const own = {
    ...headers,
    'content-encoding': encodings.length > 0 ? encodings.join(',') : undefined,
  };
  const hash = headers['x-amz-content-sha256'];
  if (typeof hash !== 'string' || !hash.startsWith('STREAMING-')) {
    return { body, headers: own };
  }
  const decoded = decodeAwsChunked(body);
  const length = headers['x-amz-decoded-content-length'];
  if (length !== undefined && Number(length) !== decoded.body.length) {
    throw new AwsError(
      'IncompleteBody',
      'You did not provide the number of bytes specified by the Content-Length HTTP header.',
    );
  }
  return {
    body: decoded.body,
    headers: {
      ...own,
      ...decoded.trailers,
      'content-length': String(decoded.body.length),
    },
  };
}

function payload(
  { body: place }: S3Route,
  body: Buffer,
): Record<string, unknown> {
  if (!place) {
    return {};
  }
  switch (place.as) {
    case 'bytes':
      return { [place.member]: body };
    case 'text':
      return { [place.member]: body.toString('utf8') };
    default:
      return { [place.member]: parseS3Xml(body.toString('utf8')) };
  }
}

function metadataOf(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith(metadataPrefix) && typeof value === 'string'
        ? [[name.slice(metadataPrefix.length), value]]
        : [],
    ),
  );
}

/** SDKs name the algorithm of a request's own checksum in another header. */
function headerOf(member: string, headers: IncomingHttpHeaders): string {
  const header = memberHeaders[member] ?? '';
  return member === 'ChecksumAlgorithm' && headers[header] === undefined
    ? 'x-amz-sdk-checksum-algorithm'
    : header;
}

function headersOf(
  output: Record<string, unknown>,
  route: S3Route | undefined,
): Record<string, string> {
  const names = Object.keys(output).filter(
    name => route?.root === undefined || headersBesideXml.has(name),
  );
  const headers: Record<string, string> = {};
  for (const name of names) {
    const header = memberHeaders[name];
    const value = output[name];
    if (header !== undefined && value !== undefined) {
      headers[header] =
        value instanceof Date ? value.toUTCString() : String(value);
    }
  }
  if (typeof output.Metadata === 'object' && output.Metadata !== null) {
    for (const [name, value] of Object.entries(output.Metadata)) {
      headers[`${metadataPrefix}${name}`] = String(value);
    }
  }
  for (const [name, value] of Object.entries(headers)) {
    // The URL of a request may ask for such a value, for example `response-content-type`.
    if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) {
      throw new AwsError('InvalidArgument', `${name} is not a valid header.`);
    }
  }
  return headers;
}

/** The result as an XML document, or the text or the bytes that it is. */
function bodyOf(
  output: Record<string, unknown>,
  route: S3Route | undefined,
): string | Uint8Array {
  const result = route?.result ? output[route.result] : output;
  if (route?.root !== undefined) {
    return renderS3Xml(route.root, xmlMembers(result));
  }
  return typeof result === 'string' || result instanceof Uint8Array
    ? result
    : '';
}

function xmlMembers(result: unknown): unknown {
  return typeof result === 'object' && result !== null
    ? Object.fromEntries(
        Object.entries(result).filter(([name]) => !headersBesideXml.has(name)),
      )
    : result;
}

function statusOf(
  route: S3Route | undefined,
  output: Record<string, unknown>,
): number {
  if (route?.method === 'DELETE') {
    return 204;
  }
  return output.ContentRange === undefined ? 200 : 206;
}

function s3ErrorOf(error: AwsError): {
  code: string;
  message: string;
  statusCode: number;
  headers: Record<string, string>;
} {
  const { code, message, statusCode } = error;
  // SDKs read the bucket's region from this header and call again.
  const headers: Record<string, string> =
    error instanceof WrongRegion
      ? { 'x-amz-bucket-region': error.bucketRegion }
      : {};
  switch (code) {
    case 'UnknownOperationException':
      return {
        code: 'NotImplemented',
        message: `A header you provided implies functionality that is not implemented: ${message}`,
        statusCode: 501,
        headers,
      };
    case 'Throttling':
      return {
        code: 'SlowDown',
        message: 'Please reduce your request rate.',
        statusCode: 503,
        headers,
      };
    case 'InternalFailure':
      return { code: 'InternalError', message, statusCode, headers };
    case 'RequestEntityTooLarge':
      return { code: 'EntityTooLarge', message, statusCode, headers };
    case 'ExpiredToken':
      return { code, message, statusCode: 400, headers };
    default:
      return { code, message, statusCode, headers };
  }
}

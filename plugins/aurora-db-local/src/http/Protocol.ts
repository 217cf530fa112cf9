import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';
import type { AwsError, AwsService } from '../service/AwsService';

/** A request with its decompressed body. */
export interface WireRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface WireResponse {
  statusCode: number;
  headers: Record<string, string>;
  body: string | Uint8Array;
}

/** A wire protocol of AWS. Its methods throw {@link AwsError} as AWS does. */
export interface Protocol {
  readonly name: 'query' | 'ec2' | 'json' | 'cbor' | 'rest-xml';
  /**
   * The name of the operation. It is read before the input, so that a call with an invalid body is
   * recorded too.
   */
  operation(request: WireRequest): string;
  /** The schema of the operation tells the members whose values are in headers or in the URL. */
  input(request: WireRequest, schema?: z.ZodType): Record<string, unknown>;
  success(
    output: Record<string, unknown>,
    call: { service: AwsService; operation: string; requestId: string },
  ): WireResponse;
  failure(
    error: AwsError,
    call: { signingName: string; requestId: string; request: WireRequest },
  ): WireResponse;
}

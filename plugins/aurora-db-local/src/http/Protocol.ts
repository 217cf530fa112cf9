import type { IncomingHttpHeaders } from 'node:http';
import type { AwsError, AwsService } from '../service/AwsService';

/** A request as it came in, its body read and unpacked. */
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

/** One of AWS's wire protocols. Reading throws {@link AwsError} as AWS's own front would. */
export interface Protocol {
  readonly name: 'query' | 'ec2' | 'json' | 'cbor';
  /** Name of the operation; needed before the input so that a call with a broken body can be recorded too. */
  operation(request: WireRequest): string;
  input(request: WireRequest): Record<string, unknown>;
  success(
    output: Record<string, unknown>,
    call: { service: AwsService; operation: string; requestId: string },
  ): WireResponse;
  failure(
    error: AwsError,
    call: { signingName: string; requestId: string; request: WireRequest },
  ): WireResponse;
}

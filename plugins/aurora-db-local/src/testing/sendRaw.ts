import { request, type IncomingHttpHeaders } from 'node:http';
import { once } from 'node:events';

export interface RawAnswer {
  statusCode: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Sends an HTTP request with any headers, which an SDK would correct. */
export async function sendRaw(
  url: string,
  options: {
    method?: string;
    headers?: Record<string, string>;
    body?: string | Uint8Array;
  } = {},
): Promise<RawAnswer> {
  const outgoing = request(url, {
    method: options.method ?? 'POST',
    headers: options.headers,
    agent: false,
  });
  outgoing.end(options.body);
  const [incoming] = await once(outgoing, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) {
    chunks.push(Buffer.from(chunk));
  }
  return {
    statusCode: incoming.statusCode,
    headers: incoming.headers,
    body: Buffer.concat(chunks),
  };
}

/** An Authorization header with an access key, for a service. */
export function authorizationFor(
  service: string,
  accessKeyId = '123456789012',
): string {
  return (
    `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/ap-northeast-1/${service}/aws4_request, ` +
    `SignedHeaders=host, Signature=0`
  );
}

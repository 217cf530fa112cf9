import { ResponseError } from '@backstage/errors';
import { z } from 'zod';

/** The parts of Backstage's `discoveryApi` and `fetchApi` that a call needs. @public */
export interface RestConnection {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  /** Adds the user's token in a frontend. Default: the global `fetch`. */
  fetchApi?: { fetch: typeof fetch };
}

/** Options of every call. @public */
export interface RestCallOptions {
  /** Token of a service or a user, for calls from a backend. */
  token?: string;
  /** Ends the request. The promise rejects with an `AbortError`. */
  signal?: AbortSignal;
}

/**
 * Calls the REST API and validates the answer. Throws a `ResponseError` if the backend refuses the
 * call, and an Error if the answer is not what this version expects.
 */
export async function callRest<T>(
  { discoveryApi, fetchApi = { fetch } }: RestConnection,
  call: {
    method: 'GET' | 'POST' | 'DELETE';
    /** The segments of the path. */
    path: string[];
    query?: Record<string, string | number | undefined>;
    body?: unknown;
    schema: z.ZodType<T>;
  },
  { token, signal }: RestCallOptions = {},
): Promise<T> {
  const { method, body, schema } = call;
  const path = call.path.map(part => `/${encodeURIComponent(part)}`).join('');
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) {
      query.set(name, String(value));
    }
  }
  const baseUrl = await discoveryApi.getBaseUrl('aurora-db');
  const response = await fetchApi.fetch(
    `${baseUrl}${path}${query.size > 0 ? `?${query}` : ''}`,
    {
      method,
      signal,
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    },
  );
  if (!response.ok) {
    throw await ResponseError.fromResponse(response);
  }
  const parsed = schema.safeParse(await response.json());
  if (!parsed.success) {
    throw new Error(
      `The answer to ${method} ${path} is not what this version expects; install the same version of the aurora-db backend: ${z.prettifyError(parsed.error)}`,
    );
  }
  return parsed.data;
}

import { ResponseError } from '@backstage/errors';
import { z } from 'zod';
import { restOperations, type RestOperations } from './restOperations';

/** How a client reaches the backend. @public */
export interface RestConnection {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  /** Adds the user's token in a frontend. Default: the global `fetch`. */
  fetchApi?: { fetch: typeof fetch };
  /** The name of the caller in the error of an unexpected answer. Default: `aurora-db client`. */
  caller?: string;
}

/** Options of every call. @public */
export interface RestCallOptions {
  /** Token of a service or a user, for calls from a backend. */
  token?: string;
  /** Ends the request. The promise rejects with an `AbortError`. */
  signal?: AbortSignal;
}

/** What a request can have. Its operation says what it has. */
interface RestRequest {
  path?: Record<string, string>;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
}

/** Client of the REST API, for frontends and other backends. @public */
export class AuroraDbRestClient {
  readonly #connection: RestConnection;

  constructor(connection: RestConnection) {
    this.#connection = connection;
  }

  /**
   * Calls an operation of `openapi.yaml` and validates the answer. Throws a `ResponseError` of
   * `@backstage/errors` if the backend refuses the call, and an Error if the answer is invalid.
   *
   * @param schema - the schema of the answer. The client has none, so that a caller loads only those
   *   that it needs.
   */
  async call<N extends keyof RestOperations>(
    operation: N,
    request: RestOperations[N]['request'],
    schema: z.ZodType<RestOperations[N]['answer']>,
    { token, signal }: RestCallOptions = {},
  ): Promise<RestOperations[N]['answer']> {
    const { discoveryApi, fetchApi = { fetch }, caller } = this.#connection;
    const { path = {}, query = {}, body }: RestRequest = request;
    const parameters = Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
    const called =
      restOperations[operation].replace(/{(\w+)}/g, (_, name) =>
        encodeURIComponent(path[name] ?? ''),
      ) + (parameters.length > 0 ? `?${parameters.join('&')}` : '');
    const [method, url] = called.split(' ');
    const baseUrl = await discoveryApi.getBaseUrl('aurora-db');
    const response = await fetchApi.fetch(`${baseUrl}${url}`, {
      method,
      signal,
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    const parsed = schema.safeParse(await response.json());
    if (!parsed.success) {
      throw new Error(
        `The answer to ${called} is not what this version of the ${caller ?? 'aurora-db client'} expects; install the same version of its backend: ${z.prettifyError(parsed.error)}`,
      );
    }
    return parsed.data;
  }
}

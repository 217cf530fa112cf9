import type { createChartsHandler } from '../src/handlers/charts.ts';
import { chartAbout, owner } from './testDatabase.ts';

export interface ChartsRequest {
  path?: Record<string, string>;
  query?: Record<string, string>;
  body?: string;
  isBase64Encoded?: boolean;
  /** In place of the user's own. */
  claims?: Record<string, string>;
  /** Claims that the token does not have. */
  missingClaims?: string[];
  /** What Lambda leaves to the function, in milliseconds. */
  leftMs?: number;
}

/** A user who is logged in, and whose requests API Gateway passes to the function. */
export class ChartsUser {
  readonly #handle: ReturnType<typeof createChartsHandler>;
  readonly #user = owner();

  constructor(handle: ReturnType<typeof createChartsHandler>) {
    this.#handle = handle;
  }

  async call(
    routeKey: string,
    {
      path,
      query,
      body,
      isBase64Encoded = false,
      claims = {},
      missingClaims = [],
      leftMs,
    }: ChartsRequest = {},
  ) {
    const { id: sub, email, name } = this.#user;
    const {
      statusCode,
      headers,
      body: content = 'null',
    } = await this.#handle(
      {
        routeKey,
        pathParameters: path,
        queryStringParameters: query,
        body,
        isBase64Encoded,
        requestContext: {
          authorizer: {
            jwt: {
              claims: Object.fromEntries(
                Object.entries({ sub, email, name, ...claims }).filter(
                  ([claim]) => !missingClaims.includes(claim),
                ),
              ),
            },
          },
        },
      },
      leftMs === undefined
        ? undefined
        : { getRemainingTimeInMillis: () => leftMs },
    );
    return {
      statusCode,
      retryAfter: headers?.['retry-after'],
      content: JSON.parse(content),
    };
  }

  /** Puts a chart that is filled in. */
  async putChart(id: string, request: ChartsRequest = {}) {
    return this.call('PUT /charts/{id}', {
      path: { id },
      body: JSON.stringify(chartAbout('Calligraphy')),
      ...request,
    });
  }
}

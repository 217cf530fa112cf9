import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { AwsError } from '../service/AwsService';
import type { CallLog } from './CallLog';
import type { FaultRules } from './FaultRules';
import { readBody } from './readBody';

export const adminPrefix = '/_aurora-local/';

interface AdminAnswer {
  statusCode?: number;
  contentType?: string;
  body: unknown;
}

/** Routes that AWS does not have, for tests and for the user who runs the endpoint. */
export class AdminRoutes {
  readonly #routes: ReadonlyMap<
    string,
    (request: IncomingMessage) => Promise<AdminAnswer>
  >;

  constructor(options: {
    faults: FaultRules;
    calls: CallLog;
    health(): object;
    reset(): Promise<void>;
    /** Creates simulated databases. Resolves with their number. */
    createFleet(request: unknown): Promise<number>;
    /** Imports values of an instance that were not measured. */
    importHistory(request: unknown): object;
    /** The clock for work that waits for days. */
    time: {
      describe(): object;
      /** Resolves when the work that is due has begun. */
      advance(request: unknown): Promise<object>;
    };
    /** The messages that were published to SNS topics. */
    messages(): readonly unknown[];
    /** The certificate of the authority, as PEM. */
    caCertificate(): Promise<string>;
  }) {
    const { faults, calls, health, reset, messages, caCertificate } = options;
    const { createFleet, importHistory, time } = options;
    this.#routes = new Map<
      string,
      (request: IncomingMessage) => Promise<AdminAnswer>
    >([
      ['GET health', async () => ({ body: health() })],
      ['GET faults', async () => ({ body: { rules: faults.list() } })],
      [
        'POST faults',
        async request => {
          faults.replace(await readJson(request));
          return { body: { rules: faults.list() } };
        },
      ],
      [
        'DELETE faults',
        async () => {
          faults.clear();
          return { body: { rules: [] } };
        },
      ],
      ['GET messages', async () => ({ body: { messages: messages() } })],
      ['GET calls', async () => ({ body: calls.report() })],
      [
        'DELETE calls',
        async () => {
          calls.clear();
          return { body: calls.report() };
        },
      ],
      [
        'POST fleet',
        async request => ({
          statusCode: 201,
          body: { databases: await createFleet(await readJson(request)) },
        }),
      ],
      [
        'POST history',
        async request => ({
          statusCode: 201,
          body: importHistory(await readJson(request)),
        }),
      ],
      ['GET time', async () => ({ body: time.describe() })],
      [
        'POST time',
        async request => ({
          body: await time.advance(await readJson(request)),
        }),
      ],
      [
        'POST reset',
        async () => {
          await reset();
          faults.clear();
          calls.clear();
          return { body: { status: 'reset' } };
        },
      ],
      [
        'GET ca.pem',
        async () => ({
          contentType: 'application/x-pem-file',
          body: await caCertificate(),
        }),
      ],
    ]);
  }

  async handle(
    request: IncomingMessage,
    url: URL,
    response: ServerResponse,
  ): Promise<void> {
    const name = `${request.method} ${url.pathname.slice(adminPrefix.length)}`;
    const {
      statusCode = 200,
      contentType = 'application/json',
      body,
    } = await this.#answer(name, request);
    response.writeHead(statusCode, { 'content-type': contentType });
    response.end(
      typeof body === 'string' ? body : `${JSON.stringify(body, null, 2)}\n`,
    );
  }

  async #answer(name: string, request: IncomingMessage): Promise<AdminAnswer> {
    const route = this.#routes.get(name);
    if (!route) {
      const known = Array.from(this.#routes.keys(), key =>
        key.replace(' ', ` ${adminPrefix}`),
      ).join(', ');
      return {
        statusCode: 404,
        body: { message: `Unknown admin route. The routes are: ${known}.` },
      };
    }
    try {
      return await route(request);
    } catch (error) {
      if (error instanceof z.ZodError) {
        return { statusCode: 400, body: { message: z.prettifyError(error) } };
      }
      if (error instanceof AwsError) {
        return {
          statusCode: error.statusCode,
          body: { message: error.message },
        };
      }
      return {
        statusCode: 500,
        body: {
          message: error instanceof Error ? error.message : String(error),
        },
      };
    }
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  try {
    return JSON.parse((await readBody(request)).toString('utf8'));
  } catch (error) {
    throw error instanceof SyntaxError
      ? new AwsError('Malformed', `The body is not JSON: ${error.message}`)
      : error;
  }
}

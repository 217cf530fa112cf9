import type {
  APIGatewayProxyEventV2WithJWTAuthorizer,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';
import { z } from 'zod';
import {
  createChart,
  newChartSchema,
  ownerSchema,
} from '../charts/createChart.ts';
import {
  listProgress,
  newEntrySchema,
  recordProgress,
} from '../charts/progress.ts';
import { listCharts } from '../charts/listCharts.ts';
import { readChart } from '../charts/readChart.ts';
import { searchCharts } from '../charts/searchCharts.ts';
import { Database } from '../database/Database.ts';
import { deadline, inTime, withDeadline } from '../database/deadline.ts';
import { unavailability } from '../database/unavailability.ts';

/** A request is answered within this time, in milliseconds: API Gateway waits for 30 s at most. */
const requestMs = 25_000;
/**
 * Time after the deadline for its errors and the answer, in milliseconds.
 */
const errorMs = 500;
const answerMs = 1_000;

/** The members of API Gateway's event that the function uses. */
type Event = Pick<
  APIGatewayProxyEventV2WithJWTAuthorizer,
  | 'routeKey'
  | 'pathParameters'
  | 'queryStringParameters'
  | 'body'
  | 'isBase64Encoded'
> & {
  requestContext: {
    authorizer: {
      jwt: Pick<
        APIGatewayProxyEventV2WithJWTAuthorizer['requestContext']['authorizer']['jwt'],
        'claims'
      >;
    };
  };
};
type Claims = Event['requestContext']['authorizer']['jwt']['claims'];
type Answer = APIGatewayProxyStructuredResultV2;

const id = z.uuid();
const day = z.iso.date();
const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('the body is no JSON');
    return z.NEVER;
  }
});

/** Created by the first invocation and kept for the next ones. */
let database: Database | undefined;

/** Lambda's entry: routes of an HTTP API with a JWT authorizer, whose `sub` is the user's id. */
export const handler = createChartsHandler(() => (database ??= new Database()));

process.once('SIGTERM', () => {
  // Lambda sends the signal only if an extension is registered, and allows 500 ms.
  void database?.close();
});

/** @param open - the database of this function instance */
export function createChartsHandler(open: () => Database) {
  return async (
    event: Event,
    context?: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<Answer> => {
    const left = context?.getRemainingTimeInMillis() ?? Infinity;
    try {
      return await withDeadline(
        Math.min(requestMs, left - answerMs),
        async () => inTime(route(event, open()), deadline() + errorMs),
      );
    } catch (error) {
      return answerError(error);
    }
  };
}

function answerError(error: unknown): Answer {
  if (error instanceof z.ZodError) {
    return answer(400, { error: z.prettifyError(error) });
  }
  console.error(error);
  const passing = unavailability(error);
  if (passing) {
    const { reason, retryAfter } = passing;
    return answer(
      503,
      { error: `${reason}; try again in ${retryAfter} s` },
      { 'retry-after': String(retryAfter) },
    );
  }
  return answer(500, {
    error: 'This failed, and trying again does not help; the log says why',
  });
}

async function route(event: Event, db: Database): Promise<Answer> {
  const { claims } = event.requestContext.authorizer.jwt;
  const userId = id.parse(claims.sub);
  const given = event.pathParameters ?? {};
  const query = event.queryStringParameters ?? {};
  const body = bodyOf(event);
  switch (event.routeKey) {
    case 'PUT /charts/{id}':
      switch (
        await createChart(db, {
          id: id.parse(given.id),
          user: ownerSchema.parse(ownerOf(claims, userId)),
          chart: json.pipe(newChartSchema).parse(body),
        })
      ) {
        case 'created':
          return answer(204);
        case 'email taken':
          return answer(409, {
            error: 'Another account has your e-mail address',
          });
        default:
          return found(undefined);
      }
    case 'GET /charts':
      return answer(200, { items: await listCharts(db, userId) });
    case 'GET /charts/{id}':
      return found(await readChart(db, { id: id.parse(given.id), userId }));
    case 'PUT /actions/{id}/progress':
      return (await recordProgress(db, {
        actionId: id.parse(given.id),
        userId,
        entry: json.pipe(newEntrySchema).parse(body),
      }))
        ? answer(204)
        : found(undefined);
    case 'GET /actions/{id}/progress':
      return answer(200, {
        items: await listProgress(db, {
          actionId: id.parse(given.id),
          userId,
          before: day.optional().parse(query.before),
        }),
      });
    case 'GET /search':
      return answer(200, {
        items: await searchCharts(
          db,
          z.string().min(1).max(200).parse(query.q),
        ),
      });
    default:
      return answer(404, { error: `There is no ${event.routeKey}` });
  }
}

/** Not every issuer adds a name. The e-mail address serves in its place. */
function ownerOf(claims: Claims, id: string) {
  const { email, name = String(email).slice(0, 100) } = claims;
  return { id, email, name };
}

function found(content: unknown): Answer {
  return content === undefined
    ? answer(404, { error: 'You have no such chart or action' })
    : answer(200, content);
}

function bodyOf({ body = '', isBase64Encoded }: Event): string {
  return isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
}

function answer(
  statusCode: number,
  content?: unknown,
  headers: Record<string, string> = {},
): Answer {
  return content === undefined
    ? { statusCode }
    : {
        statusCode,
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(content),
      };
}

import type {
  APIGatewayProxyEventV2WithJWTAuthorizer,
  APIGatewayProxyStructuredResultV2,
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

/** What the function uses of API Gateway's event. */
type Event = Pick<
  APIGatewayProxyEventV2WithJWTAuthorizer,
  'routeKey' | 'pathParameters' | 'queryStringParameters' | 'body'
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

/** Made by the first invocation, and kept for the next ones. */
let database: Database | undefined;

/** Lambda's entry: the routes of an API Gateway HTTP API with a JWT authorizer, whose `sub` is the user's id. */
export const handler = createChartsHandler(() => (database ??= new Database()));

process.once('SIGTERM', () => {
  // Lambda leaves half a second for it, where an extension has it announce the end at all.
  void database?.close();
});

/** @param open - the database of this function instance */
export function createChartsHandler(open: () => Database) {
  return async (event: Event): Promise<Answer> => {
    try {
      return await route(event, open());
    } catch (error) {
      if (error instanceof z.ZodError) {
        return answer(400, { error: z.prettifyError(error) });
      }
      console.error(error);
      return answer(503, { error: 'The database did not answer; try again' });
    }
  };
}

async function route(event: Event, db: Database): Promise<Answer> {
  const { claims } = event.requestContext.authorizer.jwt;
  const userId = id.parse(claims.sub);
  const given = event.pathParameters ?? {};
  const query = event.queryStringParameters ?? {};
  const { body = '' } = event;
  switch (event.routeKey) {
    case 'PUT /charts/{id}':
      await createChart(db, {
        id: id.parse(given.id),
        user: ownerSchema.parse({ ...claims, id: userId }),
        chart: json.pipe(newChartSchema).parse(body),
      });
      return answer(204);
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

function found(content: unknown): Answer {
  return content === undefined
    ? answer(404, { error: 'You have no such chart or action' })
    : answer(200, content);
}

function answer(statusCode: number, content?: unknown): Answer {
  return content === undefined
    ? { statusCode }
    : {
        statusCode,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(content),
      };
}

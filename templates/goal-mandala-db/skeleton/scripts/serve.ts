// npm run serve: serves the function at http://127.0.0.1:3001 as API Gateway does, with the
// database of .env. The caller is always the same user, without a login.
//   npm run serve -- --port <port>       another port; 0 takes a free one
//   npm run serve -- --user <uuid>       another user: the claim `sub` of the login
//   npm run serve -- --email <address>   the user's claim `email`
import './loadEnvironment.ts';
import './tellErrors.ts';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { ConfigurationError } from '../src/database/ConfigurationError.ts';
import { databaseSettings } from '../src/database/databaseSettings.ts';
import { handler } from '../src/handlers/charts.ts';
import { findRoute } from './findRoute.ts';

/** The timeout of the function in deploy/function.yaml, in milliseconds. */
const timeoutMs = 30_000;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '3001' },
    user: { type: 'string', default: '00000000-0000-4000-8000-000000000001' },
    email: { type: 'string', default: 'developer@example.com' },
  },
});
// Says now what is missing, not at the first request.
databaseSettings();

const server = createServer(async (request, response) => {
  const { statusCode, headers, body } = await answer(request);
  response.writeHead(statusCode ?? 200, headers as Record<string, string>);
  response.end(body);
});
server.once('error', error => {
  throw new ConfigurationError(`--port is ${values.port}: ${error.message}`);
});
server.listen(Number(values.port), '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : values.port;
  console.log(
    `http://127.0.0.1:${port} answers as ${values.email}. Try: curl http://127.0.0.1:${port}/charts`,
  );
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // The function's own handler of SIGTERM keeps the process.
  process.once(signal, () => process.exit(0));
}

async function answer(request: IncomingMessage): ReturnType<typeof handler> {
  const { pathname, searchParams } = new URL(
    request.url ?? '/',
    'http://127.0.0.1',
  );
  const route = findRoute(request.method ?? 'GET', pathname);
  if (!route) {
    return { statusCode: 404, body: '{"message":"Not Found"}' };
  }
  const ends = Date.now() + timeoutMs;
  return handler(
    {
      ...route,
      queryStringParameters: Object.fromEntries(searchParams),
      body: await text(request),
      isBase64Encoded: false,
      requestContext: {
        authorizer: {
          jwt: { claims: { sub: values.user, email: values.email } },
        },
      },
    },
    { getRemainingTimeInMillis: () => ends - Date.now() },
  );
}

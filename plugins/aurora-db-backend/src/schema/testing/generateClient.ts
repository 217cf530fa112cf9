import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ApiOperation, generatedHeader } from './generateOpenApi';

/** Source folder of the package that has the wire types, and gets the client. */
export const commonSource = join(__dirname, '../../../../aurora-db-common/src');

/** A client whose methods are the operations. */
export function clientOf(operations: readonly ApiOperation[]): string {
  const types = operations
    .flatMap(({ answer, body }) => [answer, typeOfBody(body)])
    .filter(type => type !== undefined);
  const schemas = operations.flatMap(({ answer }) => answer ?? []);
  const methods = operations.map(operation => {
    const { operationId, summary, method, path, answer } = operation;
    const { pathParameters, queryParameters, body } = operation;
    const fields = (names: string[], type: string) =>
      `{ ${names.map(name => `${name}${type}`).join('; ')} }`;
    const inputs = [
      pathParameters.length > 0 &&
        `path: ${fields(pathParameters, ': string')}`,
      queryParameters.length > 0 &&
        `query?: ${fields(queryParameters, '?: string | number')}`,
      body && `body: ${typeOfBody(body) ?? 'Record<string, unknown>'}`,
    ].filter(Boolean);
    const segments = path
      .split('/')
      .filter(Boolean)
      .map(part =>
        part.startsWith('{')
          ? `request.path.${part.slice(1, -1)}`
          : `'${part}'`,
      );
    return [
      `/** ${summary}. */`,
      `async ${operationId}(`,
      inputs.length > 0 && `request: { ${inputs.join('; ')} },`,
      `options?: RestCallOptions): Promise<${answer ?? 'Record<string, never>'}> {`,
      `return callRest(this.#connection, { method: '${method.toUpperCase()}',`,
      `path: [${segments.join(', ')}],`,
      queryParameters.length > 0 && 'query: request.query,',
      body && 'body: request.body,',
      `schema: ${answer ? schemaOf(answer) : 'emptySchema'} }, options); }`,
    ]
      .filter(Boolean)
      .join('\n');
  });
  const imports = [
    ...new Set([
      ...schemas.map(schemaOf),
      ...types.map(name => `type ${name}`),
    ]),
  ];
  return `${generatedHeader}
import { z } from 'zod';
${importsOf(imports)}
import { callRest, type RestCallOptions, type RestConnection } from './callRest';

const emptySchema = z.record(z.string(), z.never());

/**
 * Client of the REST API, for frontends and other backends. Each method throws a \`ResponseError\` of
 * \`@backstage/errors\` if the backend refuses the call.
 *
 * @public
 */
export class AuroraDbRestClient {
  readonly #connection: RestConnection;

  constructor(connection: RestConnection) {
    this.#connection = connection;
  }

${methods.join('\n\n')}
}
`;
}

/** Bodies that have a type. The others are forms, whose fields a template decides. */
function typeOfBody(body: string | undefined): string | undefined {
  return body?.endsWith('Request') ? body : undefined;
}

/** Name of the schema of a type, e.g. `healthSchema` of `Health`. */
function schemaOf(type: string): string {
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}Schema`;
}

/** Imports each name from the file of `answers/` or `requests/` that exports it. */
function importsOf(names: readonly string[]): string {
  const files = ['answers', 'requests'].flatMap(folder =>
    readdirSync(join(commonSource, folder))
      .filter(file => !file.endsWith('.test.ts'))
      .map(file => ({
        path: `../${folder}/${file.replace('.ts', '')}`,
        text: readFileSync(join(commonSource, folder, file), 'utf8'),
      })),
  );
  return files
    .map(({ path, text }) => {
      const found = names.filter(name =>
        new RegExp(
          `^export (const|type) ${name.replace('type ', '')}\\b`,
          'm',
        ).test(text),
      );
      return found.length > 0
        ? `import { ${found.sort().join(', ')} } from '${path}';\n`
        : '';
    })
    .join('');
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ApiOperation, generatedHeader } from './generateOpenApi';

/** Source folder of the package that has the wire types and the client. */
export const commonSource = join(__dirname, '../../../../aurora-db-common/src');

/** The operations, with the types of their requests and answers. */
export function restOperationsOf(operations: readonly ApiOperation[]): string {
  const types = operations.flatMap(({ answer, body }) =>
    [answer, typeOfBody(body)].filter(type => type !== undefined),
  );
  const entries = operations.map(operation => {
    const { operationId, summary, answer, body } = operation;
    const { pathParameters, queryParameters } = operation;
    const fields = (names: string[], type: string) =>
      `{ ${names.map(name => `${name}${type}`).join('; ')} }`;
    const inputs = [
      pathParameters.length > 0 &&
        `path: ${fields(pathParameters, ': string')}`,
      queryParameters.length > 0 &&
        `query?: ${fields(queryParameters, '?: string | number')}`,
      body && `body: ${typeOfBody(body) ?? 'Record<string, unknown>'}`,
    ].filter(Boolean);
    const request =
      inputs.length > 0 ? `{ ${inputs.join('; ')} }` : 'Record<string, never>';
    return `/** ${summary}. */
${operationId}: { request: ${request}; answer: ${answer ?? 'unknown'} };`;
  });
  const routes = operations.map(
    ({ operationId, method, path }) =>
      `${operationId}: '${method.toUpperCase()} ${path}',`,
  );
  return `${generatedHeader}
${importsOf([...new Set(types)])}
/** The operations of the REST API, by their \`operationId\`. @public */
export interface RestOperations {
${entries.join('\n')}
}

/** The method and the path of each operation. */
export const restOperations: Record<keyof RestOperations, string> = {
${routes.join('\n')}
};
`;
}

/** Bodies that have a type. The others are forms, whose fields a template decides. */
function typeOfBody(body: string | undefined): string | undefined {
  return body?.endsWith('Request') ? body : undefined;
}

/** Imports each type from the file of `answers/` or `requests/` that exports it. */
function importsOf(types: readonly string[]): string {
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
      const found = types.filter(type =>
        new RegExp(`^export type ${type}\\b`, 'm').test(text),
      );
      return found.length > 0
        ? `import type { ${found.sort().join(', ')} } from '${path}';\n`
        : '';
    })
    .join('');
}

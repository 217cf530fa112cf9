import { parseDocument } from 'yaml';
import { z } from 'zod';
import { wireSchemas } from '../wireSchemas';

/** First line of each generated file. */
export const generatedHeader =
  '// Generated from openapi.yaml by `yarn update-openapi`. Do not edit.';

const refSchema = z.object({ $ref: z.string() });
const parameterSchema = z.object({
  name: z.string(),
  in: z.enum(['path', 'query']),
});
const jsonContentSchema = z.object({
  content: z.object({
    'application/json': z.object({ schema: refSchema.partial() }),
  }),
});
const operationSchema = z.object({
  operationId: z.string(),
  summary: z.string(),
  parameters: z.array(parameterSchema).optional(),
  requestBody: jsonContentSchema.optional(),
  responses: z.record(z.string(), z.unknown()),
  'x-serialized': z.boolean().optional(),
});
const pathItemSchema = z.object({
  parameters: z.array(refSchema).optional(),
  get: operationSchema.optional(),
  post: operationSchema.optional(),
  delete: operationSchema.optional(),
});
const specSchema = z.looseObject({
  paths: z.record(z.string(), pathItemSchema),
  components: z.looseObject({
    parameters: z.record(z.string(), parameterSchema),
  }),
});

/** An operation of the REST API. */
export interface ApiOperation {
  /** As in `openapi.yaml`, e.g. `/clusters/{namespace}/{name}`. */
  path: string;
  method: 'get' | 'post' | 'delete';
  operationId: string;
  summary: string;
  pathParameters: string[];
  queryParameters: string[];
  /** Name of the body's schema. */
  body?: string;
  /** Name of the answer's schema; absent for an empty object. */
  answer?: string;
  /** Whether the backend keeps the answer as JSON. */
  isSerialized: boolean;
}

/** The components of `openapi.yaml`, from the schemas in zod. */
export function componentSchemas(): Record<string, unknown> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(wireSchemas)) {
    registry.add(schema, { id });
  }
  const { schemas } = z.toJSONSchema(registry, {
    // As the other side writes it: before defaults are filled in.
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // Says the same as the format, in 300 characters.
      if (jsonSchema.format === 'date-time') {
        delete jsonSchema.pattern;
      }
      // `maxItems` says the same, and Backstage's types lack this form.
      if (jsonSchema.items === false) {
        delete jsonSchema.items;
      }
      if (jsonSchema.type === 'integer') {
        if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) {
          delete jsonSchema.minimum;
        }
        if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) {
          delete jsonSchema.maximum;
        }
      }
    },
    uri: id => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $id, $schema, ...schema }]) => [
      name,
      schema,
    ]),
  );
}

/** `openapi.yaml` with the components of the schemas in zod. Keeps its comments. */
export function withComponents(yaml: string): string {
  const document = parseDocument(yaml);
  document.setIn(
    ['components', 'schemas'],
    document.createNode(componentSchemas(), { aliasDuplicateObjects: false }),
  );
  return document.toString({ lineWidth: 0 });
}

/** Returns the operations of `openapi.yaml`, in its order. */
export function operationsOf(yaml: string): ApiOperation[] {
  const { paths, components } = specSchema.parse(parseDocument(yaml).toJS());
  return Object.entries(paths).flatMap(([path, { parameters = [], ...item }]) =>
    (['get', 'post', 'delete'] as const).flatMap(method => {
      const operation = item[method];
      if (!operation) {
        return [];
      }
      const shared = parameters.map(
        ({ $ref }) => components.parameters[nameOf($ref)],
      );
      const all = [...shared, ...(operation.parameters ?? [])];
      const namesIn = (place: 'path' | 'query') =>
        all.flatMap(one => (one?.in === place ? [one.name] : []));
      const [, answer] =
        Object.entries(operation.responses).find(([status]) =>
          status.startsWith('2'),
        ) ?? [];
      return [
        {
          path,
          method,
          operationId: operation.operationId,
          summary: operation.summary,
          pathParameters: namesIn('path'),
          queryParameters: namesIn('query'),
          body: schemaNameOf(operation.requestBody),
          answer: schemaNameOf(answer),
          isSerialized: operation['x-serialized'] ?? false,
        },
      ];
    }),
  );
}

/** The types of the router, in the form of `@backstage/backend-openapi-utils`. */
export function endpointMapOf(operations: readonly ApiOperation[]): string {
  const answers = operations.flatMap(({ answer }) => answer ?? []);
  const fields = (names: string[], optional: string) =>
    names.length > 0
      ? `{ ${names.map(name => `${name}${optional}: string`).join('; ')} }`
      : 'Record<string, never>';
  const entries = operations.map(
    ({ path, method, pathParameters, queryParameters, body, ...operation }) =>
      [
        `'#${method === 'delete' ? '_delete' : method}|${path}': {`,
        `path: ${fields(pathParameters, '')};`,
        `query: ${fields(queryParameters, '?')};`,
        // The router validates it.
        body && 'body: Record<string, unknown>;',
        `response: ${operation.answer ?? 'Record<string, never>'}${operation.isSerialized ? ' | string' : ''};`,
        '};',
      ]
        .filter(Boolean)
        .join('\n'),
  );
  return `${generatedHeader}
import type { ${[...new Set(answers)].sort().join(', ')} } from '@aurora-db/backstage-plugin-aurora-db-common';

/** The operations of the REST API, for a typed router. */
export type EndpointMap = {
${entries.join('\n')}
};
`;
}

/** The specification as a constant, which the router's types need. */
export function specOf(yaml: string): string {
  const spec = JSON.stringify(parseDocument(yaml).toJS(), null, 2);
  return `${generatedHeader}\n/** The REST API, as \`openapi.yaml\` describes it. */\nexport const spec = ${spec} as const;\n`;
}

function nameOf(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}

function schemaNameOf(content: unknown): string | undefined {
  const schema =
    jsonContentSchema.safeParse(content).data?.content['application/json']
      .schema;
  return schema?.$ref && nameOf(schema.$ref);
}

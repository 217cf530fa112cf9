import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { declaredRoutes } from '../testing/policies/declaredRoutes';
import {
  provideAws,
  startPlugin,
  stopPlugins,
  url,
} from '../testing/servers/startPlugin';
import {
  componentSchemas,
  endpointMapOf,
  operationsOf,
  specOf,
  withComponents,
} from './testing/generateOpenApi';
import {
  commonSource,
  restOperationsOf,
} from './testing/generateRestOperations';

const yamlPath = join(__dirname, 'openapi.yaml');
const generated = join(__dirname, 'openapi/generated');

/** Generated files, by their paths, with their content before Prettier. */
function generate(yaml: string): Record<string, string> {
  const operations = operationsOf(yaml);
  return {
    [join(generated, 'EndpointMap.ts')]: endpointMapOf(operations),
    [join(generated, 'spec.ts')]: specOf(yaml),
    [join(commonSource, 'client/restOperations.ts')]:
      restOperationsOf(operations),
  };
}

/** Without what Prettier changes. */
const bare = (text: string) => text.replace(/[\s,;|'"\\()]/g, '');

if (process.env.UPDATE_OPENAPI) {
  const yaml = withComponents(readFileSync(yamlPath, 'utf8'));
  writeFileSync(yamlPath, yaml);
  for (const [path, content] of Object.entries(generate(yaml))) {
    writeFileSync(path, content);
  }
}

describe('openapi.yaml', () => {
  const yaml = readFileSync(yamlPath, 'utf8');

  it('has the schemas that validate requests and answers', () => {
    expect(parse(yaml).components.schemas).toEqual(
      // As YAML and JSON show it: without absent keys.
      JSON.parse(JSON.stringify(componentSchemas())),
    );
  });

  it('refers only to schemas, parameters and answers that it has', () => {
    const { components } = parse(yaml);
    const refs = [...yaml.matchAll(/\$ref: ['"]?#\/components\/(\w+)\/(\w+)/g)];
    expect(refs.length).toBeGreaterThan(0);
    for (const [, kind = '', name = ''] of refs) {
      expect(components[kind]).toHaveProperty(name);
    }
  });

  it('is the source of the generated files: run yarn update-openapi after a change', () => {
    for (const [path, content] of Object.entries(generate(yaml))) {
      expect(bare(readFileSync(path, 'utf8'))).toBe(bare(content));
    }
  });

  it('has every route of the router, and no other', () => {
    const described = operationsOf(yaml).map(
      ({ method, path }) =>
        `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
    );
    expect(described.sort()).toEqual(
      declaredRoutes()
        .filter(route => route !== 'GET /openapi.json')
        .sort(),
    );
  });

  it('is served with full paths', async () => {
    provideAws();
    const api = await startPlugin();
    const { body } = await api.get(`${url}/openapi.json`).expect(200);
    const { paths, ...rest } = parse(yaml);
    expect(body).toMatchObject(rest);
    expect(Object.keys(body.paths)).toEqual(
      Object.keys(paths).map(path => `/api/aurora-db${path}`),
    );
    await stopPlugins();
  });

  it('gives each operation a name of its own', () => {
    const names = operationsOf(yaml).map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
  });
});

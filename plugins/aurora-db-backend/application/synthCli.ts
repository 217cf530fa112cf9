/**
 * `synth <environment> [--name goal-mandala]` for an environment of app-config: prints only the
 * template of a new database. Calls no AWS.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  deployRequestSchema,
  offlineEngineVersionFor,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { synthesizeDatabase } from '@aurora-db/cdk/synth';
import { ConfigSources } from '@backstage/config-loader';
import { readConfig } from '../src/config/readConfig';
import { parseFormValues } from '../src/deploy/parseFormValues';
import { resolveDeploy } from '../src/deploy/resolveDeploy';
import { synthRequestOf } from '../src/deploy/synthRequestOf';

const root = join(__dirname, '../../..');
/** The owner of the database in the template's tags. */
const owner = 'group:default/guests';

async function main() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { name: { type: 'string', default: 'goal-mandala' } },
  });
  const [environment, ...rest] = positionals;
  if (rest.length > 0) {
    throw new Error(
      'Usage: npm run --silent synth -- <environment> [--name goal-mandala]',
    );
  }
  const {
    request,
    environment: place,
    config,
  } = resolveDeploy(
    readConfig(
      await ConfigSources.toConfig(
        ConfigSources.default({ rootDir: root, argv: [] }),
      ),
    ),
    parseFormValues(deployRequestSchema, {
      name: values.name,
      environment,
      owner,
    }),
  );
  const template = synthesizeDatabase(
    synthRequestOf(place, {
      name: request.name,
      owner,
      config,
      engineVersion: offlineEngineVersionFor(place.engineVersion),
      protect: config.deletionProtection,
    }),
  );
  process.stdout.write(`${JSON.stringify(JSON.parse(template), null, 2)}\n`);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(
      `${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exit(2);
  },
);

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigSources, loadConfigSchema } from '@backstage/config-loader';

/**
 * Reads the configuration of the portal and returns what the schema of a build admits to browsers.
 *
 * @param {string} build the folder of a build, which has the schema of its packages
 * @param {string} configFile
 */
export async function readFrontendConfig(build, configFile) {
  const schema = await loadConfigSchema({
    serialized: JSON.parse(
      readFileSync(join(build, '.config-schema.json'), 'utf8'),
    ),
  });
  const config = await ConfigSources.toConfig(
    ConfigSources.default({
      rootDir: dirname(configFile),
      argv: ['--config', configFile],
      watch: false,
    }),
  );
  config.close();
  // The backend reports errors of the schema.
  const [visible] = schema.process(
    [{ context: 'the portal', data: config.get() }],
    { visibility: ['frontend'], ignoreSchemaErrors: true },
  );
  return visible;
}

/**
 * `application <name> <environment> <folder> [--owner group:default/guests]`: writes the application
 * of a database into an empty folder.
 */
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  deployRequestSchema,
  type DeployRequest,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { ConfigSources } from '@backstage/config-loader';
import { parseFormValues } from '../src/deploy/parseFormValues';
import { findDatabase } from './findDatabase';
import { writeApplication } from './writeApplication';

const usage =
  'Usage: npm run application -- <name> <environment> <folder> [--owner group:default/guests]';
/** The group of the sample portal's guest. */
const standardOwner = 'group:default/guests';
const root = join(__dirname, '../../..');

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

function readArguments() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { owner: { type: 'string' } },
  });
  const [name, environment, folder, ...rest] = positionals;
  if (!folder || rest.length > 0) {
    throw new Error(
      `Expected a name, an environment and a folder, got ${positionals.length > 0 ? positionals.join(' ') : 'nothing'}. ${usage}`,
    );
  }
  const form = parseFormValues(deployRequestSchema, {
    name,
    environment,
    owner: values.owner ?? standardOwner,
  });
  return { form, owner: values.owner, folder };
}

/** The folder from which the user called npm. */
const callersFolder = process.env.INIT_CWD ?? process.cwd();

/** Throws if a folder exists and is not empty, or if it is a file. */
async function assertEmpty(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') {
      return [];
    }
    if (error.code === 'ENOTDIR') {
      throw new Error(`${folder} is no folder: choose a new folder`);
    }
    throw error;
  });
  if (names.length > 0) {
    throw new Error(
      `${folder} is not empty (${names[0]} is there): choose a new folder`,
    );
  }
}

async function main() {
  const { form, owner, folder: path } = readArguments();
  const folder = resolve(callersFolder, path);
  await assertEmpty(folder);
  const config = await ConfigSources.toConfig(
    ConfigSources.default({ rootDir: root, argv: [] }),
  );
  const found = await findDatabase(config, form);
  const values: DeployRequest = {
    ...form,
    owner: owner ?? found.owner,
    ...(found.system && { system: found.system }),
  };
  // In one step, so that the folder can be used again if something fails.
  const unfinished = await mkdtemp(join(tmpdir(), 'application-'));
  try {
    await writeApplication(values, found.database, unfinished);
    await cp(unfinished, folder, { recursive: true });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const count = files.filter(file => file.isFile()).length;
  process.stdout.write(
    [
      `${count} files of ${form.name} for ${found.database.entityRef} are in ${folder}`,
      `Next: cd ${relative(callersFolder, folder) || '.'} and follow README.md`,
      'To have it in the catalog, push it to a repository and register its catalog-info.yaml in the portal',
      '',
    ].join('\n'),
  );
}

main().then(
  // Backstage's test backend leaves timers behind.
  () => process.exit(0),
  (error: unknown) =>
    fail(error instanceof Error ? error.message : String(error)),
);

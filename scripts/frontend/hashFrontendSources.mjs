import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'yaml';

/** The packages that the frontend is compiled from. */
const packages = ['plugins/aurora-db-frontend', 'plugins/aurora-db-common'];
const folders = ['src', 'dev'];
const notCompiled = /\.test\.tsx?$|(^|\/)testing\/|\/setupTests\.ts$/;

/**
 * Returns a text that changes with everything that the compiled frontend depends on.
 *
 * @param {string} root the folder of the workspace
 */
export function hashFrontendSources(root) {
  const hash = createHash('sha256');
  const add = file => {
    hash.update(`${relative(root, file)}\0`);
    hash.update(readFileSync(file));
  };
  for (const name of packages) {
    for (const file of ['package.json', 'config.d.ts']) {
      const path = join(root, name, file);
      if (existsSync(path)) {
        add(path);
      }
    }
    folders.flatMap(folder => filesIn(join(root, name, folder))).forEach(add);
  }
  const lockfile = join(root, 'yarn.lock');
  if (existsSync(lockfile)) {
    add(lockfile);
  }
  // The CLI adds these packages to the build. Other keys are read when the portal starts.
  const { app } = parse(readFileSync(join(root, 'app-config.yaml'), 'utf8'));
  hash.update(JSON.stringify(app?.packages ?? null));
  return hash.digest('hex').slice(0, 16);
}

function filesIn(folder) {
  if (!existsSync(folder)) {
    return [];
  }
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .filter(file => !notCompiled.test(file))
    .sort();
}

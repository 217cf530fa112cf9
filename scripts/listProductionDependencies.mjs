import { existsSync, readFileSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);
const readManifest = folder =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/**
 * Lists what is installed with the published packages: their dependencies, those of the
 * dependencies, and peers.
 *
 * @returns {{ name: string, version: string, licence: string, folder: string }[]}
 */
export function listProductionDependencies() {
  const found = new Map();
  const visit = folder => {
    if (found.has(folder)) {
      return;
    }
    const manifest = readManifest(folder);
    found.set(folder, manifest);
    for (const name of Object.keys({
      ...manifest.dependencies,
      ...manifest.optionalDependencies,
      ...manifest.peerDependencies,
    })) {
      const dependency = findFolder(name, folder);
      if (dependency) {
        visit(dependency);
      }
    }
  };
  const own = readdirSync(join(root, 'plugins'))
    .map(name => join(root, 'plugins', name))
    .filter(folder => !readManifest(folder).private);
  own.forEach(visit);
  return Array.from(found)
    .filter(([folder]) => !own.includes(folder))
    .map(([folder, manifest]) => ({
      name: manifest.name,
      version: manifest.version,
      licence: licenceOf(manifest),
      folder,
    }));
}

/** As Node finds it: in the nearest node_modules. Optional packages can be missing. */
function findFolder(name, from) {
  const folder = join(from, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) {
    return realpathSync(folder);
  }
  const parent = dirname(from);
  return parent === from ? undefined : findFolder(name, parent);
}

/** Old packages have an object, or a list. */
function licenceOf({ license, licenses }) {
  const stated = license ?? licenses;
  return Array.isArray(stated)
    ? stated.map(one => one.type ?? one).join(' OR ')
    : (stated?.type ?? stated ?? 'none');
}

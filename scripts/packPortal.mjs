import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { packPackages } from './packPackages.mjs';

const root = dirname(import.meta.dirname);

/**
 * Builds the packages and arranges the sample portal as npm would deliver it: compiled, with only
 * the published files. Other dependencies are the workspace's.
 *
 * @param {string} folder an empty folder outside the workspace, which gets all files
 * @returns the root for `Portal`, and the packages as `packPackages` returns them
 */
export function packPortal(folder) {
  const packages = packPackages(folder);
  const unpacked = join(folder, 'unpacked');
  const packed = join(folder, 'portal');
  cpSync(unpacked, packed, { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(packed, 'node_modules/@aurora-db'), { recursive: true });
  for (const one of packages) {
    symlinkSync(
      join(packed, relative(unpacked, one.folder)),
      join(packed, 'node_modules', one.name),
    );
  }
  for (const part of [
    'app-config.yaml',
    'plugins/aurora-db-backend/dev',
    'plugins/aurora-db-frontend/dev',
  ]) {
    cpSync(join(root, part), join(packed, part), { recursive: true });
  }
  return { root: packed, packages };
}

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { publishedManifest } from './publishedManifest.mjs';
import { publishedReadme } from './publishedReadme.mjs';
import { runNpm } from './runNpm.mjs';
import { runTool } from './runTool.mjs';

const root = dirname(import.meta.dirname);

/**
 * Packs all packages as npm delivers them.
 *
 * @param {string} folder an existing folder outside the workspace, which gets the archives
 * @param {{ build?: boolean }} [options] `build: false` packs the builds that exist
 * @returns {{ name: string, version: string, file: string, folder: string }[]} per package the
 *   path of its archive, and of a folder with the same files
 */
export function packPackages(folder, options) {
  return stagePackages(join(folder, 'unpacked'), options).map(staged => ({
    ...staged,
    file: packFolder(staged.folder, folder),
  }));
}

/** Packs the files of a package as they are. Returns the path of the archive in `target`. */
export function packFolder(folder, target) {
  const [{ filename }] = JSON.parse(
    runNpm(
      ['pack', '--json', '--ignore-scripts', '--pack-destination', target],
      folder,
    ),
  );
  return join(target, filename);
}

/**
 * Builds the packages and copies their published files below `target`, as npm delivers them. The
 * workspace itself stays as it is.
 */
function stagePackages(target, { build = true } = {}) {
  const packages = readdirSync(join(root, 'plugins'))
    .map(name => ({
      ...readManifest(join(root, 'plugins', name)),
      folder: join(target, 'plugins', name),
    }))
    .filter(one => !one.private);
  const versions = Object.fromEntries(
    packages.map(({ name, version }) => [name, version]),
  );
  mkdirSync(target, { recursive: true });
  if (build) {
    // The type declarations that the builds combine.
    runTool('tsc', []);
    runTool('backstage-cli', ['repo', 'build']);
  }
  runTool('backstage-cli', [
    'build-workspace',
    target,
    ...Object.keys(versions),
  ]);
  return packages.map(({ name, version, folder }) => {
    const manifest = publishedManifest(readManifest(folder), versions);
    writeFileSync(
      join(folder, 'package.json'),
      `${JSON.stringify(manifest, null, 2)}\n`,
    );
    const readme = join(folder, 'README.md');
    writeFileSync(
      readme,
      publishedReadme(readFileSync(readme, 'utf8'), folder, manifest),
    );
    return { name, version, folder };
  });
}

function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const root = dirname(import.meta.dirname);

/**
 * Compares the imports of published files with the dependencies that are installed with them.
 *
 * @param {string} folder
 * @param {string[]} files paths in the folder
 * @param {Record<string, unknown>} manifest
 */
export function findDependencyProblems(folder, files, manifest) {
  const installed = {
    ...manifest.dependencies,
    ...manifest.optionalDependencies,
    ...manifest.peerDependencies,
  };
  const code = files
    .filter(file => /^(dist|bin)\/.*\.js$|^dist\/.*\.d\.ts$/.test(file))
    .map(file => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
  const users = new Map();
  for (const { file, text } of code) {
    for (const name of importedPackages(text)) {
      // In the workspace, commands run from sources.
      if (name === '@backstage/cli' && file.startsWith('bin/')) {
        continue;
      }
      users.set(name, file);
      if (file.endsWith('.d.ts') && hasTypesElsewhere(name)) {
        users.set(`@types/${name}`, file);
      }
    }
  }
  return [
    ...Array.from(users)
      .filter(([name]) => !(name in installed) && name !== manifest.name)
      .map(([name, file]) => `${file} imports ${name}, which is no dependency`),
    ...Object.keys(manifest.dependencies ?? {})
      .filter(name => !users.has(name) && !isNamed(code, name))
      .map(name => `no published file uses the dependency ${name}`),
    ...Object.entries(installed)
      .filter(([, range]) => /^(workspace|file|link|portal):/.test(range))
      .map(([name, range]) => `npm cannot install ${name} from ${range}`),
  ];
}

/** Whether a file names the package in a string, to resolve it at run time. */
const isNamed = (code, name) =>
  code.some(
    ({ text }) => text.includes(`'${name}`) || text.includes(`"${name}`),
  );

function importedPackages(text) {
  const { importedFiles, typeReferenceDirectives } = ts.preProcessFile(
    text,
    true,
    true,
  );
  return new Set(
    [...importedFiles, ...typeReferenceDirectives]
      .map(({ fileName }) => fileName)
      .filter(name => !/^[./]/.test(name) && !isBuiltin(name))
      .map(name => /^(@[^/]+\/)?[^/]+/.exec(name)[0]),
  );
}

const hasTypesElsewhere = name =>
  existsSync(join(root, 'node_modules/@types', name));

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { findDependencyProblems } from './findDependencyProblems.mjs';
import { relativeLinks } from './publishedReadme.mjs';

/**
 * Compares the files of a package, as `packPackages` returns it, with what npm, Node, TypeScript
 * and Backstage expect of a published package. Each problem is a sentence.
 */
export async function findPackageProblems({ file, folder }) {
  const manifest = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return {
    contents: [
      ...findMissingFacts(manifest),
      ...findMissingFiles(manifest, files),
      ...files
        .filter(path =>
          /^(src|test|bench|dev)\/|^dist\/.*(\.test\.|testing\/|\.map$)/.test(
            path,
          ),
        )
        .map(path => `${path} is published`),
    ],
    readme: findDeadLinks(folder),
    dependencies: findDependencyProblems(folder, files, manifest),
    publint: await runPublint(folder, manifest),
    attw: await runAttw(file, manifest),
  };
}

function findMissingFacts(manifest) {
  const missing = [
    'description',
    'keywords',
    'homepage',
    'bugs',
    'license',
    'exports',
    'engines',
    'files',
  ].filter(field => manifest[field] === undefined);
  return [
    ...missing.map(field => `package.json has no ${field}`),
    ...Object.entries(manifest.exports ?? {}).flatMap(([mount, entry]) =>
      typeof entry === 'string' || entry.types
        ? []
        : [`exports["${mount}"] has no types`],
    ),
  ];
}

function findMissingFiles(manifest, files) {
  const { main, module, types, exports = {}, bin, configSchema } = manifest;
  const named = [
    'LICENSE',
    'README.md',
    'CHANGELOG.md',
    ...[main, module, types, configSchema].filter(Boolean),
    ...Object.values(bin ?? {}),
    ...Object.values(exports).flatMap(entry =>
      typeof entry === 'string'
        ? [entry]
        : Object.entries(entry)
            .filter(([condition]) => condition !== 'backstage')
            .map(([, path]) => path),
    ),
  ].map(path => path.replace(/^\.\//, ''));
  return [...new Set(named)]
    .filter(path => !files.includes(path))
    .map(path => `${path} is not published`);
}

function findDeadLinks(folder) {
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');
  return Array.from(readme.matchAll(relativeLinks), ([, , , target]) => target)
    .filter(target => !existsSync(join(folder, target.split('#')[0])))
    .map(target => `README.md links to ${target}, which the package lacks`);
}

async function runPublint(folder, manifest) {
  const { messages } = await publint({ pkgDir: folder, pack: false });
  return messages
    .filter(({ type }) => type !== 'suggestion')
    .filter(
      ({ code, path }) =>
        // Backstage's CLI names ES modules `.esm.js`. Only bundlers read them.
        !['FILE_INVALID_FORMAT', 'EXPORTS_TYPES_INVALID_FORMAT'].includes(
          code,
        ) &&
        // The condition is not a path but the kind of feature.
        path.at(-1) !== 'backstage',
    )
    .map(message => formatMessage(message, manifest, { color: false }));
}

async function runAttw(file, manifest) {
  const accepted = [
    // Backstage's backend unwraps the default export of a feature.
    ...(manifest.backstage.role.startsWith('backend')
      ? ['cjs-only-exports-default']
      : []),
    // Only bundlers read a frontend.
    ...(manifest.backstage.role.startsWith('frontend')
      ? ['unexpected-module-syntax']
      : []),
  ];
  const { failed, stdout, stderr } = await execa(
    'attw',
    [
      file,
      '--no-definitely-typed',
      '--no-color',
      '--no-emoji',
      '--format=ascii',
      ...(accepted.length > 0 ? ['--ignore-rules', ...accepted] : []),
    ],
    { cwd: import.meta.dirname, preferLocal: true, reject: false },
  );
  return failed ? [`${stdout}${stderr}`.trim()] : [];
}

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { findDependencyProblems } from './findDependencyProblems.mjs';
import { findPackageProblems } from './findPackageProblems.mjs';
import { packFolder } from './packPackages.mjs';
import { publishedReadme } from './publishedReadme.mjs';

const repository = {
  url: 'git+https://git.example/team/plugins.git',
  directory: 'plugins/one',
};
const manifest = {
  name: '@team/one',
  version: '1.0.0',
  description: 'One',
  keywords: ['one'],
  license: 'Apache-2.0',
  homepage: 'https://git.example/team/plugins',
  bugs: 'https://git.example/team/plugins/issues',
  repository,
  backstage: { role: 'node-library' },
  engines: { node: '>=22' },
  main: './dist/index.cjs.js',
  types: './dist/index.d.ts',
  exports: {
    '.': { types: './dist/index.d.ts', default: './dist/index.cjs.js' },
    './package.json': './package.json',
  },
  files: ['dist', 'CHANGELOG.md'],
  dependencies: { yaml: '^2.0.0' },
};
const files = {
  LICENSE: 'Apache License',
  'CHANGELOG.md': '# @team/one',
  'README.md': 'See [the changes](CHANGELOG.md#one).',
  'dist/index.cjs.js': "exports.yaml = require('yaml');\n",
  'dist/index.d.ts': 'declare const yaml: unknown;\nexport { yaml };\n',
};

let root;
before(() => {
  root = mkdtempSync(join(tmpdir(), 'aurora-db-problems-'));
});
after(() => rmSync(root, { recursive: true, force: true }));

/** Packs a package without problems, apart from the given changes. */
function pack({ changed = {}, added = {} }) {
  const folder = mkdtempSync(join(root, 'package-'));
  const content = { ...manifest, ...changed };
  for (const [path, text] of Object.entries({
    ...files,
    ...added,
    'package.json': JSON.stringify(content),
  })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { folder, file: packFolder(folder, folder) };
}

const problemsOf = async changes =>
  Object.fromEntries(
    Object.entries(await findPackageProblems(pack(changes))).filter(
      ([, found]) => found.length > 0,
    ),
  );

test('a package as it should be has no problems', async () =>
  assert.deepEqual(await problemsOf({}), {}));

test('names missing fields, missing files and superfluous files', async () => {
  const { contents } = await problemsOf({
    changed: { keywords: undefined, bin: { one: './bin/one.js' } },
    added: { 'dist/index.cjs.js.map': '{}', 'src/index.ts': '' },
  });
  assert.deepEqual(contents.sort(), [
    'bin/one.js is not published',
    'dist/index.cjs.js.map is published',
    'package.json has no keywords',
    'src/index.ts is published',
  ]);
});

test('a README has no link that leads out of its package', async () =>
  assert.deepEqual(
    (
      await problemsOf({
        added: { 'README.md': '[a](../two/README.md) [b](https://a.example)' },
      })
    ).readme,
    ['README.md links to ../two/README.md, which the package lacks'],
  ));

test('links that lead out of a package lead to the repository instead', () => {
  const { folder } = pack({});
  assert.equal(
    publishedReadme(
      '[a](CHANGELOG.md) [b](../two/README.md#use) ![c](../../docs/c.png) [d](#d) [e](https://e.example)',
      folder,
      manifest,
    ),
    [
      '[a](CHANGELOG.md)',
      '[b](https://git.example/team/plugins/blob/HEAD/plugins/two/README.md#use)',
      '![c](https://git.example/team/plugins/raw/HEAD/docs/c.png)',
      '[d](#d)',
      '[e](https://e.example)',
    ].join(' '),
  );
});

test('publint and attw look at the entry points', async () => {
  const { publint, attw } = await problemsOf({
    changed: {
      exports: {
        '.': { default: './dist/index.cjs.js', types: './dist/index.d.ts' },
        './gone': { types: './dist/gone.d.ts', default: './dist/gone.js' },
        './package.json': './package.json',
      },
    },
  });
  assert.match(publint.join('\n'), /types should be the first/);
  assert.match(attw.join('\n'), /@team\/one\/gone/);
});

test('imports and dependencies are the same, in code and in declarations', () => {
  const { folder } = pack({
    added: {
      'dist/index.d.ts':
        "import type { Request } from 'express';\nexport type { Request };\n",
      'dist/lazy.cjs.js':
        "const fs = require('node:fs');\nimport('zod/v4');\nrequire.resolve('pg/package.json');\nrequire('./index.cjs.js');\n",
      'bin/one.js': "require('@backstage/cli/config/nodeTransform.cjs');\n",
    },
  });
  assert.deepEqual(
    findDependencyProblems(
      folder,
      ['dist/index.d.ts', 'dist/lazy.cjs.js', 'bin/one.js'],
      {
        ...manifest,
        dependencies: { yaml: '^2.0.0', pg: '^8.0.0', cdk: 'workspace:^' },
        peerDependencies: { express: '^4.0.0' },
      },
    ),
    [
      'dist/index.d.ts imports @types/express, which is no dependency',
      'dist/lazy.cjs.js imports zod, which is no dependency',
      'no published file uses the dependency yaml',
      'no published file uses the dependency cdk',
      'npm cannot install cdk from workspace:^',
    ],
  );
});

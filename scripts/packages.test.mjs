// Every package of the workspace has what a published package needs before it is built.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { runTool } from './runTool.mjs';

const root = dirname(import.meta.dirname);
const read = path => readFileSync(join(root, path), 'utf8');
const workspace = JSON.parse(read('package.json'));
const packages = readdirSync(join(root, 'plugins'))
  .map(folder => `plugins/${folder}`)
  .map(folder => ({
    folder,
    manifest: JSON.parse(read(`${folder}/package.json`)),
  }))
  .filter(({ manifest }) => !manifest.private);
const components = parseAllDocuments(read('catalog-info.yaml'))
  .map(document => document.toJS())
  .filter(({ kind }) => kind === 'Component');

function check(command, ...args) {
  const { failed, all } = runTool(command, args, { reject: false, all: true });
  assert.ok(!failed, all);
}

test('metadata for Backstage is complete: backstage-cli repo fix --publish corrects it', () =>
  check('backstage-cli', 'repo', 'fix', '--publish', '--check'));

test('peer dependencies have the form that Backstage asks for: backstage-repo-tools peer-deps --fix corrects it', () =>
  check('backstage-repo-tools', 'peer-deps'));

test('the packages have one version', () =>
  assert.deepEqual(
    new Set(packages.map(({ manifest }) => manifest.version)).size,
    1,
  ));

for (const { folder, manifest } of packages) {
  test(`${manifest.name} leads to this repository`, () => {
    assert.deepEqual(manifest.repository, {
      ...workspace.repository,
      directory: folder,
    });
    assert.equal(
      manifest.homepage,
      `${workspace.homepage}/tree/HEAD/${folder}#readme`,
    );
    assert.deepEqual(manifest.bugs, workspace.bugs);
  });

  test(`${manifest.name} has the licence of the repository, a changelog, keywords and a supported Node`, () => {
    assert.equal(manifest.license, workspace.license);
    assert.equal(read(`${folder}/LICENSE`), read('LICENSE'));
    assert.ok(
      read(`${folder}/CHANGELOG.md`).startsWith(`# ${manifest.name}\n`),
    );
    assert.ok(manifest.files.includes('CHANGELOG.md'), 'files');
    assert.ok(manifest.keywords.length > 0);
    assert.equal(manifest.engines.node, '>=22');
    assert.equal(manifest.publishConfig.access, 'public');
  });

  test(`${manifest.name} publishes no source maps, which were 60 % of the size`, () =>
    assert.ok(manifest.files.includes('!dist/**/*.map'), 'files'));

  test(`catalog-info.yaml has ${manifest.name}`, () => {
    const component = components.find(
      ({ metadata }) => metadata.title === manifest.name,
    );
    assert.equal(component?.spec.type, `backstage-${manifest.backstage.role}`);
    assert.deepEqual(
      (component.spec.dependsOn ?? []).sort(),
      packages
        .filter(one => one.manifest.name in manifest.dependencies)
        .map(one => `component:${one.folder.replace('plugins/', '')}`)
        .sort(),
    );
  });
}

test('catalog-info.yaml has no other components', () => {
  for (const { metadata } of components) {
    assert.ok(existsSync(join(root, 'plugins', metadata.name)), metadata.name);
  }
});

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { execa } from 'execa';

const root = dirname(import.meta.dirname);
const source = join(root, 'templates/goal-mandala-db/skeleton');

let folder;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'aurora-db-templates-'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** The files of a folder, relative to it. */
const filesIn = directory =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry =>
      join(entry.parentPath, entry.name).slice(directory.length + 1),
    )
    .sort();

test('the scaffolder writes every file of the skeleton from a packed package, under its own name', async () => {
  const packed = join(folder, 'packed');
  await execa(process.execPath, [
    join(root, 'scripts/packTemplates.mjs'),
    'copy',
    packed,
  ]);
  for (const path of readdirSync(packed, { recursive: true })) {
    assert.ok(!['.github', '.gitignore'].includes(basename(path)), path);
  }

  const { createFetchTemplateAction } = createRequire(
    join(root, 'plugins/aurora-db-backend/package.json'),
  )('@backstage/plugin-scaffolder-backend');
  const unused = {};
  const written = join(folder, 'written');
  await createFetchTemplateAction({
    reader: unused,
    integrations: unused,
  }).handler({
    input: { url: './skeleton', templateFileExtension: '.njk', values: {} },
    workspacePath: written,
    createTemporaryDirectory: async () => join(folder, 'fetched'),
    logger: { info() {} },
    templateInfo: {
      entityRef: 'template:default/goal-mandala-db',
      baseUrl: `file://${join(packed, 'goal-mandala-db/template.yaml')}`,
    },
  });

  assert.deepEqual(
    filesIn(written),
    filesIn(source)
      .map(file => file.replace(/\.njk$/, ''))
      .sort(),
  );
  assert.equal(
    readFileSync(join(written, '.gitignore'), 'utf8'),
    readFileSync(join(source, '.gitignore'), 'utf8'),
  );
});

// The files and headings that documents name exist.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

const root = dirname(import.meta.dirname);
const files = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' })
  .trim()
  .split('\n')
  .map(file => `/${file.replace(/\.njk$/, '')}`);
const documents = execFileSync('git', ['ls-files', '*.md', '*.md.njk'], {
  cwd: root,
  encoding: 'utf8',
})
  .trim()
  .split('\n');
const read = file => readFileSync(join(root, file), 'utf8');

/** Whether a file or folder of the repository has this path or ends with it. */
const exists = path =>
  files.some(file => `${file}/`.includes(`/${path.replace(/\/$/, '')}/`));

/** The anchor that GitHub gives a heading. */
const anchorOf = heading =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

/** A path in one of our folders, or the name of a source, in backticks. Builds and portals have others. */
const named =
  /`((?:plugins|templates|scripts|e2e|docs|src|bench|load|test|prisma|aurora-db-\w+)\/[\w./-]+|(?!packages\/|dist\/)[\w./-]*\w\.(?:mjs|cjs|tsx?))`/g;

test('there are documents', () => assert.ok(documents.length > 15));

for (const document of documents) {
  const text = read(document);

  test(`links in ${document} lead somewhere`, () => {
    for (const [, link] of text.matchAll(/\]\((?!https?:)([^)\s]*)\)/g)) {
      const [path, heading] = link.split('#');
      const target = path ? join(dirname(document), path) : document;
      const found = [target, `${target}.njk`].find(file =>
        existsSync(join(root, file)),
      );
      assert.ok(found, link);
      if (heading) {
        const headings = read(found).matchAll(/^#+ (.*)$/gm);
        const anchors = Array.from(headings, ([, title]) => anchorOf(title));
        assert.ok(anchors.includes(decodeURIComponent(heading)), link);
      }
    }
  });

  test(`files that ${document} names exist`, () => {
    const missing = Array.from(text.matchAll(named), ([, path]) => path).filter(
      path => !exists(path.replace(/^\.\//, '')),
    );
    assert.deepEqual(missing, []);
  });
}

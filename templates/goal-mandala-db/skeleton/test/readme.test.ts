import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { transientErrors } from '../src/database/transientErrors.ts';

test('the README lists exactly the failures that are tried again', async () => {
  const readme = await readFile('README.md', 'utf8');
  const rows = readme.matchAll(
    /^\| `([^`]+)` +\| (nothing done|unknown) +\| (.+?) +\|$/gm,
  );
  assert.deepEqual(
    Object.fromEntries(
      Array.from(rows, ([, code, outcome, meaning]) => [
        code,
        { outcome, meaning },
      ]),
    ),
    transientErrors,
  );
});

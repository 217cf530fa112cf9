import assert from 'node:assert/strict';
import { test } from 'node:test';
import { publishedManifest } from './publishedManifest.mjs';

const versions = { '@aurora-db/cdk': '0.2.0' };

test('ranges of the workspace become versions, and other ranges stay', () => {
  const rangeOf = range =>
    publishedManifest({ dependencies: { '@aurora-db/cdk': range } }, versions)
      .dependencies['@aurora-db/cdk'];
  assert.equal(rangeOf('workspace:^'), '^0.2.0');
  assert.equal(rangeOf('workspace:~'), '~0.2.0');
  assert.equal(rangeOf('workspace:*'), '0.2.0');
  assert.equal(rangeOf('workspace:>=0.1.0'), '>=0.1.0');
  assert.equal(rangeOf('^1.0.0 || ^2.0.0'), '^1.0.0 || ^2.0.0');
});

test('types come first, and Node gets CommonJS instead of the ES modules for bundlers', () => {
  const { exports } = publishedManifest(
    {
      exports: {
        '.': {
          backstage: '@backstage/FrontendPlugin',
          import: './dist/index.esm.js',
          require: './dist/index.cjs.js',
          types: './dist/index.d.ts',
          default: './dist/index.cjs.js',
        },
        './package.json': './package.json',
      },
    },
    versions,
  );
  assert.deepEqual(Object.entries(exports['.']), [
    ['types', './dist/index.d.ts'],
    ['backstage', '@backstage/FrontendPlugin'],
    ['node', './dist/index.cjs.js'],
    ['import', './dist/index.esm.js'],
    ['require', './dist/index.cjs.js'],
    ['default', './dist/index.cjs.js'],
  ]);
  assert.equal(exports['./package.json'], './package.json');
});

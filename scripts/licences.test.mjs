// What is installed with the published packages may be used together with Apache-2.0.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listProductionDependencies } from './listProductionDependencies.mjs';

const accepted = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Python-2.0',
  'Unlicense',
  'Zlib',
];
/** Packages whose package.json names no licence, or one that needs a reason. */
const examined = {
  // Backstage's scaffolder-node depends on it and loads it unchanged.
  '@isomorphic-git/pgp-plugin': 'LGPL-3.0+',
  // In their LICENSE or README: Unlicense, MIT, MIT or Apache-2.0.
  'fast-shallow-equal': 'none',
  'react-universal-interface': 'none',
  pause: 'none',
  'valid-url': 'none',
  'pause-stream': 'MIT OR Apache2',
};

/** For expressions such as `(MIT OR GPL-3.0-or-later)` and `(MIT AND Zlib)`. */
function isAccepted(licence) {
  return licence
    .replace(/^\(|\)$/g, '')
    .split(' OR ')
    .some(choice => choice.split(' AND ').every(one => accepted.includes(one)));
}

test('an expression is accepted if one choice of it is, with all its parts', () => {
  assert.ok(isAccepted('(GPL-3.0-or-later OR MIT)'));
  assert.ok(isAccepted('(MIT AND Zlib)'));
  assert.ok(!isAccepted('(MIT AND GPL-3.0-or-later)'));
  assert.ok(!isAccepted('SEE LICENSE IN License'));
});

test('every dependency of the published packages has an accepted licence', () => {
  const dependencies = listProductionDependencies();
  assert.ok(dependencies.length > 500);
  assert.deepEqual(
    dependencies
      .filter(
        ({ name, licence }) =>
          !isAccepted(licence) && examined[name] !== licence,
      )
      .map(
        ({ name, version, licence, folder }) =>
          `${name} ${version}: ${licence} (${folder})`,
      ),
    [],
  );
});

test('every exception is still needed', () => {
  const names = listProductionDependencies().map(({ name }) => name);
  assert.deepEqual(
    Object.keys(examined).filter(name => !names.includes(name)),
    [],
  );
});

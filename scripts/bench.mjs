// npm run bench -- <name>: measures against a baseline of the same run, and fails if a budget is
// exceeded.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join } from 'node:path';

const folders = [
  join(dirname(import.meta.dirname), 'plugins/aurora-db-backend/bench'),
  join(import.meta.dirname, 'benches'),
];
const benches = new Map(
  folders
    .flatMap(folder => readdirSync(folder).map(file => join(folder, file)))
    // Other files in these folders begin with capitals or have several words.
    .filter(file => /^[a-z]+\.(ts|mjs)$/.test(basename(file)))
    .map(file => [basename(file, extname(file)), file]),
);
const name = process.argv[2];
const bench = benches.get(name);
if (!bench) {
  console.error(
    `${name ? `Unknown bench ${name}` : 'No bench was named'}: choose one of ${[...benches.keys()].join(', ')}`,
  );
  process.exit(2);
}
const transform = createRequire(import.meta.url).resolve(
  '@backstage/cli/config/nodeTransform.cjs',
);
const { status } = spawnSync(
  process.execPath,
  ['--require', transform, bench],
  { cwd: dirname(bench), stdio: 'inherit' },
);
process.exitCode = status ?? 1;

// npm run bench -- <name>: measures against a baseline of the same run, and fails if a budget is
// exceeded.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const folder = join(
  dirname(import.meta.dirname),
  'plugins/aurora-db-backend/bench',
);
const names = readdirSync(folder)
  .filter(file => /^[a-z]+\.ts$/.test(file))
  .map(file => file.replace('.ts', ''));
const name = process.argv[2];
if (!name || !existsSync(join(folder, `${name}.ts`)) || !names.includes(name)) {
  console.error(
    `${name ? `Unknown bench ${name}` : 'No bench was named'}: choose one of ${names.join(', ')}`,
  );
  process.exit(2);
}
const transform = createRequire(import.meta.url).resolve(
  '@backstage/cli/config/nodeTransform.cjs',
);
const { status } = spawnSync(
  process.execPath,
  ['--require', transform, join(folder, `${name}.ts`)],
  { cwd: folder, stdio: 'inherit' },
);
process.exitCode = status ?? 1;

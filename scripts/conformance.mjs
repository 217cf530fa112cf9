// npm run conformance: sends the same calls to aurora-db-local and to moto. Fails if they answer
// differently in a way that nobody has judged. With --write, updates the page about the differences.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const { resolve } = createRequire(import.meta.url);
const { status } = spawnSync(
  process.execPath,
  [
    '--require',
    resolve('@backstage/cli/config/nodeTransform.cjs'),
    join(
      dirname(import.meta.dirname),
      'plugins/aurora-db-local/src/conformance/testing/compareWithMoto.ts',
    ),
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
);
process.exitCode = status ?? 1;

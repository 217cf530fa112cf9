// Writes a template of each kind of restored database, for .ci/run:
// node scripts/bootstrap.mjs restoredTemplates.mjs <folder>
import { createRequire } from 'node:module';

createRequire(import.meta.url)('@backstage/cli/config/nodeTransform.cjs');
createRequire(
  new URL('../plugins/aurora-db-cdk/package.json', import.meta.url),
)('./src/testing/writeRestoredTemplates.ts');

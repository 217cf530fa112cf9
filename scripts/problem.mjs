// npm run problem -- <scan|locks|leak> <connection string>: gives a database a problem until Ctrl+C.
import { createRequire } from 'node:module';

createRequire(import.meta.url)('@backstage/cli/config/nodeTransform.cjs');
createRequire(
  new URL('../plugins/aurora-db-backend/package.json', import.meta.url),
)('./src/testing/problems/problemCli.ts');

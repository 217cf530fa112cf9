// Writes the application of a database into an empty folder:
// npm run application -- <name> <environment> <folder>
import { createRequire } from 'node:module';

createRequire(import.meta.url)('@backstage/cli/config/nodeTransform.cjs');
createRequire(
  new URL('../plugins/aurora-db-backend/package.json', import.meta.url),
)('./application/applicationCli.ts');

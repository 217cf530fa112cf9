// Writes the application of a database into an empty folder:
// npm run application -- <name> <environment> <folder>
import { createRequire } from 'node:module';

// The same variables as those of npm start.
const { AURORA_DB_LOCAL_PORT, BACKEND_PORT } = process.env;
if (AURORA_DB_LOCAL_PORT) {
  process.env.AURORA_DB_LOCAL_URL ??= `http://127.0.0.1:${AURORA_DB_LOCAL_PORT}`;
}
if (BACKEND_PORT) {
  process.env.BACKEND_URL ??= `http://localhost:${BACKEND_PORT}`;
}

createRequire(import.meta.url)('@backstage/cli/config/nodeTransform.cjs');
createRequire(
  new URL('../plugins/aurora-db-backend/package.json', import.meta.url),
)('./application/applicationCli.ts');

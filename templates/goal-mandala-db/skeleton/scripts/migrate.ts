// npm run migrate: applies the migrations that the database lacks (prisma migrate deploy), as the
// user of its secret.
//   npm run migrate                    to the database of DATABASE_OWNER_SECRET_ID
//   npm run migrate -- --secret <ids>  of another master secret, and of a connection secret after a
//                                      comma if the master secret has no host
//   npm run migrate -- --status        only tells which migrations are missing
import './loadEnvironment.ts';
import './tellErrors.ts';
import { parseArgs } from 'node:util';
import { databaseSettings } from '../src/database/databaseSettings.ts';
import { missingMigrations } from './missingMigrations.ts';
import { readOwnerAddress } from './readOwnerAddress.ts';
import { runPrisma } from './runPrisma.ts';

const { values } = parseArgs({
  options: {
    secret: { type: 'string' },
    database: { type: 'string' },
    status: { type: 'boolean', default: false },
  },
});
const { caFile } = databaseSettings();
const address = await readOwnerAddress(values.secret);
const database = { ...address, database: values.database ?? address.database };
process.exitCode = await runPrisma(
  ['migrate', values.status ? 'status' : 'deploy'],
  database,
  caFile,
);
if (!values.status && process.exitCode === 0) {
  // Prisma's command line has ended with 0 although its engine had died.
  const missing = await missingMigrations(database);
  if (missing.length > 0) {
    throw new Error(
      `Prisma ended without an error, but the database lacks ${missing.join(', ')}`,
    );
  }
}

// npm run load: loads the cluster of DATABASE_SECRET_ID with more and more clients and writes a
// report.
//   npm run load                                  to the limit of its connections and past it; about 13 minutes
//   npm run load -- --steps 20,40 --seconds 30    two short steps
//   npm run load -- --clean                       only drops what killed runs have left
//   npm run load -- --help                        all options
// It needs rds:DescribeDBClusters, cloudwatch:GetMetricData, secretsmanager:GetSecretValue of both
// secrets, rds-db:connect for the clients' user, and a way to the cluster.
import '../scripts/loadEnvironment.ts';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readOwnerAddress } from '../scripts/readOwnerAddress.ts';
import { databaseSettings } from '../src/database/databaseSettings.ts';
import { readDatabaseAddress } from '../src/database/readDatabaseAddress.ts';
import { LoadDatabase } from './LoadDatabase.ts';
import { loadOptions, usage } from './loadOptions.ts';
import { runLoadTest } from './runLoadTest.ts';

const options = loadOptions(process.argv.slice(2));
if (options.help) {
  console.log(usage);
  process.exit();
}
const settings = databaseSettings();
const secretsManager = new SecretsManagerClient();
// The owner creates the database of the test; the clients may log in as another user.
const owner = await readOwnerAddress(options.secret);
if (options.clean) {
  const { dropped, used } = await LoadDatabase.clean(owner);
  console.log(`Dropped: ${dropped.join(', ') || 'nothing'}`);
  if (used.length > 0) {
    console.log(`In use, so a test that runs now: ${used.join(', ')}`);
  }
} else {
  const interruption = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      // npm repeats the signal that the terminal has sent already.
      if (!interruption.signal.aborted) {
        console.log(`${name}: cleaning up before the end`);
        process.exitCode = 130;
        interruption.abort();
      }
    });
  }
  await runLoadTest({
    options,
    settings,
    owner,
    readAddress: () => readDatabaseAddress(settings, secretsManager),
    signal: interruption.signal,
  });
}

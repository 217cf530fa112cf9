// npm run load: loads the cluster of DATABASE_SECRET_ID with more and more clients and writes a
// report into reports/. `npm run load -- --help` lists the options.
// It needs rds:DescribeDBClusters, cloudwatch:GetMetricData, secretsmanager:GetSecretValue of both
// secrets, rds-db:connect for the clients' user, and a way to the cluster.
import '../scripts/loadEnvironment.ts';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readOwnerAddress } from '../scripts/readOwnerAddress.ts';
import { databaseSettings } from '../src/database/databaseSettings.ts';
import { readDatabaseAddress } from '../src/database/readDatabaseAddress.ts';
import { loadOptions, usage } from './loadOptions.ts';
import { runLoadTest } from './runLoadTest.ts';

const options = loadOptions(process.argv.slice(2));
if (options.help) {
  console.log(usage);
  process.exit();
}
const settings = databaseSettings();
const secretsManager = new SecretsManagerClient();
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
  caFile: settings.caFile,
  // The owner creates the database of the test; the clients may log in as another user.
  owner: await readOwnerAddress(options.secret),
  readAddress: () => readDatabaseAddress(settings, secretsManager),
  signal: interruption.signal,
});

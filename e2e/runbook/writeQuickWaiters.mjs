import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execaSync } from 'execa';

/** The waiters that the runbook uses, as paths below the data folder of the `aws` command line. */
const files = ['cloudformation/2010-05-15', 'rds/2014-10-31'];
const askEverySeconds = 1;

/**
 * Writes AWS's own waiters into a folder, for AWS_DATA_PATH. Commands such as `aws rds wait` wait
 * for the same states for the same time, but ask every second instead of every 30 s.
 */
export function writeQuickWaiters(folder) {
  const { stdout: data } = execaSync('python3', [
    '-c',
    'import botocore; print(botocore.__path__[0] + "/data")',
  ]);
  for (const file of files) {
    const model = JSON.parse(
      readFileSync(join(data, file, 'waiters-2.json'), 'utf8'),
    );
    for (const waiter of Object.values(model.waiters)) {
      waiter.maxAttempts *= waiter.delay / askEverySeconds;
      waiter.delay = askEverySeconds;
    }
    mkdirSync(join(folder, file), { recursive: true });
    writeFileSync(join(folder, file, 'waiters-2.json'), JSON.stringify(model));
  }
}

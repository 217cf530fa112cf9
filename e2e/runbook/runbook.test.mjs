// Runs every command of the application's runbook in order, with a portal and real PostgreSQL
// servers, while the application is running. Needs bash, curl and the `aws` command line, so it is
// a separate step: npm test -- runbook
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { Drill } from './Drill.mjs';

/** The change that a bad release makes to the data. */
const badRelease =
  'UPDATE progress_entries SET percent = 0; DROP INDEX goals_of_user';
/** Longest time until the first automated backup, in milliseconds. */
const backupWithinMs = 180_000;

const drill = new Drill();
let shell;
let application;
let runbook;

const source = () => shell.value('SOURCE_OWNER');
const restored = () => shell.value('RESTORED_OWNER');
/** The name of a secret, from its ARN. */
const nameIn = arn => arn.split(':').at(-1);
const pointer = () => shell.value('POINTER');

/** Checks that the application writes again, and that its new entries are in this database. */
async function goesOnIn(secret, context) {
  const { length } = application.acknowledged;
  const ms = await application.goesOn();
  context.diagnostic(`the application wrote again ${ms} ms later`);
  assert.deepEqual(await application.lostIn(secret, length), []);
}

before(
  async () => {
    await drill.start();
    ({ shell, application, runbook } = drill);
  },
  { timeout: 20 * 60_000 },
);
after(() => drill.end());

test('the runbook has the same commands in both languages', () => {
  assert.deepEqual(
    drill.commandsOf('runbook.ja.md'),
    drill.commandsOf('runbook.md'),
  );
});

test('what is needed: names, the portal, and a pointer that the application follows', async () => {
  await runbook.next('SOURCE_SECRET=$(output "$STACK" SecretArn)');
  const { secretArn, connectionSecretArn } = await drill.portalSays();
  assert.equal(await source(), `${secretArn},${connectionSecretArn}`);
  await runbook.next('portal() {');
  await runbook.next('aws secretsmanager create-secret --name "$POINTER"');
  await application.start(await pointer());
  await application.stop();
  assert.deepEqual(await application.lostIn(await source()), []);
});

test('backups: the automated one, and the times to which the database can be restored', async () => {
  const isBackup = ({ type, status }) =>
    type === 'automated' && status === 'available';
  for (
    const until = Date.now() + backupWithinMs;
    !(await drill.portalSays('/snapshots')).items.some(isBackup);
    await delay(500)
  ) {
    assert.ok(Date.now() < until, 'there is no automated backup');
  }
  assert.match(
    await runbook.next('describe-db-cluster-snapshots'),
    /\| +automated +\| +available +\|/,
  );
  const { backup } = await drill.portalSays();
  const window = await runbook.next('LatestRestorableTime');
  assert.match(window, / 30 /);
  assert.match(window, new RegExp(backup.earliestRestorableTime.slice(0, 19)));
});

test('before a release: a report, snapshots, and the gate that asks for one', async () => {
  const report = await runbook.next(
    'integrity -- report --secret "$SOURCE_OWNER"',
  );
  assert.match(report, /public\.progress_entries: [1-9]\d* rows/);
  assert.match(report, /Nothing is wrong with it\n/);
  // The gate does not pass while there is no snapshot.
  await shell.runToFailure(
    runbook.left.find(block => block.includes('/release-gate')),
  );

  await runbook.next('SNAPSHOT=$(portal /snapshots');
  const byPortal = await shell.value('SNAPSHOT');
  // Both names end with the second in which they are made, and the cluster is backing up a moment
  // longer than the snapshot.
  await shell.run(`
    while [[ $SNAPSHOT == *$(date -u +%Y%m%d%H%M%S) ]]; do sleep 0.1; done
    aws rds wait db-cluster-available --db-cluster-identifier "$CLUSTER"`);
  await runbook.next('aws rds create-db-cluster-snapshot');
  const byLine = await shell.value('SNAPSHOT');
  const { items } = await drill.portalSays('/snapshots');
  assert.deepEqual(
    [byPortal, byLine].map(snapshot => {
      const { status, release } = items.find(({ id }) => id === snapshot);
      return { status, release };
    }),
    [
      { status: 'available', release: 'v2.4.0' },
      { status: 'available', release: 'v2.4.0' },
    ],
  );
  assert.equal(
    JSON.parse(await runbook.next('/release-gate')).snapshotId,
    byLine,
  );
});

test('disaster: writes are stopped, and the application can only read', async () => {
  await application.start(await pointer());
  await application.query(await source(), badRelease);
  const output = await runbook.next('npm run writes -- stop');
  assert.match(output, /Writes to goalmandalamain at .+ are allowed\n/);
  assert.match(output, /are stopped; sessions ended: [1-9]/);
  // Earlier acknowledgements may still arrive here.
  const until = Date.now() + 60_000;
  let length;
  do {
    assert.ok(Date.now() < until, 'the application still writes');
    ({ length } = application.acknowledged);
    await delay(2_000);
  } while (application.acknowledged.length > length);
  assert.deepEqual(await application.lostIn(await source()), []);
  await runbook.next('LatestRestorableTime');
});

test('steps 1 and 2: a restore from the latest backup, from a snapshot, or to a time, makes a database beside the old one', async () => {
  await runbook.next(`RESTORE_FROM='{"latest": true}'`);
  await runbook.next('RESTORE_FROM="{\\"snapshotId\\"');
  const { items } = await drill.portalSays('/snapshots');
  assert.equal(await shell.value('SNAPSHOT'), items[0].id);
  await runbook.next('RESTORE_FROM="{\\"time\\"');
  const plan = JSON.parse(await runbook.next('portal /restores/plan'));
  assert.deepEqual(
    plan.preflight.filter(({ ok }) => !ok),
    [],
  );
  assert.ok(plan.changes.some(({ action }) => action === 'add'));

  await runbook.next('RESTORED_STACK=$(portal /restores');
  const [, name] = /:stack\/(.+)-database\//.exec(
    await shell.value('RESTORED_STACK'),
  );
  const { secretArn, connectionSecretArn, restoredFrom } =
    await drill.portalSays('', name);
  assert.equal(await restored(), `${secretArn},${connectionSecretArn}`);
  assert.equal(restoredFrom, `resource:default/${drill.database}`);
  assert.notEqual(await restored(), await source());
});

test('step 3: the restored database is what it was before the release, and the application goes on there', async context => {
  const toSource = await runbook.nextFails('compare "$SOURCE_OWNER"');
  assert.match(toSource, /\npublic\.goals\n {2}index goals_of_user is new/);
  assert.match(toSource, /\npublic\.progress_entries\n {2}rows differ/);
  assert.match(
    await runbook.next('compare reports/before-release.json'),
    /the same\n/,
  );

  const damage = percent =>
    restored().then(secret =>
      application.query(
        secret,
        `UPDATE progress_entries SET percent = percent + ${percent} WHERE id = 1`,
      ),
    );
  await damage(1);
  assert.match(
    await runbook.againFails('compare reports/before-release.json'),
    /\npublic\.progress_entries\n {2}rows differ: \d+ in both, but not the same ones\n1 difference\n/,
  );
  await damage(-1);

  assert.match(
    await runbook.next('writes -- allow'),
    /are allowed; sessions ended/,
  );
  await runbook.next('put-secret-value --secret-id "$POINTER"');
  await goesOnIn(await restored(), context);
  assert.match(
    await runbook.next('writes -- status'),
    /lambda-user: [1-9]\d* (idle|active)/,
  );
});

test('step 4: the restored database is whole while it is at work, and its migrations are applied', async () => {
  assert.match(
    await runbook.next('integrity -- report --secret "$POINTER,'),
    /Nothing is wrong with it\n/,
  );
  assert.match(
    await runbook.next('npm run migrate -- --status'),
    /is up to date/,
  );
});

test('the way back: the application goes on in the old database', async context => {
  await runbook.next('writes -- allow --secret "$SOURCE_OWNER"');
  await goesOnIn(await source(), context);
});

test('without the portal: a cluster, its instance, a secret and the rights of the functions', async () => {
  await runbook.next('EMERGENCY_FROM=(restore-db-cluster-to-point-in-time');
  await runbook.next('EMERGENCY_FROM=(restore-db-cluster-from-snapshot');
  await runbook.next('aws rds "${EMERGENCY_FROM[@]}"');
  await runbook.next('aws rds create-db-instance');
  await runbook.next('EMERGENCY_CONNECTION=$(');
  const emergency = await shell.value('EMERGENCY_CONNECTION');
  await assert.rejects(application.userOfFunctions(emergency));
  await runbook.next('aws iam put-role-policy');
  assert.equal(await application.userOfFunctions(emergency), 'lambda-user');
  assert.match(
    await runbook.next('RESTORED_CONNECTION=$EMERGENCY_CONNECTION'),
    /Writes to goalmandalamain at .+ are allowed\n/,
  );
  assert.match(
    await shell.run(
      'npm run integrity -- compare reports/before-release.json "$RESTORED_OWNER"',
    ),
    /Both are the same\n/,
  );
  const settings = await shell.run(
    `aws rds describe-db-clusters --db-cluster-identifier "$EMERGENCY" --query 'DBClusters[0].[BackupRetentionPeriod, DeletionProtection]' --output text`,
  );
  assert.equal(settings.trim(), '30\tTrue');
});

test('cleaning up: unused databases are deleted, the application is not disturbed, and final snapshots stay', async () => {
  assert.match(
    await runbook.next('get-secret-value --secret-id "$POINTER"'),
    new RegExp(nameIn(await shell.value('SOURCE_CONNECTION'))),
  );
  await runbook.next('UNUSED_STACK=$RESTORED_STACK');
  await runbook.next('aws rds delete-db-cluster');
  const clusters = await shell.run(
    `aws rds describe-db-clusters --query 'DBClusters[].DBClusterIdentifier' --output text`,
  );
  assert.equal(clusters.trim(), `${drill.database}-aurora-cluster`);
  const snapshots = await shell.run(
    `aws rds describe-db-cluster-snapshots --query 'DBClusterSnapshots[].DBClusterIdentifier' --output text`,
  );
  assert.match(snapshots, new RegExp(`${drill.database}-emergency`));
  assert.match(snapshots, /goal-mandala-r\d{12}-stg-aurora-cluster/);
  await application.goesOn();
});

test('failover and restart: another instance writes, and the application goes on', async context => {
  const writer = async () =>
    (await drill.portalSays()).members.find(({ role }) => role === 'writer').id;
  const before = await writer();
  await runbook.next('aws rds failover-db-cluster');
  const after = (await runbook.next('WRITER=$(')).trim();
  assert.match(after, /^[\w-]+$/);
  assert.notEqual(after, before);
  await goesOnIn(await source(), context);
  await runbook.next('aws rds reboot-db-instance');
  await goesOnIn(await source(), context);
});

test('a new password: the old one is refused, and the application goes on', async context => {
  const password = async () =>
    JSON.parse(
      await shell.run(
        'aws secretsmanager get-secret-value --secret-id "$SOURCE_SECRET" --query SecretString --output text',
      ),
    ).password;
  const before = await password();
  // The functions log in with tokens, which the change does not affect.
  await application.stop();
  await application.start(await source(), 'secret');
  const output = await runbook.next('export PASSWORD=');
  const after = await password();
  assert.notEqual(after, before);
  assert.ok(!output.includes(after));
  assert.equal(await shell.value('{PASSWORD-none}'), 'none');
  await shell.run(
    `aws secretsmanager get-secret-value --secret-id "$SOURCE_SECRET" --version-stage AWSPREVIOUS --query SecretString --output text |
      aws secretsmanager create-secret --name former --secret-string file:///dev/stdin`,
  );
  // RDS sets the password after it has answered.
  await shell.run(
    'aws rds wait db-cluster-available --db-cluster-identifier "$CLUSTER"',
  );
  await assert.rejects(
    application.query('former', 'SELECT 1'),
    /password authentication failed/,
  );
  await goesOnIn(await source(), context);
});

test('exhausted connections: who has them, how to end them all, and how many there may be', async context => {
  assert.match(
    await runbook.next('writes -- status'),
    /: [1-9]\d* (idle|active)/,
  );
  assert.match(await runbook.next('writes -- allow'), /sessions ended: [1-9]/);
  await goesOnIn(await source(), context);
  assert.equal((await runbook.next('max_connections')).trim(), '3360');
});

test('the runbook has no other commands', () => {
  assert.deepEqual(runbook.left, []);
});

test('a lost cluster whose writes were stopped is restored with everything that was acknowledged', async context => {
  await application.stop();
  await application.start(await pointer());
  await runbook.again('npm run writes -- stop');
  await runbook.again('until [[');
  await runbook.again(`RESTORE_FROM='{"latest": true}'`);
  await runbook.again('RESTORED_STACK=$(portal /restores');
  assert.match(
    await runbook.again('compare "$SOURCE_OWNER"'),
    /Both are the same\n/,
  );
  // Writes to the copy are stopped too. A later step of the runbook allows them.
  assert.match(
    await shell.run('npm run writes -- status --secret "$RESTORED_OWNER"'),
    /are stopped\n/,
  );
  await runbook.again('writes -- allow --secret "$RESTORED_OWNER"');
  await runbook.again('put-secret-value --secret-id "$POINTER"');
  await goesOnIn(await restored(), context);
  await application.stop();
  context.diagnostic(
    `${application.acknowledged.length} writes were acknowledged`,
  );
  assert.deepEqual(await application.lostIn(await restored()), []);
});

test('without the portal the cluster is restored to the latest time too', async () => {
  await runbook.again('EMERGENCY_FROM=(restore-db-cluster-to-point-in-time');
  await runbook.again('aws rds "${EMERGENCY_FROM[@]}"');
});

test('a cluster that is gone is restored from its newest snapshot', async () => {
  await shell.run(`
    aws rds modify-db-cluster --db-cluster-identifier "$CLUSTER" --no-deletion-protection --apply-immediately
    for instance in $(aws rds describe-db-clusters --db-cluster-identifier "$CLUSTER" --query 'DBClusters[0].DBClusterMembers[].DBInstanceIdentifier' --output text); do
      aws rds delete-db-instance --db-instance-identifier "$instance"
    done
    aws rds delete-db-cluster --db-cluster-identifier "$CLUSTER" --skip-final-snapshot
    aws rds wait db-cluster-deleted --db-cluster-identifier "$CLUSTER"`);
  await runbook.again('RESTORE_FROM="{\\"snapshotId\\"');
  await runbook.again('RESTORED_STACK=$(portal /restores');
  assert.match(
    await runbook.again('compare reports/before-release.json'),
    /Both are the same\n/,
  );
});

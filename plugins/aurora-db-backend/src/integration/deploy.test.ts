import {
  databaseNames,
  type EnvironmentName,
  environmentDefaults,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  DescribeDBClustersCommand,
  DescribeDBClusterSnapshotsCommand,
} from '@aws-sdk/client-rds';
import { environmentConfig } from '../config/readConfig';
import { startDeployment } from '../__testUtils__/startDeployment';

const deploy = 'aurora:database:deploy';
const remove = 'aurora:database:delete';
const owner = 'group:default/guests';

let room: Awaited<ReturnType<typeof startDeployment>>;
beforeAll(async () => {
  room = await startDeployment();
}, 60_000);
afterAll(() => room.stop());

function environment(name: EnvironmentName) {
  const { environments } = room;
  return environmentConfig({ environments, pricing: { acuHour: 1 } }, name);
}

async function cluster(name: EnvironmentName, form = 'goal-mandala') {
  const { clusterIdentifier } = databaseNames(form, name);
  const { DBClusters } = await room.aws
    .rds(environment(name))
    .send(new DescribeDBClustersCommand({}));
  return DBClusters?.find(one => one.DBClusterIdentifier === clusterIdentifier);
}

async function stack(name: EnvironmentName, form = 'goal-mandala') {
  const { stackName } = databaseNames(form, name);
  const { Stacks } = await room.aws
    .cloudFormation(environment(name))
    .send(new DescribeStacksCommand({}));
  return Stacks?.find(one => one.StackName === stackName);
}

describe.each(['local', 'dev', 'stg', 'prod'] as const)('%s', name => {
  const { base, entityRef, stackName, clusterIdentifier } = databaseNames(
    'goal-mandala',
    name,
  );
  const { deletionProtection } = environmentDefaults[name];

  it('creates a database, soon, and says where it is', async () => {
    const started = Date.now();
    const { lines, outputs } = await room.run(deploy, {
      name: 'goal-mandala',
      environment: name,
      owner: 'guests',
    });
    const seconds = (Date.now() - started) / 1000;
    expect(outputs).toMatchObject({
      entityRef,
      stackName,
      clusterIdentifier,
      engineVersion: '15.17',
      endpoint: expect.stringMatching(/./),
      readerEndpoint: expect.stringMatching(/./),
      port: expect.any(Number),
      secretArn: expect.stringMatching(/^arn:aws:secretsmanager:/),
      stackId: expect.stringContaining(`stack/${stackName}/`),
    });
    expect(outputs.changes).toContainEqual({
      action: 'add',
      resource: expect.any(String),
      type: 'AWS::RDS::DBCluster',
      properties: [],
      allowed: true,
    });
    const live = await cluster(name);
    expect(live).toMatchObject({
      Status: 'available',
      DeletionProtection: deletionProtection,
      BackupRetentionPeriod: environmentDefaults[name].backupRetention,
      StorageEncrypted: true,
    });
    expect(await stack(name)).toMatchObject({
      EnableTerminationProtection: deletionProtection,
      Tags: expect.arrayContaining([{ Key: 'aurora-db:owner', Value: owner }]),
    });
    const secret = await room.local.services.call(
      'secretsmanager',
      'GetSecretValue',
      { SecretId: outputs.secretArn },
      {
        accountId: environment(name).accountId,
        region: 'ap-northeast-1',
        requestId: 'test',
        principalArn: 'arn:aws:iam::1:user/test',
      },
    );
    const { password } = JSON.parse(String(secret.SecretString));
    expect(password).toHaveLength(30);
    expect(lines.join('\n')).not.toContain(password);
    expect(JSON.stringify(outputs)).not.toContain(password);
    expect(seconds).toBeLessThan(name === 'local' ? 10 : 30);
  }, 60_000);

  it('does nothing when nothing is different', async () => {
    const { lines, outputs } = await room.run(deploy, {
      name: 'goal-mandala',
      environment: name,
      owner,
    });
    expect(outputs.changes).toEqual([]);
    expect(lines).toContain(`${stackName} is as wanted: no changes`);
  }, 60_000);

  it('changes the capacity of the database that is there', async () => {
    const before = await cluster(name);
    const minCapacity = environmentDefaults[name].maxCapacity;
    const { outputs, lines } = await room.run(deploy, {
      name: 'goal-mandala',
      environment: name,
      owner,
      minCapacity,
    });
    expect(lines.some(line => line.startsWith('Taking snapshot'))).toBe(
      deletionProtection,
    );
    expect(outputs.changes).toContainEqual(
      expect.objectContaining({
        action: 'modify',
        type: 'AWS::RDS::DBCluster',
        properties: expect.arrayContaining([
          'ServerlessV2ScalingConfiguration',
        ]),
      }),
    );
    const after = await cluster(name);
    expect(after?.DbClusterResourceId).toBe(before?.DbClusterResourceId);
    expect(after?.ServerlessV2ScalingConfiguration?.MinCapacity).toBe(
      minCapacity,
    );
  }, 60_000);

  it('keeps the database when the wrong name is typed', async () => {
    await expect(
      room.run(remove, { entityRef, confirm: 'goal-mandala' }),
    ).rejects.toThrow(/nothing was deleted/);
    expect((await cluster(name))?.Status).toBe('available');
  });

  if (deletionProtection) {
    it('keeps a protected database unless protection is to be switched off', async () => {
      await expect(
        room.run(remove, { entityRef, confirm: base }),
      ).rejects.toThrow(/^Not deleted: deletion protection of/);
      expect(await cluster(name)).toMatchObject({ Status: 'available' });
      expect((await cluster(name))?.DBClusterMembers?.length).toBeGreaterThan(
        0,
      );
    });
  }

  it('deletes the database', async () => {
    const { lines } = await room.run(remove, {
      entityRef,
      confirm: base,
      // Kept unless told otherwise.
      ...(name !== 'prod' && { finalSnapshot: false }),
      disableProtection: deletionProtection,
    });
    expect(lines.at(-1)).toBe(`${base} is deleted`);
    const { DBClusterSnapshots } = await room.aws.rds(environment(name)).send(
      new DescribeDBClusterSnapshotsCommand({
        DBClusterIdentifier: clusterIdentifier,
      }),
    );
    const kinds = DBClusterSnapshots?.map(
      ({ DBClusterSnapshotIdentifier: id }) =>
        id?.includes('-predeploy-') ? 'predeploy' : 'final',
    ).sort();
    expect(kinds).toEqual([
      ...(name === 'prod' ? ['final'] : []),
      ...(deletionProtection ? ['predeploy'] : []),
    ]);
    expect(await cluster(name)).toBeUndefined();
    expect(await stack(name)).toBeUndefined();
  }, 60_000);
});

describe('a deploy', () => {
  it('shows the changes in a dry run, and leaves nothing', async () => {
    const { outputs } = await room.run(
      deploy,
      { name: 'dry-run', environment: 'prod', owner },
      { isDryRun: true },
    );
    expect(outputs.changes).not.toHaveLength(0);
    expect(outputs.endpoint).toBeUndefined();
    expect(await stack('prod', 'dry-run')).toBeUndefined();
  }, 60_000);

  it('lets one of two at once win', async () => {
    const input = { name: 'two-at-once', environment: 'local', owner };
    const outcomes = await Promise.allSettled([
      room.run(deploy, input),
      room.run(deploy, input),
    ]);
    const lost = outcomes.filter(outcome => outcome.status === 'rejected');
    expect(lost.map(({ reason }) => String(reason))).toEqual([
      expect.stringMatching(/ConflictError: .*(Wait until|changed the stack)/),
    ]);
    expect((await cluster('local', 'two-at-once'))?.Status).toBe('available');
    await room.run(remove, {
      entityRef: 'resource:default/two-at-once-local',
      confirm: 'two-at-once-local',
      finalSnapshot: false,
    });
  }, 60_000);

  it('that is cancelled leaves no database', async () => {
    const controller = new AbortController();
    const lines: string[] = [];
    const input = { name: 'cancelled', environment: 'local', owner };
    const running = room.run(deploy, input, {
      signal: controller.signal,
      lines,
    });
    const outcome = running.catch(String);
    while (!lines.some(line => line.startsWith('CREATE_IN_PROGRESS'))) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    controller.abort(new Error('cancelled by the user'));
    expect(await outcome).toBe('Error: cancelled by the user');
    expect(lines.at(-1)).toMatch(/^Cancelled/);
    for (
      let tries = 0;
      tries < 100 && (await stack('local', 'cancelled'));
      tries += 1
    ) {
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    expect(await stack('local', 'cancelled')).toBeUndefined();
    expect(await cluster('local', 'cancelled')).toBeUndefined();
  }, 60_000);

  it('of an exact version creates that, and keeps it until a newer one is asked for', async () => {
    const input = { name: 'pinned', environment: 'local', owner };
    const first = await room.run(deploy, { ...input, engineVersion: '15.4' });
    expect(first.outputs.engineVersion).toBe('15.4');
    const second = await room.run(deploy, input);
    expect(second.outputs).toMatchObject({
      engineVersion: '15.4',
      changes: [],
    });
    await expect(
      room.run(deploy, { ...input, engineVersion: '15.9' }),
    ).rejects.toThrow(/it offers 15\.4, 15\.17/);
  }, 60_000);

  it.each([
    [{ name: 'Goal' }, /name: .*lower-case/],
    [
      { maxCapacity: 64 },
      /maxCapacity 64 is outside local's bounds: choose 0.5 to 1 ACU/,
    ],
    [{ owner: 'a//b' }, /owner: /],
  ])('refuses %j', async (change, sentence) => {
    await expect(
      room.run(deploy, {
        name: 'refused',
        environment: 'local',
        owner,
        ...change,
      }),
    ).rejects.toThrow(sentence);
    expect(await stack('local', 'refused')).toBeUndefined();
  });
});

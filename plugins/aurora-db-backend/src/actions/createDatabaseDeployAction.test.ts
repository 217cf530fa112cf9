import type { Entity } from '@backstage/catalog-model';
import { parse } from 'yaml';
import { testActions } from '../testing/services/testActions';
import { testStack } from '../testing/databases/testStack';
import { examples } from './createDatabaseDeployAction.examples';

const input = {
  name: 'goal-mandala',
  environment: 'dev',
  owner: 'group:default/payments',
};
const entity = (owner: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { namespace: 'default', name: 'goal-mandala-dev' },
  spec: { type: 'aurora-postgresql', owner },
});

describe('aurora:database:deploy', () => {
  it.each(examples)('runs the example “$description”', async ({ example }) => {
    const { deploy, stacks } = testActions();
    const [step] = parse(example).steps;
    expect(step.action).toBe('aurora:database:deploy');
    if (step.input.engineVersion) {
      stacks.add(testStack('goal-mandala', 'dev'));
    }
    expect(await deploy(step.input)).toMatchObject({
      stackName: expect.stringMatching(/^goal-mandala-.*-database$/),
      engineVersion: '15.17',
    });
  });

  it('has every output that templates use', async () => {
    const { deploy, stacks } = testActions();
    const outputs = await deploy(input);
    const [stack] = await stacks.list();
    expect(outputs).toEqual({
      entityRef: 'resource:default/goal-mandala-dev',
      stackId: stack?.stackId,
      stackName: 'goal-mandala-dev-database',
      clusterIdentifier: 'goal-mandala-dev-aurora-cluster',
      endpoint: expect.stringContaining('goal-mandala-dev-aurora-cluster.'),
      readerEndpoint: expect.stringContaining('.cluster-ro-'),
      port: 5432,
      secretArn: undefined,
      connectionSecretArn: undefined,
      engineVersion: '15.17',
      changes: [expect.objectContaining({ action: 'add' })],
    });
  });

  it.each([
    [
      'local',
      'goal-mandala-local in local: 0.5 to 1 ACU, backups for 1 day, deletion protection off',
    ],
    [
      'prod',
      'goal-mandala-prd in prod: 1 to 16 ACU, a reader in another zone, backups for 30 days, deletion protection on',
    ],
  ])(
    'begins its log with the database and environment %s',
    async (environment, line) => {
      const { deploy, lines } = testActions();
      await deploy({ ...input, environment });
      expect(lines[0]).toBe(line);
    },
  );

  it('announces the stack when it appears, and when the deploy ends', async () => {
    const { deploy, events } = testActions();
    await deploy(input);
    expect(events.publish).toHaveBeenCalledTimes(2);
    expect(events.publish).toHaveBeenCalledWith({
      topic: 'aurora-db.stack',
      eventPayload: {
        environment: 'dev',
        stackName: 'goal-mandala-dev-database',
      },
    });
  });

  it('announces the stack at the end of a resumed deploy that finds no changes', async () => {
    const { deploy, events, lines } = testActions();
    await deploy(input);
    jest.mocked(events.publish).mockClear();
    await deploy(input, { isDryRun: true });
    expect(events.publish).not.toHaveBeenCalled();
    await deploy(input);
    expect(lines).toContain(
      'goal-mandala-dev-database is up to date: no changes',
    );
    expect(events.publish).toHaveBeenCalledTimes(1);
  });

  it('notifies the user of the end of a deploy, but not of a dry run', async () => {
    const { deploy, denied, sendNotification } = testActions();
    await deploy(input, { isDryRun: true });
    expect(sendNotification).not.toHaveBeenCalled();
    await deploy(input);
    denied.add('aurora-db.environment.deploy');
    await expect(deploy(input)).rejects.toThrow();
    expect(
      sendNotification.mock.calls.map(([{ recipients, payload }]) => [
        recipients,
        payload.title,
        payload.link,
      ]),
    ).toEqual([
      [
        { type: 'entity', entityRef: ['user:default/ann'] },
        'Deploy of goal-mandala-dev has finished',
        '/catalog/default/resource/goal-mandala-dev',
      ],
      [
        { type: 'entity', entityRef: ['user:default/ann'] },
        'Deploy of goal-mandala-dev has failed',
        '/create/tasks/task',
      ],
    ]);
  });

  it('checks the permission to deploy before anything else', async () => {
    const { deploy, denied, asked, stacks, auditEvent } = testActions();
    denied.add('aurora-db.environment.deploy');
    await expect(deploy(input)).rejects.toThrow(
      'You lack the permission aurora-db.environment.deploy on dev',
    );
    expect(asked).toEqual(['aurora-db.environment.deploy dev']);
    expect(stacks.calls).toEqual([]);
    expect(auditEvent.fail).toHaveBeenCalled();
  });

  it.each([false, true])(
    'refuses an owner who could not delete the database later (dry run: %s)',
    async isDryRun => {
      const { deploy, stacks } = testActions();
      await expect(
        deploy({ ...input, owner: 'nobody' }, { isDryRun }),
      ).rejects.toThrow(
        'owner: group:default/nobody is not in the catalog, or you may not see it. Choose a group or user that is there, or register it first',
      );
      expect(stacks.calls).toEqual([]);
    },
  );

  it.each([
    [
      { system: 'nowhere' },
      /^system: system:default\/nowhere is not in the catalog/,
    ],
    [
      { owner: 'system:default/goal-mandala' },
      /^owner: system:default\/goal-mandala is neither a group nor a user\. Choose one/,
    ],
    [
      { system: 'group:default/payments' },
      /^system: group:default\/payments is not a system\. Choose one/,
    ],
    [
      { owner: 'nobody', system: 'nowhere' },
      /^owner: group:default\/nobody .+\nsystem: system:default\/nowhere /,
    ],
  ])('refuses the owner or system %j', async (change, sentence) => {
    const { deploy, stacks } = testActions();
    await expect(deploy({ ...input, ...change })).rejects.toThrow(sentence);
    expect(stacks.calls).toEqual([]);
  });

  it('accepts a user as owner', async () => {
    const { deploy, stacks } = testActions();
    await deploy({ ...input, owner: 'user:default/guest' });
    expect((await stacks.list())[0]?.tags).toMatchObject({
      'aurora-db:owner': 'user:default/guest',
    });
  });

  it('changes a database whose owner has left the catalog, but assigns no other owner', async () => {
    const { deploy, stacks } = testActions();
    const stack = testStack('goal-mandala', 'dev');
    stacks.add({
      ...stack,
      tags: { ...stack.tags, 'aurora-db:owner': 'group:default/dissolved' },
    });
    expect(
      await deploy({ ...input, owner: 'group:default/dissolved' }),
    ).toMatchObject({ engineVersion: '15.17' });
    await expect(deploy({ ...input, owner: 'nobody' })).rejects.toThrow(
      /^owner: group:default\/nobody is not in the catalog/,
    );
  });

  it("refuses to take over another owner's database by its name", async () => {
    const { deploy, denied, asked, stacks } = testActions();
    stacks.add(testStack('goal-mandala', 'dev'));
    denied.add('aurora-db.cluster.update');
    await expect(
      deploy({ ...input, owner: 'group:default/thieves' }),
    ).rejects.toThrow(
      'You lack the permission aurora-db.cluster.update on resource:default/goal-mandala-dev',
    );
    expect(asked).toContain(
      'aurora-db.cluster.update resource:default/goal-mandala-dev',
    );
    expect(stacks.calls).toEqual([]);
  });

  it('refuses if an entity names another owner than the stack', async () => {
    const { deploy, stacks } = testActions({
      entities: [entity('group:default/thieves')],
    });
    stacks.add(testStack('goal-mandala', 'dev'));
    await expect(deploy(input)).rejects.toThrow(
      /belongs to group:default\/thieves, but the database belongs to group:default\/payments/,
    );
    expect(stacks.calls).toEqual([]);
  });

  it('needs no permission to update if the database does not exist', async () => {
    const { deploy, denied } = testActions();
    denied.add('aurora-db.cluster.update');
    expect(await deploy(input)).toMatchObject({ engineVersion: '15.17' });
  });

  it('lets only an interrupted run continue with its own stack', async () => {
    const { deploy, denied } = testActions();
    denied.add('aurora-db.cluster.update');
    await deploy(input, { taskId: 'one' });
    expect(await deploy(input, { taskId: 'one' })).toMatchObject({
      changes: [],
    });
    await expect(deploy(input, { taskId: 'two' })).rejects.toThrow(
      /aurora-db.cluster.update/,
    );
  });

  it('makes an auditor event of success with the result and the user', async () => {
    const { deploy, auditor, auditEvent } = testActions();
    await deploy(input);
    expect(auditor.createEvent).toHaveBeenCalledWith({
      eventId: 'database-deploy',
      severityLevel: 'medium',
      meta: expect.objectContaining({
        entityRef: 'resource:default/goal-mandala-dev',
        environment: 'dev',
        owner: 'group:default/payments',
        taskId: 'task',
      }),
    });
    expect(auditEvent.success).toHaveBeenCalledTimes(1);
    expect(auditEvent.fail).not.toHaveBeenCalled();
  });

  it('makes no auditor event for a dry run, and changes nothing', async () => {
    const { deploy, auditor, stacks } = testActions();
    const outputs = await deploy(input, { isDryRun: true });
    expect(outputs).toMatchObject({
      changes: [{ action: 'add' }],
      stackId: undefined,
    });
    expect(auditor.createEvent).not.toHaveBeenCalled();
    expect(stacks.calls).not.toContain('execute create');
  });

  it('treats empty form fields as absent, and completes references', async () => {
    const { deploy, stacks } = testActions();
    await deploy({ ...input, owner: 'Payments', system: '' });
    expect((await stacks.list())[0]?.tags).toMatchObject({
      'aurora-db:owner': 'group:default/payments',
    });
    expect((await stacks.list())[0]?.tags).not.toHaveProperty(
      'aurora-db:system',
    );
  });

  it.each([
    [{ name: 'Goal' }, /^name: expected lower-case/],
    [{ environment: 'Production' }, /^environment: expected 1 to 16 /],
    [
      { environment: 'production' },
      /^The environment production is not configured in this portal\. Choose from local, dev, stg, prod$/,
    ],
    [
      { minCapacity: 0.7 },
      /^minCapacity: expected steps of 0.5 ACU \(got 0.7\)$/,
    ],
    [{ password: 'hunter2' }, /password/],
  ])('refuses %j', async (change, sentence) => {
    const { deploy, stacks } = testActions();
    await expect(deploy({ ...input, ...change })).rejects.toThrow(sentence);
    expect(stacks.calls).toEqual([]);
  });
});

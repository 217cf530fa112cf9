import { parse } from 'yaml';
import { testActions } from '../testing/services/testActions';
import { testStack } from '../testing/databases/testStack';
import { examples } from './createDatabaseDeleteAction.examples';

const input = {
  entityRef: 'resource:default/goal-mandala-dev',
  confirm: 'goal-mandala-dev',
};
const template = JSON.stringify({
  Resources: {
    Cluster: { Type: 'AWS::RDS::DBCluster', DeletionPolicy: 'Snapshot' },
  },
});

describe('aurora:database:delete', () => {
  it.each(examples)('runs the example “$description”', async ({ example }) => {
    const { remove, stacks } = testActions();
    stacks.add(testStack('goal-mandala', 'dev'), template);
    stacks.add(
      testStack('goal-mandala', 'prod', {
        stackId: 'arn:prod',
        terminationProtection: true,
      }),
      template,
    );
    const [step] = parse(example).steps;
    expect(step.action).toBe('aurora:database:delete');
    await remove(step.input);
    expect(stacks.calls).toContain('delete stack');
  });

  it.each(['goal-mandala', 'Goal-Mandala-Dev', '', 'goal-mandala-dev '])(
    'deletes nothing if the user types “%s”',
    async confirm => {
      const { remove, stacks } = testActions();
      stacks.add(testStack('goal-mandala', 'dev'), template);
      await expect(remove({ ...input, confirm })).rejects.toThrow(
        `${JSON.stringify(confirm)} was typed in “Type the name of the database to confirm” (confirm), but the database is goal-mandala-dev: nothing was deleted`,
      );
      expect(stacks.calls).toEqual([]);
    },
  );

  it('checks the permission to delete before anything else', async () => {
    const { remove, denied, asked, stacks } = testActions();
    stacks.add(testStack('goal-mandala', 'dev'), template);
    denied.add('aurora-db.cluster.delete');
    await expect(remove(input)).rejects.toThrow(
      'You lack the permission aurora-db.cluster.delete on resource:default/goal-mandala-dev',
    );
    expect(asked).toEqual([
      'aurora-db.cluster.delete resource:default/goal-mandala-dev',
    ]);
    expect(stacks.calls).toEqual([]);
  });

  it('finds and announces a finished deletion in a second run, although the entity is gone', async () => {
    const { remove, denied, stacks, events } = testActions();
    stacks.add(testStack('goal-mandala', 'dev'), template);
    await remove(input);
    denied.add('aurora-db.cluster.delete');
    jest.mocked(events.publish).mockClear();
    await remove(input);
    expect(events.publish).toHaveBeenCalledTimes(1);
    expect(stacks.calls).toEqual(['delete stack']);
  });

  it('makes an auditor event and announces the deletion to the portal', async () => {
    const { remove, stacks, auditor, auditEvent, events } = testActions();
    stacks.add(testStack('goal-mandala', 'dev'), template);
    await remove(input);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'database-delete' }),
    );
    expect(auditEvent.success).toHaveBeenCalledTimes(1);
    expect(events.publish).toHaveBeenCalled();
  });

  it('outputs the final snapshot and a report', async () => {
    const { remove, stacks, snapshots, auditEvent } = testActions();
    stacks.add(testStack('goal-mandala', 'dev'), template);
    const outputs = await remove(input);
    const [{ id = '' } = {}] = snapshots.all;
    expect(outputs).toEqual({
      finalSnapshotId: id,
      report: expect.stringContaining(`stays in snapshot ${id} `),
    });
    expect(auditEvent.success).toHaveBeenCalledWith({
      meta: expect.objectContaining({ finalSnapshotId: id }),
    });
  });

  it.each<[string, object]>([
    [
      'resource:default/dev.orders',
      {
        name: 'NotFoundError',
        message: 'The catalog has no resource:default/dev.orders',
      },
    ],
    [
      'dev.',
      {
        name: 'NotFoundError',
        message: 'The catalog has no resource:default/dev.',
      },
    ],
    [
      'resource:default/elsewhere.orders',
      {
        name: 'InputError',
        message: expect.stringContaining('resource:default/elsewhere.orders'),
      },
    ],
  ])('reports that it cannot find %s', async (entityRef, error) => {
    const { remove, stacks } = testActions();
    await expect(
      remove({ entityRef, confirm: 'orders' }),
    ).rejects.toMatchObject(error);
    expect(stacks.calls).toEqual([]);
  });

  it('reports that there is nothing to delete', async () => {
    await expect(testActions().remove(input)).rejects.toThrow(
      'resource:default/goal-mandala-dev has no database to delete in account 222222222222: there is no stack goal-mandala-dev-database, or it is not the stack of this entity',
    );
  });
});

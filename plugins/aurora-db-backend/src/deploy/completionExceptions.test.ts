import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import { testBackups } from '../testing/services/testBackups';
import { testStack } from '../testing/databases/testStack';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import { stackLookup } from '../readings/lookups';
import { testCompletion } from '../testing/services/testCompletion';

const templateOf = (DeletionPolicy: string, DeletionProtection: boolean) =>
  JSON.stringify({
    Resources: {
      Cluster: {
        Type: 'AWS::RDS::DBCluster',
        DeletionPolicy,
        Properties: { DeletionProtection },
      },
    },
  });

const unprotected = templateOf('Snapshot', false);

const protectedTemplate = templateOf('Snapshot', true);

describe('a database that stays as it is', () => {
  it.each<[string, Partial<DatabaseStack>, string, number]>([
    ['is being created', { status: 'CREATE_IN_PROGRESS' }, unprotected, 0],
    ['is being deleted', { status: 'DELETE_IN_PROGRESS' }, unprotected, 0],
    ['could not be deleted', { status: 'DELETE_FAILED' }, unprotected, 0],
    [
      'was unprotected on purpose',
      { status: 'UPDATE_COMPLETE', terminationProtection: false },
      unprotected,
      0,
    ],
    [
      'is protected, though its last update was rolled back',
      { status: 'UPDATE_ROLLBACK_COMPLETE', terminationProtection: true },
      protectedTemplate,
      0,
    ],
    [
      'is no database of this environment',
      {
        status: 'CREATE_COMPLETE',
        tags: { [auroraDbTags.environment]: 'stg' },
      },
      unprotected,
      0,
    ],
    [
      'was created before its environment wanted protection',
      { status: 'CREATE_COMPLETE', terminationProtection: false },
      templateOf('Delete', false),
      0,
    ],
    [
      'lacks the termination protection of its stack alone (which is turned on)',
      { status: 'UPDATE_COMPLETE', terminationProtection: false },
      protectedTemplate,
      1,
    ],
  ])('%s', async (_, stack, template, writes) => {
    const setup = testCompletion();
    const own = testStack('orders', 'prod', stack);
    setup.stacks.add(
      { ...own, tags: { ...own.tags, ...stack.tags } },
      template,
    );
    await setup.pass(24 * 60);
    await setup.pass(48 * 60);
    expect(setup.stacks.calls).toEqual(
      Array(writes).fill('termination protection on'),
    );
  });

  it('because its deletion is in progress, although its backend was killed', async () => {
    const setup = testCompletion();
    await setup.deploy();
    setup.kill('delete stack');
    const target = await setup.findTarget('resource:default/orders-prd');
    await expect(
      setup.deleter.delete(
        target,
        'deletion',
        { finalSnapshot: true, disableProtection: true, dryRun: false },
        setup.context,
      ),
    ).rejects.toThrow('killed');
    const written = setup.stacks.calls.length;
    await setup.lastEvent();
    await setup.pass(60);
    expect(setup.stacks.calls.slice(written)).toEqual([]);
  });

  it('because its environment wants no protection', async () => {
    const { completion, stacks } = testBackups({ environment: 'dev' });
    stacks.add(
      testStack('orders', 'dev', { status: 'CREATE_COMPLETE' }),
      unprotected,
    );
    await completion.completeAll({
      known: stackLookup(stacks),
      announce: async () => {},
    });
    expect(stacks.calls).toEqual([]);
  });

  it('is read once if it lacks nothing, until it changes', async () => {
    const setup = testCompletion();
    setup.stacks.add(
      testStack('orders', 'prod', {
        status: 'UPDATE_ROLLBACK_COMPLETE',
        terminationProtection: true,
      }),
      protectedTemplate,
    );
    const read = jest.spyOn(setup.stacks, 'readTemplate');
    await setup.pass(60);
    await setup.pass(120);
    const looks = read.mock.calls.filter(([, stackId]) =>
      stackId.includes('orders-prd'),
    );
    expect(looks).toHaveLength(1);
  });
});

import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { FakeStacks } from '../testing/fakes/FakeStacks';
import { testSnapshot } from '../testing/fakes/FakeSnapshots';
import { sourceRef, testBackups } from '../testing/services/testBackups';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testStack } from '../testing/databases/testStack';
import { databaseOfStack } from '../database/databaseOfStack';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import type { EntityReader } from '../ports/EntityReader';
import { toEntity } from '../database/toEntity';

const prod = testEnvironment('prod');
const stackOf = (owner: string) => {
  const stack = testStack('goal-mandala', 'prod', {
    outputs: { DatabaseName: 'goalmandalamain' },
  });
  return { ...stack, tags: { ...stack.tags, [auroraDbTags.owner]: owner } };
};
const catalogOf = (stack: DatabaseStack) => {
  const identity = databaseOfStack(prod, stack);
  return catalogServiceMock({
    entities:
      identity.outcome === 'ours'
        ? [toEntity(prod, stack, identity.database)]
        : [],
  });
};

/**
 * Two replicas with separate caches, over one account and one catalog. Both know the database of
 * the payments team.
 */
async function testReplicas() {
  const stack = stackOf('group:default/payments');
  const stacks = new FakeStacks();
  let catalog = catalogOf(stack);
  const shared: EntityReader = {
    getEntityByRef: (...input) => catalog.getEntityByRef(...input),
    getEntitiesByRefs: (...input) => catalog.getEntitiesByRefs(...input),
  };
  const replicas = [1, 2].map(() =>
    testBackups({ stacks, stack, catalog: shared }),
  );
  for (const { locator, caller, snapshots } of replicas) {
    snapshots.all.push(testSnapshot({ id: 'before-v2' }));
    await locator.locate(sourceRef, caller.credentials);
  }
  return {
    replicas,
    /** Changes the owner in AWS, as a deploy through any replica does. */
    async changeOwner(owner: string) {
      const [held] = await stacks.list();
      stacks.replace({ ...(held ?? stack), tags: stackOf(owner).tags });
    },
    /** Changes the owner in the catalog, some time after AWS. */
    changeCatalog(owner: string) {
      catalog = catalogOf(stackOf(owner));
    },
  };
}

type Replica = ReturnType<typeof testBackups>;
const writes: Array<[string, (replica: Replica) => Promise<unknown>]> = [
  [
    'a snapshot',
    ({ service, caller }) => service.create(sourceRef, {}, caller),
  ],
  [
    'the dry run of a snapshot',
    ({ service, caller }) => service.check(sourceRef, caller),
  ],
  [
    'deleting a snapshot',
    ({ service, caller }) => service.delete(sourceRef, 'before-v2', caller),
  ],
  [
    'the plan of a restore',
    ({ restores, caller }) =>
      restores.plan(sourceRef, { from: { latest: true } }, caller.credentials),
  ],
  [
    'a restore',
    ({ restores, caller }) => restores.find(sourceRef, caller.credentials),
  ],
];

describe('after a change of owner', () => {
  it.each(writes)(
    'each replica immediately refuses %s to the owners that the catalog still names',
    async (_, write) => {
      const { replicas, changeOwner } = await testReplicas();
      await changeOwner('group:default/orders');
      for (const replica of replicas) {
        const before = replica.snapshots.all.length;
        await expect(write(replica)).rejects.toThrow(
          'resource:default/goal-mandala-prd is unknown',
        );
        expect(replica.snapshots.all).toHaveLength(before);
      }
    },
  );

  it.each(writes)(
    'each replica allows %s to the new owner as soon as the catalog names it',
    async (_, write) => {
      const { replicas, changeOwner, changeCatalog } = await testReplicas();
      await changeOwner('group:default/orders');
      changeCatalog('group:default/orders');
      for (const replica of replicas) {
        await expect(write(replica).then(() => 'allowed')).resolves.toBe(
          'allowed',
        );
      }
    },
  );

  it('reads lag, because replicas cache them', async () => {
    const { replicas, changeOwner } = await testReplicas();
    await changeOwner('group:default/orders');
    for (const { locator, caller } of replicas) {
      expect(await locator.locate(sourceRef, caller.credentials)).toMatchObject(
        { owner: 'group:default/payments' },
      );
    }
  });

  it('reads of a replica follow its writes', async () => {
    const { replicas, changeOwner, changeCatalog } = await testReplicas();
    await changeOwner('group:default/orders');
    changeCatalog('group:default/orders');
    for (const { locator, service, caller } of replicas) {
      await service.check(sourceRef, caller);
      expect(await locator.locate(sourceRef, caller.credentials)).toMatchObject(
        { owner: 'group:default/orders' },
      );
    }
  });

  it('the confirmed owner decides about a write', async () => {
    const { replicas } = await testReplicas();
    const [replica] = replicas;
    const { locator, denied } = replica ?? testBackups();
    const locate = locator.locate.bind(locator);
    jest.spyOn(locator, 'locate').mockImplementation(async (...input) => {
      // The policy reads the new owner between the two decisions.
      denied.add('aurora-db.snapshot.create');
      return locate(...input);
    });
    await expect(
      replica?.service.create(sourceRef, {}, replica.caller),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
  });
});

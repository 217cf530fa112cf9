import { copyFileSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeRds } from './testing/FakeRds';
import { startCloudFormation } from './testing/startCloudFormation';
import { database } from './testing/templates';

type Running = Awaited<ReturnType<typeof startCloudFormation>>;

/** Calls that change something, in the order in which the small database makes them. */
const creating = ['CreateDBSubnetGroup', 'CreateDBCluster', 'CreateDBInstance'];
const deleting = ['DeleteDBInstance', 'DeleteDBCluster', 'DeleteDBSubnetGroup'];

/**
 * Lets the call hang and starts a service from the state on disk at that moment, as after a kill.
 * The call continues when the test is over.
 */
async function killAt(
  rds: FakeRds,
  cfn: Running,
  call: string,
  when: 'before' | 'after',
  begin: () => Promise<unknown>,
) {
  let release = () => {};
  const killed = new Promise<string>(resolve => {
    rds.onCall = async (name, moment) => {
      if (name !== call || moment !== when) {
        return;
      }
      rds.onCall = async () => {};
      const hung = new Promise<void>(letGo => {
        release = letGo;
      });
      resolve(onDiskNow(cfn.stateDirectory));
      await hung;
    };
  });
  await begin();
  const folder = await killed;
  const restarted = await startCloudFormation(rds, folder);
  return {
    restarted,
    async end() {
      const stopping = cfn.stop();
      release();
      await stopping;
      await restarted.stop();
    },
  };
}

/** A copy of the state folder at one moment, without incomplete files. */
function onDiskNow(stateDirectory: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'aurora-cfn-'));
  const [from, to] = [join(stateDirectory, 'state'), join(copy, 'state')];
  mkdirSync(to);
  readdirSync(from)
    .filter(name => name.endsWith('.json'))
    .forEach(name => copyFileSync(join(from, name), join(to, name)));
  return copy;
}

const moments = (calls: readonly string[]) =>
  calls.flatMap(call => [['before', call] as const, ['after', call] as const]);

describe('after a kill', () => {
  it.each(moments(creating))(
    '%s %s, a creation continues and creates nothing twice',
    async (when, call) => {
      const rds = new FakeRds();
      const cfn = await startCloudFormation(rds);
      const { restarted, end } = await killAt(rds, cfn, call, when, () =>
        cfn.call('CreateStack', {
          StackName: 'shop',
          TemplateBody: JSON.stringify(database()),
          ClientRequestToken: 'once',
        }),
      );
      const stack = await restarted.settled('shop');
      const { SecretList } = await restarted.services.call(
        'secretsmanager',
        'ListSecrets',
        {},
        restarted.context,
      );
      const last = (await restarted.events('shop')).at(-1);
      await end();
      expect(stack).toMatchObject({
        StackStatus: 'CREATE_COMPLETE',
        Outputs: [{ OutputValue: 'shop-dev.localhost' }],
      });
      expect([rds.clusters.size, rds.instances.size, rds.groups.size]).toEqual([
        1, 1, 1,
      ]);
      expect(SecretList).toHaveLength(1);
      expect(last).toMatchObject({
        ResourceStatus: 'CREATE_COMPLETE',
        ClientRequestToken: 'once',
      });
    },
  );

  it.each(moments(deleting))(
    '%s %s, a deletion continues',
    async (when, call) => {
      const rds = new FakeRds();
      const cfn = await startCloudFormation(rds);
      const { StackId } = await cfn.deploy('shop', database());
      const { restarted, end } = await killAt(rds, cfn, call, when, () =>
        cfn.call('DeleteStack', { StackName: 'shop' }),
      );
      const stack = await restarted.settled(StackId);
      await end();
      expect(stack.StackStatus).toBe('DELETE_COMPLETE');
      expect([rds.clusters.size, rds.instances.size, rds.groups.size]).toEqual([
        0, 0, 0,
      ]);
    },
  );

  it.each(moments(['ModifyDBCluster']))(
    '%s %s, an update goes on',
    async (when, call) => {
      const rds = new FakeRds();
      const cfn = await startCloudFormation(rds);
      await cfn.deploy('shop', database());
      const { restarted, end } = await killAt(rds, cfn, call, when, () =>
        cfn.call('UpdateStack', {
          StackName: 'shop',
          TemplateBody: JSON.stringify(database({ BackupRetentionPeriod: 9 })),
        }),
      );
      const stack = await restarted.settled('shop');
      await end();
      expect(stack.StackStatus).toBe('UPDATE_COMPLETE');
      expect(rds.clusters.get('shop-dev')).toMatchObject({
        BackupRetentionPeriod: 9,
      });
    },
  );

  it('in the middle of a replacement, the new resource is completed and the old one deleted', async () => {
    const rds = new FakeRds();
    const cfn = await startCloudFormation(rds);
    await cfn.deploy('shop', database());
    const { restarted, end } = await killAt(
      rds,
      cfn,
      'CreateDBCluster',
      'after',
      () =>
        cfn.call('UpdateStack', {
          StackName: 'shop',
          TemplateBody: JSON.stringify(
            database({ DBClusterIdentifier: 'shop-new' }),
          ),
        }),
    );
    const stack = await restarted.settled('shop');
    await end();
    expect(stack.StackStatus).toBe('UPDATE_COMPLETE');
    expect(Array.from(rds.clusters.keys())).toEqual(['shop-new']);
    expect(rds.instances.size).toBe(1);
  });

  it('while it finds its name in use, the resource with that name is not touched', async () => {
    const rds = new FakeRds();
    const cfn = await startCloudFormation(rds);
    rds.clusters.set('shop-dev', { Status: 'available', Precious: true });
    const { restarted, end } = await killAt(
      rds,
      cfn,
      'CreateDBCluster',
      'before',
      () =>
        cfn.call('CreateStack', {
          StackName: 'shop',
          TemplateBody: JSON.stringify(database()),
        }),
    );
    const stack = await restarted.settled('shop');
    await end();
    expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(rds.clusters.get('shop-dev')).toMatchObject({ Precious: true });
  });
});

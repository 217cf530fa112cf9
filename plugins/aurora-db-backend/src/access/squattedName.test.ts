import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provideDatabases } from '../testing/databases/provideDatabases';
import { cloudFormation, url, writes } from '../testing/servers/startPlugin';
import { serviceTokens, startPortal } from '../testing/servers/startPortal';

const entityRef = 'resource:default/goal-mandala-dev';
const users = {
  thief: ['group:default/developers', 'group:default/thieves'],
  owner: ['group:default/developers', 'group:default/payments'],
};
/** It claims everything that a user can write into an entity, including its location. */
const squatter = `
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata:
  name: goal-mandala-dev
  annotations:
    aurora-db/environment: dev
    aurora-db/stack-name: goal-mandala-dev-database
    backstage.io/managed-by-location: aurora-db:arn:aws:cloudformation:x
    backstage.io/managed-by-origin-location: aurora-db:dev
spec:
  type: aurora-postgresql
  owner: group:default/thieves
`;

describe("a user who registers an entity under a database's name", () => {
  let portal: Awaited<ReturnType<typeof startPortal>>;
  let folder: string;
  const tokens = { thief: '', owner: '' };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aurora-db-squatter-'));
    const descriptor = join(folder, 'catalog-info.yaml');
    await writeFile(descriptor, squatter);
    provideDatabases();
    // The user registers the entity before the provider finds the database.
    cloudFormation.reset();
    portal = await startPortal(users, [entityRef, 'group:default/payments'], {
      descriptors: [descriptor],
    });
    tokens.thief = await portal.signIn('thief');
    tokens.owner = await portal.signIn('owner');
  }, 120_000);
  beforeEach(provideDatabases);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const takeSnapshot = (user: keyof typeof users) =>
    portal.api
      .post(`${url}/clusters/default/goal-mandala-dev/snapshots`)
      .set('Authorization', `Bearer ${tokens[user]}`)
      .send({ label: 'before v3' });
  const act = (
    user: keyof typeof users,
    action: string,
    input: Record<string, string>,
  ) =>
    portal.api
      .post('/api/scaffolder/v2/dry-run')
      .set('Authorization', `Bearer ${tokens[user]}`)
      .send({
        template: {
          apiVersion: 'scaffolder.backstage.io/v1beta3',
          kind: 'Template',
          metadata: { name: 'try' },
          spec: { type: 'resource', steps: [{ action, input }] },
        },
        values: {},
        directoryContents: [],
      });
  const remove = (user: keyof typeof users) =>
    act(user, 'aurora:database:delete', {
      entityRef,
      confirm: 'goal-mandala-dev',
    });
  const deploy = (user: keyof typeof users) =>
    act(user, 'aurora:database:deploy', {
      name: 'goal-mandala',
      environment: 'dev',
      owner: 'group:default/payments',
    });

  it('has the entity in the catalog', async () => {
    const { body } = await portal.api
      .get('/api/catalog/entities/by-name/resource/default/goal-mandala-dev')
      .set('Authorization', `Bearer ${serviceTokens.unrestricted}`)
      .expect(200);
    expect(body.spec.owner).toBe('group:default/thieves');
  });

  it('gets nothing', async () => {
    await takeSnapshot('thief').expect(404);
    const { body } = await remove('thief');
    expect(body.error).toMatchObject({ name: 'NotFoundError' });
    const { body: deployed } = await deploy('thief');
    expect(deployed.error).toMatchObject({ name: 'NotAllowedError' });
    expect(writes()).toEqual([]);
  });

  it('does not keep its owner from it', async () => {
    const { body } = await takeSnapshot('owner').expect(202);
    expect(body).toMatchObject({ label: 'before v3' });
    await remove('owner').expect(200);
    await deploy('owner').expect(200);
  });
});

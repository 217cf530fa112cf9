import { DescribeDBClustersCommand } from '@aws-sdk/client-rds';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provideDatabases } from '../testing/databases/provideDatabases';
import { existing } from '../testing/databases/existing';
import {
  cloudFormation,
  rds,
  url,
  writes,
} from '../testing/servers/startPlugin';
import { serviceTokens, startPortal } from '../testing/servers/startPortal';

/** The portal's database, and one of another tool. */
const names = ['goal-mandala-dev', 'dev.orders'] as const;
type DatabaseName = (typeof names)[number];
const places = {
  'goal-mandala-dev': 'aurora-db/stack-name: goal-mandala-dev-database',
  'dev.orders': `aurora-db/cluster-arn: ${existing.arn}`,
};
const refOf = (name: DatabaseName) => `resource:default/${name}`;
const users = {
  thief: ['group:default/developers', 'group:default/thieves'],
  owner: ['group:default/developers', 'group:default/payments'],
};
/** It claims everything that a user can write into an entity, including its location. */
const squatter = (name: DatabaseName) => `
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata:
  name: ${name}
  annotations:
    aurora-db/environment: dev
    ${places[name]}
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
    const descriptors = await Promise.all(
      names.map(async name => {
        const descriptor = join(folder, `${name}.yaml`);
        await writeFile(descriptor, squatter(name));
        return descriptor;
      }),
    );
    provideDatabases();
    // The user registers the entity before the provider finds the database.
    cloudFormation.reset();
    rds.on(DescribeDBClustersCommand).resolves({ DBClusters: [] });
    portal = await startPortal(
      users,
      [...names.map(refOf), 'group:default/payments'],
      { descriptors },
    );
    tokens.thief = await portal.signIn('thief');
    tokens.owner = await portal.signIn('owner');
  }, 180_000);
  beforeEach(provideDatabases);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const takeSnapshot = (user: keyof typeof users, name: DatabaseName) =>
    portal.api
      .post(`${url}/clusters/default/${name}/snapshots`)
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
  const remove = (user: keyof typeof users, name: DatabaseName) =>
    act(user, 'aurora:database:delete', {
      entityRef: refOf(name),
      confirm: name,
    });
  const deploy = (user: keyof typeof users) =>
    act(user, 'aurora:database:deploy', {
      name: 'goal-mandala',
      environment: 'dev',
      owner: 'group:default/payments',
    });

  it.each(names)('has the entity %s in the catalog', async name => {
    const { body } = await portal.api
      .get(`/api/catalog/entities/by-name/resource/default/${name}`)
      .set('Authorization', `Bearer ${serviceTokens.unrestricted}`)
      .expect(200);
    expect(body.spec.owner).toBe('group:default/thieves');
  });

  it.each(names)('gets nothing of %s', async name => {
    await takeSnapshot('thief', name).expect(404);
    const { body } = await remove('thief', name);
    expect(body.error).toMatchObject({ name: 'NotFoundError' });
    expect(writes()).toEqual([]);
  });

  it('cannot deploy over it', async () => {
    const { body: deployed } = await deploy('thief');
    expect(deployed.error).toMatchObject({ name: 'NotAllowedError' });
    expect(writes()).toEqual([]);
  });

  it.each(names)('does not keep the owner of %s from it', async name => {
    const { body } = await takeSnapshot('owner', name).expect(202);
    expect(body).toMatchObject({ label: 'before v3' });
    await remove('owner', name).expect(name === 'dev.orders' ? 409 : 200);
  });

  it('does not keep its owner from a deploy', async () => {
    const { body } = await deploy('owner').expect(200);
    expect(body.error).toBeUndefined();
  });
});

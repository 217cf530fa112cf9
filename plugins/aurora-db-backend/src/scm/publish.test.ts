import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type AuroraLocal, createAuroraLocal } from '@aurora-db/local';
import giteaModule from '@backstage/plugin-scaffolder-backend-module-gitea';
import { parse } from 'yaml';
import { makeStateDirectory } from '../testing/servers/makeStateDirectory';
import { startGitea } from '../testing/servers/startGitea';
import { startTemplatePortal } from '../testing/servers/startTemplatePortal';

type Portal = Awaited<ReturnType<typeof startTemplatePortal>>;

let gitea: Awaited<ReturnType<typeof startGitea>>;
let stateDirectory: string;
let local: AuroraLocal;

beforeAll(async () => {
  stateDirectory = await makeStateDirectory();
  local = await createAuroraLocal({ stateDirectory });
  gitea = await startGitea();
}, 180_000);
afterAll(async () => {
  await gitea.stop();
  await local.stop();
  await rm(stateDirectory, { recursive: true, force: true });
});

/** What a task says that ended before anything was deployed. */
async function refusalOf(portal: Portal, repoUrl: string): Promise<string> {
  const { status, log, completed } = await portal.create({
    name: 'refused',
    repoUrl,
  });
  expect([status, completed]).toEqual(['failed', []]);
  return log;
}

describe('a portal without source code management', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startTemplatePortal(local.url);
  }, 180_000);
  afterAll(() => portal.stop());

  it('creates the database, and explains why and how to publish the application', async () => {
    const { status, log, completed, links, text } = await portal.create({
      name: 'unpublished',
    });
    expect([status, log]).toEqual(['completed', log]);
    expect(completed).toEqual(['repository', 'deploy']);
    expect(log).toContain(
      'The application is not published: this portal has no integration with GitHub, GitLab or Gitea',
    );
    expect(links).toEqual(['Open the database']);
    expect(text).toMatch(
      /not published, because no repository was chosen.*npm run application -- unpublished local <folder>/s,
    );
  }, 180_000);

  it('refuses a repository before it deploys', async () => {
    expect(
      await refusalOf(portal, 'github.com?owner=payments&repo=refused'),
    ).toContain("github.com, which this portal can't publish to");
  }, 180_000);
});

describe('a portal whose host is configured, but whose publish action is not installed', () => {
  it('names the missing package before it deploys', async () => {
    const portal = await startTemplatePortal(local.url, [], {
      integrations: gitea.integrations,
    });
    try {
      expect(await refusalOf(portal, gitea.repoUrl('refused'))).toContain(
        'install publish:gitea (@backstage/plugin-scaffolder-backend-module-gitea)',
      );
    } finally {
      await portal.stop();
    }
  }, 180_000);
});

describe('a portal that publishes to Gitea', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startTemplatePortal(local.url, [giteaModule], {
      integrations: gitea.integrations,
    });
  }, 180_000);
  afterAll(() => portal.stop());

  it('refuses an organization that Gitea does not have, before it deploys', async () => {
    expect(
      await refusalOf(portal, gitea.repoUrl('refused', 'paymnts')),
    ).toContain(`${gitea.host} has no organization paymnts`);
  }, 180_000);

  it('deploys nothing if Gitea refuses the portal, and explains what to check', async () => {
    gitea.refuse(403);
    const said = await refusalOf(portal, gitea.repoUrl('refused'));
    gitea.refuse(0);
    expect(said).toMatch(
      /can't look for payments\/refused at .* it answered 403 to GET \/repos\/payments\/refused\. .*integrations\.gitea in app-config/,
    );
  }, 180_000);

  it('keeps the database if publishing fails, and publishes in a second run', async () => {
    const form = {
      name: 'orders',
      repoUrl: gitea.repoUrl('orders-api'),
    };
    gitea.fill(true);
    const failed = await portal.create(form);
    gitea.fill(false);
    expect(failed.status).toBe('failed');
    expect(failed.completed).toEqual([
      'repository',
      'deploy',
      'application',
      'failed',
    ]);
    expect(failed.log).toMatch(
      /the organization has no room left.*resource:default\/orders-local is deployed and stays.*run the template with the same values again/s,
    );

    const again = await portal.create(form);
    expect([again.status, again.log]).toEqual(['completed', again.log]);
    expect(again.log).toContain(
      'orders-local-database is up to date: no changes',
    );
    expect(again.completed).toEqual([
      'repository',
      'deploy',
      'application',
      'gitea',
      'register',
    ]);
    expect(again.links).toEqual([
      'Open the database',
      'Open the application',
      'Open its repository',
    ]);
  }, 240_000);

  it('leaves a repository that a team can clone and use', async () => {
    const folder = join(stateDirectory, 'clone');
    await gitea.clone('orders-api', folder);
    const component = parse(
      await readFile(join(folder, 'catalog-info.yaml'), 'utf8'),
    );
    expect(component.spec).toMatchObject({
      owner: 'group:default/guests',
      dependsOn: ['resource:default/orders-local'],
    });
    expect(component.metadata.annotations).toEqual({
      'backstage.io/techdocs-ref': 'dir:.',
    });
    const { nav } = parse(await readFile(join(folder, 'mkdocs.yml'), 'utf8'), {
      logLevel: 'silent',
    });
    for (const page of nav.flatMap(Object.values)) {
      await stat(join(folder, 'docs', page));
    }
    await stat(join(folder, '.github/workflows/ci.yaml'));
    await stat(join(folder, 'prisma/schema.prisma'));
  }, 180_000);

  it('has the application in the catalog, with a dependency on its database', async () => {
    const { body } = await portal.entity('component/default/orders-api');
    expect(body.relations).toEqual(
      expect.arrayContaining([
        {
          type: 'dependsOn',
          targetRef: 'resource:default/orders-local',
        },
        { type: 'ownedBy', targetRef: 'group:default/guests' },
      ]),
    );
  }, 180_000);

  it('reports that the catalog cannot read the published application', async () => {
    gitea.hideFiles(true);
    const { status, log, links, text } = await portal.create({
      name: 'unread',
      repoUrl: gitea.repoUrl('unread-api'),
    });
    gitea.hideFiles(false);
    expect([status, log]).toEqual(['completed', log]);
    expect(links).toEqual(['Open the database', 'Open its repository']);
    expect(text).toContain(
      'It is published, but the catalog could not read it. Register its catalog-info.yaml by hand.',
    );
  }, 180_000);

  it('does not change the repository if the form is used for another environment, and says so', async () => {
    const { status, log, completed, text } = await portal.create({
      name: 'orders',
      environment: 'dev',
      repoUrl: gitea.repoUrl('orders-api'),
    });
    expect([status, log]).toEqual(['completed', log]);
    expect(completed).toEqual(['repository', 'deploy']);
    expect(log).toContain('exists already and is not changed');
    expect(text).toContain(
      'Its repository existed already and was not changed.',
    );
  }, 180_000);
});

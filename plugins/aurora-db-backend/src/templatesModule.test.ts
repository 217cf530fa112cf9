import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { EntityProvider } from '@backstage/plugin-catalog-node';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import type { JsonObject } from '@backstage/types';
import { z } from 'zod';
import { auroraDbTemplatesModule } from './templatesModule';

/** Returns what the module adds to a catalog, and what it logs. */
async function startModule(
  templates?: JsonObject,
  integrations: JsonObject = {},
) {
  const providers: EntityProvider[] = [];
  const logger = mockServices.logger.mock();
  await startTestBackend({
    extensionPoints: [
      [
        catalogProcessingExtensionPoint,
        {
          addProcessor: jest.fn(),
          addPlaceholderResolver: jest.fn(),
          setOnProcessingErrorHandler: jest.fn(),
          addEntityProvider: (...added) => {
            providers.push(...added.flat());
          },
        },
      ],
    ],
    features: [
      auroraDbTemplatesModule,
      logger.factory,
      mockServices.rootConfig.factory({
        data: { ...(templates && { auroraDb: { templates } }), integrations },
      }),
    ],
  });
  const mutations: Entity[][] = [];
  for (const provider of providers) {
    await provider.connect({
      refresh: async () => {},
      applyMutation: async mutation => {
        mutations.push(
          mutation.type === 'full'
            ? mutation.entities.map(({ entity }) => entity)
            : [],
        );
      },
    });
  }
  const names = providers.map(provider => provider.getProviderName());
  return { mutations, logger, names };
}

const titles = (entities: Entity[] = []) =>
  Object.fromEntries(
    entities.map(({ metadata }) => [metadata.name, metadata.title]),
  );

describe('the templates in the catalog', () => {
  it('are the English ones unless configured otherwise, even without environments', async () => {
    const { mutations } = await startModule();
    expect(mutations.map(titles)).toEqual([
      {
        'goal-mandala-db': 'Aurora database',
        'aurora-db-release-snapshot': 'Take a snapshot before a release',
        'aurora-db-delete': 'Delete an Aurora database',
      },
    ]);
  });

  it('have the plain names in the first language only', async () => {
    const { mutations } = await startModule({ languages: ['ja', 'en'] });
    expect(titles(mutations[0])).toMatchObject({
      'goal-mandala-db': 'Aurora データベース',
      'goal-mandala-db-en': 'Aurora database',
    });
    expect(mutations[0]).toHaveLength(6);
  });

  it('are located in their files, next to the skeleton', async () => {
    const { mutations } = await startModule();
    const location =
      mutations[0]?.[0]?.metadata.annotations?.[
        'backstage.io/managed-by-location'
      ] ?? '';
    expect(location).toMatch(/^file:\//);
    const file = location.slice('file:'.length);
    await access(file);
    await access(join(dirname(file), 'skeleton/catalog-info.yaml.njk'));
  });

  it.each([
    [undefined, undefined],
    ['group:default/platform', 'group:default/platform'],
  ])('have the owner %s of the configuration', async (owner, expected) => {
    const { mutations } = await startModule(owner ? { owner } : {});
    expect(mutations[0]?.map(({ spec }) => spec?.owner)).toEqual(
      Array(3).fill(expected),
    );
  });

  const stepsOf = async (integrations: JsonObject) => {
    const { mutations } = await startModule({}, integrations);
    return z
      .array(z.object({ id: z.string() }))
      .parse(mutations[0]?.[0]?.spec?.steps)
      .map(({ id }) => id);
  };

  it('publish with one step, to the host that has credentials', async () => {
    expect(
      await stepsOf({
        github: [{ host: 'github.com' }],
        gitlab: [{ host: 'gitlab.com', token: 'x' }],
      }),
    ).toEqual([
      'repository',
      'deploy',
      'application',
      'gitlab',
      'register',
      'failed',
    ]);
  });

  it('have no step that every task would skip if no host has credentials', async () => {
    expect(await stepsOf({ github: [{ host: 'github.com' }] })).toEqual([
      'repository',
      'deploy',
    ]);
  });

  it('leave the catalog if they are turned off', async () => {
    const { mutations } = await startModule({ enabled: false });
    expect(mutations).toEqual([[]]);
  });

  it.each([
    [{ enable: false }, 'auroraDb.templates.enable: unknown key'],
    [
      { languages: ['de'] },
      'auroraDb.templates.languages[0]: expected a list of en and ja, each at most once (got "de")',
    ],
    [
      { languages: ['en', 'en'] },
      'auroraDb.templates.languages: expected a list of en and ja',
    ],
    [
      { owner: '' },
      'auroraDb.templates.owner: expected an entity reference such as group:default/platform',
    ],
  ])(
    'stay as they are if the configuration is %j, and the log says why',
    async (templates, complaint) => {
      const { mutations, logger, names } = await startModule(templates);
      expect(mutations).toEqual([]);
      // The catalog would delete the entities of a provider that is not there.
      expect(names).toEqual(['aurora-db-templates']);
      expect(logger.error).toHaveBeenCalledWith(
        expect.stringContaining(complaint),
      );
    },
  );
});

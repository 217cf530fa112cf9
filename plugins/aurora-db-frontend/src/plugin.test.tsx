import { createExtensionTester } from '@backstage/frontend-test-utils';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import {
  appLanguageApiRef,
  coreExtensionData,
} from '@backstage/frontend-plugin-api';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import auroraDbPlugin from '.';
import { testEntity } from './testing/testData';

describe('the plugin', () => {
  it.each(['health', 'snapshots', 'operations'] as const)(
    'shows its card of %s on the pages of databases only',
    card => {
      const filter = createExtensionTester(
        auroraDbPlugin.getExtension(`entity-card:aurora-db/${card}`),
      ).get(EntityCardBlueprint.dataRefs.filterFunction);
      expect(filter?.(testEntity)).toBe(true);
      expect(
        filter?.({ ...testEntity, metadata: { name: 'an-s3-bucket' } }),
      ).toBe(false);
    },
  );

  it('has a tab on the pages of databases only', () => {
    const tab = createExtensionTester(
      auroraDbPlugin.getExtension('entity-content:aurora-db/database'),
    );
    const filter = tab.get(EntityContentBlueprint.dataRefs.filterFunction);
    expect(filter?.(testEntity)).toBe(true);
    expect(
      filter?.({ ...testEntity, metadata: { name: 'an-s3-bucket' } }),
    ).toBe(false);
    expect(tab.get(coreExtensionData.routePath)).toBe('/database');
  });

  it('has a page of all databases in the side bar', () => {
    const page = createExtensionTester(
      auroraDbPlugin.getExtension('page:aurora-db'),
    );
    expect(page.get(coreExtensionData.routePath)).toBe('/databases');
    expect(page.get(coreExtensionData.title)).toBe('Databases');
    expect(page.get(coreExtensionData.icon)).toBeTruthy();
  });

  it.each([
    ['en', 'Databases', 'Database'],
    ['ja', 'データベース', 'データベース'],
  ])('has a name in the language of the portal, %s', (language, page, tab) => {
    const apis = [
      [
        appLanguageApiRef,
        {
          getAvailableLanguages: () => ({ languages: ['en', 'ja'] }),
          setLanguage() {},
          getLanguage: () => ({ language }),
          language$: () => {
            throw new Error('Titles are not observed');
          },
        },
      ],
    ] as const;
    expect(
      createExtensionTester(auroraDbPlugin.getExtension('page:aurora-db'), {
        apis,
      }).get(coreExtensionData.title),
    ).toBe(page);
    expect(
      createExtensionTester(
        auroraDbPlugin.getExtension('entity-content:aurora-db/database'),
        { apis },
      ).get(EntityContentBlueprint.dataRefs.title),
    ).toBe(tab);
  });

  it.each([
    ['environment-picker', 'AuroraEnvironmentPicker'],
    ['capacity-picker', 'AuroraCapacityPicker'],
    ['deploy-plan', 'AuroraDeployPlan'],
  ] as const)('gives templates the field of %s', async (extension, name) => {
    const load = createExtensionTester(
      auroraDbPlugin.getExtension(
        `scaffolder-form-field:aurora-db/${extension}`,
      ),
    ).get(FormFieldBlueprint.dataRefs.formFieldLoader);
    await expect(load()).resolves.toMatchObject({ name });
  });

  it('names itself and its icon', () => {
    expect(auroraDbPlugin.title).toBe('Aurora DB');
    expect(auroraDbPlugin.icon).toBeTruthy();
  });
});

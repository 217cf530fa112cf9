import { createExtensionTester } from '@backstage/frontend-test-utils';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import auroraDbPlugin from '.';
import { testEntity } from '../test/testData';

describe('the plugin', () => {
  it.each(['health', 'snapshots', 'operations'] as const)(
    'puts its card of %s on the pages of databases only',
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

  it.each([
    ['environment-picker', 'AuroraEnvironmentPicker'],
    ['capacity-picker', 'AuroraCapacityPicker'],
  ] as const)('gives templates the field of %s', async (extension, name) => {
    const load = createExtensionTester(
      auroraDbPlugin.getExtension(
        `scaffolder-form-field:aurora-db/${extension}`,
      ),
    ).get(FormFieldBlueprint.dataRefs.formFieldLoader);
    await expect(load()).resolves.toMatchObject({ name });
  });
});

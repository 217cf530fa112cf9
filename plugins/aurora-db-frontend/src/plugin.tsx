import { isAuroraDatabase } from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { AuroraDbClient } from './api/AuroraDbClient';
import { auroraDbApiRef } from './api/auroraDbApiRef';

const api = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: auroraDbApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new AuroraDbClient(deps),
    }),
});

const healthCard = EntityCardBlueprint.make({
  name: 'health',
  params: {
    type: 'content',
    filter: isAuroraDatabase,
    loader: () =>
      import('./health/HealthCard').then(({ HealthCard }) => <HealthCard />),
  },
});

const snapshotsCard = EntityCardBlueprint.make({
  name: 'snapshots',
  params: {
    type: 'content',
    filter: isAuroraDatabase,
    loader: () =>
      import('./snapshots/SnapshotsCard').then(({ SnapshotsCard }) => (
        <SnapshotsCard />
      )),
  },
});

const operationsCard = EntityCardBlueprint.make({
  name: 'operations',
  params: {
    type: 'content',
    filter: isAuroraDatabase,
    loader: () =>
      import('./operations/OperationsCard').then(({ OperationsCard }) => (
        <OperationsCard />
      )),
  },
});

const environmentPicker = FormFieldBlueprint.make({
  name: 'environment-picker',
  params: {
    field: () =>
      import('./fields/environmentPickerField').then(
        module => module.environmentPickerField,
      ),
  },
});

const capacityPicker = FormFieldBlueprint.make({
  name: 'capacity-picker',
  params: {
    field: () =>
      import('./fields/capacityPickerField').then(
        module => module.capacityPickerField,
      ),
  },
});

/**
 * Aurora databases in the portal: cards of health, snapshots and operations on their entity pages, and the form fields of the template that creates them.
 *
 * @public
 */
export const auroraDbPlugin = createFrontendPlugin({
  pluginId: 'aurora-db',
  title: 'Aurora DB',
  extensions: [
    api,
    healthCard,
    snapshotsCard,
    operationsCard,
    environmentPicker,
    capacityPicker,
  ],
});

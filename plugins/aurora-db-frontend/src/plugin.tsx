import { isAuroraDatabase } from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { RiDatabase2Line } from '@remixicon/react';
import { AuroraDbClient } from './api/AuroraDbClient';
import { auroraDbApiRef } from './api/auroraDbApiRef';
import { mayDependOnDatabase } from './dependencies/resourceDependencies';
import { databaseRouteRef, databasesRouteRef } from './routes';
import { navigationTitle } from './translation/navigationTitles';

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

const dependenciesCard = EntityCardBlueprint.make({
  name: 'dependencies',
  params: {
    type: 'content',
    filter: mayDependOnDatabase,
    loader: () =>
      import('./dependencies/DependencyHealthCards').then(
        ({ DependencyHealthCards }) => <DependencyHealthCards />,
      ),
  },
});

const databaseContent = EntityContentBlueprint.makeWithOverrides({
  name: 'database',
  factory: (makeContent, { apis }) =>
    makeContent({
      path: '/database',
      title: navigationTitle('database', apis),
      filter: isAuroraDatabase,
      routeRef: databaseRouteRef,
      loader: () =>
        import('./database/DatabaseContent').then(({ DatabaseContent }) => (
          <DatabaseContent />
        )),
    }),
});

const databasesPage = PageBlueprint.makeWithOverrides({
  factory: (makePage, { apis }) =>
    makePage({
      path: '/databases',
      title: navigationTitle('databases', apis),
      icon: <RiDatabase2Line aria-hidden />,
      routeRef: databasesRouteRef,
      // It has one of its own, in the reader's language.
      noHeader: true,
      loader: () =>
        import('./databases/DatabasesPage').then(({ DatabasesPage }) => (
          <DatabasesPage />
        )),
    }),
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

const repositoryPicker = FormFieldBlueprint.make({
  name: 'repository-picker',
  params: {
    field: () =>
      import('./fields/repositoryPickerField').then(
        module => module.repositoryPickerField,
      ),
  },
});

const deployPlan = FormFieldBlueprint.make({
  name: 'deploy-plan',
  params: {
    field: () =>
      import('./fields/deployPlanField').then(module => module.deployPlanField),
  },
});

/**
 * Aurora databases in the portal: cards and a tab on their entity pages, a card on those of the
 * components that depend on them, a page that lists all of them, and the form fields of the
 * template that creates them.
 *
 * @public
 */
export const auroraDbPlugin = createFrontendPlugin({
  pluginId: 'aurora-db',
  title: 'Aurora DB',
  routes: { database: databaseRouteRef, databases: databasesRouteRef },
  extensions: [
    api,
    healthCard,
    snapshotsCard,
    operationsCard,
    dependenciesCard,
    databaseContent,
    databasesPage,
    environmentPicker,
    capacityPicker,
    repositoryPicker,
    deployPlan,
  ],
});

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
  EntityContextMenuItemBlueprint,
  EntityIconLinkBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import { RiCameraLine, RiDatabase2Line, RiHistoryLine } from '@remixicon/react';
import { useRequestedAction } from './actions/useRequestedAction';
import { AuroraDbClient } from './api/AuroraDbClient';
import { auroraDbApiRef } from './api/auroraDbApiRef';
import { mayDependOnDatabase } from './dependencies/resourceDependencies';
import {
  databaseRouteRef,
  databasesRouteRef,
  templateRouteRef,
} from './routes';
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
        import('./database/DatabaseRoutes').then(({ DatabaseRoutes }) => (
          <DatabaseRoutes />
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
        import('./databases/DatabasesRoutes').then(({ DatabasesRoutes }) => (
          <DatabasesRoutes />
        )),
    }),
});

const icons = {
  snapshot: <RiCameraLine aria-hidden />,
  restore: <RiHistoryLine aria-hidden />,
};
const actionNames = ['snapshot', 'restore'] as const;

const contextMenuItems = actionNames.map(name =>
  EntityContextMenuItemBlueprint.make({
    name,
    params: {
      icon: icons[name],
      filter: isAuroraDatabase,
      useProps: () => {
        const { title, disabled, open } = useRequestedAction(name, 'menu');
        return { title, disabled, onClick: open };
      },
    },
  }),
);

const iconLinks = actionNames.map(name =>
  EntityIconLinkBlueprint.make({
    name,
    params: {
      filter: isAuroraDatabase,
      useProps: () => {
        const { label, disabled, reason, open } = useRequestedAction(
          name,
          'link',
        );
        return {
          label,
          icon: icons[name],
          disabled,
          title: reason,
          onClick: open,
        };
      },
    },
  }),
);

const myDatabasesWidget = HomePageWidgetBlueprint.makeWithOverrides({
  name: 'my-databases',
  factory: (makeWidget, { apis }) =>
    makeWidget({
      name: 'MyDatabases',
      title: navigationTitle('myDatabases', apis),
      layout: { width: { minColumns: 4 }, height: { minRows: 3 } },
      components: () =>
        import('./home/MyDatabases').then(({ MyDatabases }) => ({
          Content: MyDatabases,
        })),
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
 * Aurora databases in the portal: cards, a tab and actions on their entity pages, a card on those of
 * the components that depend on them, a page that lists all of them, a card for the home page, and
 * the form fields of the template that creates them.
 *
 * @public
 */
export const auroraDbPlugin = createFrontendPlugin({
  pluginId: 'aurora-db',
  title: 'Aurora DB',
  icon: <RiDatabase2Line aria-hidden />,
  info: { packageJson: () => import('../package.json') },
  routes: { database: databaseRouteRef, databases: databasesRouteRef },
  externalRoutes: { template: templateRouteRef },
  extensions: [
    api,
    healthCard,
    snapshotsCard,
    operationsCard,
    dependenciesCard,
    databaseContent,
    databasesPage,
    ...contextMenuItems,
    ...iconLinks,
    myDatabasesWidget,
    environmentPicker,
    capacityPicker,
    repositoryPicker,
    deployPlan,
  ],
});

import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/frontend-plugin-api';

/** The tab of a database's entity page that shows it in detail. */
export const databaseRouteRef = createRouteRef();

/** Leads to the load in that tab. */
export const loadHash = '#load';

/** The form of a template, in the scaffolder. */
export const templateRouteRef = createExternalRouteRef({
  params: ['namespace', 'templateName'],
  defaultTarget: 'scaffolder.selectedTemplate',
});

/** The page that lists all databases. */
export const databasesRouteRef = createRouteRef();

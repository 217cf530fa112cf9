import { createRouteRef } from '@backstage/frontend-plugin-api';

/** The tab of a database's entity page that shows it in detail. */
export const databaseRouteRef = createRouteRef();

/** The page that lists all databases. */
export const databasesRouteRef = createRouteRef();

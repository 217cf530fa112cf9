import { mockServices } from '@backstage/backend-test-utils';
import { createRouter } from '../../router/createRouter';

/** The routes that `createRouter` declares, e.g. `GET /clusters`. */
export function declaredRoutes(): string[] {
  const never = async () => {
    throw new Error('No request is made');
  };
  const router = createRouter({
    auditor: mockServices.auditor.mock(),
    auth: mockServices.auth.mock(),
    httpAuth: mockServices.httpAuth.mock(),
    config: { environments: [] },
    plans: { plan: never },
    clusters: { get: never, list: never },
    health: { getJson: never },
    load: { get: never, getStatementTexts: never },
    log: { read: never },
    databaseEvents: { list: never },
    snapshots: { list: never, create: never, delete: never },
    snapshotFollower: { follow: () => {} },
    operations: { list: never },
    readiness: { read: never },
    releaseGate: { read: never },
    restores: { plan: never },
    backgroundRestores: { start: never },
    repositoryHosts: { list: never },
  });
  return router.stack.flatMap(({ route }) =>
    route
      ? route.stack.map(({ method }) => `${method.toUpperCase()} ${route.path}`)
      : [],
  );
}

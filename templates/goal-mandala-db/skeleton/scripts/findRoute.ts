import { routes } from '../src/charts/routes.ts';

/** A route of API Gateway, with the values of its path's parameters. */
export interface FoundRoute {
  routeKey: string;
  pathParameters: Record<string, string>;
}

/** Finds the route of a request, as API Gateway does. */
export function findRoute(
  method: string,
  path: string,
): FoundRoute | undefined {
  const parts = path.split('/');
  for (const routeKey of routes) {
    const [routeMethod, routePath = ''] = routeKey.split(' ');
    const names = routePath.split('/');
    const isMatch =
      routeMethod === method &&
      names.length === parts.length &&
      names.every(
        (name, index) => name.startsWith('{') || name === parts[index],
      );
    if (isMatch) {
      const pathParameters = Object.fromEntries(
        names.flatMap((name, index) =>
          name.startsWith('{')
            ? [[name.slice(1, -1), decodeURIComponent(parts[index] ?? '')]]
            : [],
        ),
      );
      return { routeKey, pathParameters };
    }
  }
  return undefined;
}

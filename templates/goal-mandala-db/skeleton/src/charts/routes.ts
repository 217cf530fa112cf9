/** The routes of the HTTP API. deploy/function.yaml has the same. */
export const routes = [
  'GET /charts',
  'PUT /charts/{id}',
  'GET /charts/{id}',
  'PUT /actions/{id}/progress',
  'GET /actions/{id}/progress',
  'GET /search',
] as const;

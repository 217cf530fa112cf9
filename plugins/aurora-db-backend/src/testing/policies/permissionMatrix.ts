import type { JsonObject } from '@backstage/types';
import { z } from 'zod';
import { existing } from '../databases/existing';

/** Who asks, as the README's columns call them. */
export const callers = [
  'no token',
  'in no group',
  'developer',
  'owner, a developer',
  'platform engineer',
  'service',
  'service, gate only',
] as const;

export type CallerName = (typeof callers)[number];

/** Status of the answer; `none` is 200 with an empty list. */
type Outcome = 200 | 202 | 401 | 403 | 409 | 'none';

type ByCaller<T extends readonly string[]> = { [Index in keyof T]: Outcome };

/** The answers to a request. */
export interface MatrixRow {
  /** A route as `createRouter` declares it, or the id of an action. */
  subject: string;
  /** Present if the outcome depends on it. */
  of?: string;
  /** Names of permissions without `aurora-db.`; absent if none is needed. */
  permission?: string;
  /** What is sent to the route, or given to the action. */
  request: { path: string; body?: JsonObject } | { input: JsonObject };
  /** In the order of {@link callers}. */
  outcomes: ByCaller<typeof callers>;
}

const jsonObjectSchema: z.ZodType<JsonObject> = z.record(z.string(), z.json());
const requestSchema = z.union([
  z.strictObject({ input: jsonObjectSchema }),
  z.strictObject({ path: z.string(), body: jsonObjectSchema.optional() }),
]);

const methodSchema = z.enum(['get', 'post', 'delete']);

/** Of a route's subject, as supertest names it. */
export function methodOf({ subject }: Pick<MatrixRow, 'subject'>) {
  return methodSchema.parse(subject.split(' ')[0]?.toLowerCase());
}

const cluster = '/clusters/default/goal-mandala-dev';
const entityRef = 'resource:default/goal-mandala-dev';
const from = { snapshotId: 'before-v2' };
const deploy = (name: string, environment: string) => ({
  name,
  environment,
  owner: 'group:default/payments',
});

/** Through the plan and the action alike. */
const deploys: (Omit<MatrixRow, 'subject' | 'request'> & {
  input: JsonObject;
})[] = [
  {
    of: 'a new one in dev',
    permission: 'environment.deploy',
    input: deploy('orders', 'dev'),
    outcomes: [401, 403, 200, 200, 200, 200, 403],
  },
  {
    of: 'a new one in prod',
    permission: 'environment.deploy',
    input: deploy('orders', 'prod'),
    outcomes: [401, 403, 403, 403, 200, 200, 403],
  },
  {
    of: 'a new one in eu-dev',
    permission: 'environment.deploy',
    input: deploy('orders', 'eu-dev'),
    outcomes: [401, 403, 200, 200, 200, 200, 403],
  },
  {
    of: 'a new one in eu-prod',
    permission: 'environment.deploy',
    input: deploy('orders', 'eu-prod'),
    outcomes: [401, 403, 403, 403, 200, 200, 403],
  },
  {
    of: "the owner's in dev",
    permission: 'environment.deploy and cluster.update',
    input: deploy('goal-mandala', 'dev'),
    outcomes: [401, 403, 403, 200, 403, 200, 403],
  },
  {
    of: "the owner's in prod",
    permission: 'environment.deploy and cluster.update',
    input: deploy('goal-mandala', 'prod'),
    outcomes: [401, 403, 403, 403, 403, 200, 403],
  },
];

/**
 * The answer of every route and action to every caller under the example policy
 * (`examples/ExamplePolicy.ts`). The payments team owns a database in dev and one in prod. The tests and
 * the README's table are generated from it.
 */
export const permissionMatrix: MatrixRow[] = [
  {
    subject: 'GET /openapi.json',
    request: { path: '/openapi.json' },
    outcomes: [401, 200, 200, 200, 200, 200, 200],
  },
  {
    subject: 'GET /environments',
    request: { path: '/environments' },
    outcomes: [401, 200, 200, 200, 200, 200, 200],
  },
  {
    subject: 'GET /environments/:name/readiness',
    permission: 'environment.inspect',
    request: { path: '/environments/dev/readiness' },
    outcomes: [401, 403, 403, 403, 200, 200, 403],
  },
  {
    subject: 'GET /repository-hosts',
    request: { path: '/repository-hosts' },
    outcomes: [401, 200, 200, 200, 200, 200, 200],
  },
  {
    subject: 'GET /clusters',
    permission: 'cluster.read, by row',
    request: { path: '/clusters' },
    outcomes: [401, 'none', 200, 200, 200, 200, 'none'],
  },
  {
    subject: 'GET /clusters/:namespace/:name',
    permission: 'cluster.read',
    request: { path: cluster },
    outcomes: [401, 403, 200, 200, 200, 200, 403],
  },
  {
    subject: 'GET /clusters/:namespace/:name/health',
    permission: 'cluster.read',
    request: { path: `${cluster}/health` },
    outcomes: [401, 403, 200, 200, 200, 200, 403],
  },
  {
    subject: 'GET /clusters/:namespace/:name/snapshots',
    permission: 'cluster.read',
    request: { path: `${cluster}/snapshots` },
    outcomes: [401, 403, 200, 200, 200, 200, 403],
  },
  {
    subject: 'GET /clusters/:namespace/:name/operations',
    permission: 'cluster.read',
    request: { path: `${cluster}/operations` },
    outcomes: [401, 403, 200, 200, 200, 200, 403],
  },
  {
    subject: 'GET /clusters/:namespace/:name/release-gate',
    permission: 'release-gate.read',
    request: { path: `${cluster}/release-gate` },
    outcomes: [401, 403, 200, 200, 200, 200, 200],
  },
  {
    subject: 'GET /clusters/:namespace/:name/load',
    permission: 'insights.read',
    request: { path: `${cluster}/load` },
    outcomes: [401, 403, 403, 200, 403, 200, 403],
  },
  {
    subject: 'GET /clusters/:namespace/:name/load/statements/:statementId',
    permission: 'log.read',
    request: { path: `${cluster}/load/statements/3B4C5D` },
    outcomes: [401, 403, 403, 200, 403, 200, 403],
  },
  {
    subject: 'GET /clusters/:namespace/:name/log',
    permission: 'log.read',
    request: { path: `${cluster}/log` },
    outcomes: [401, 403, 403, 200, 403, 200, 403],
  },
  {
    subject: 'GET /clusters/:namespace/:name/events',
    permission: 'cluster.read',
    request: { path: `${cluster}/events` },
    outcomes: [401, 403, 200, 200, 200, 200, 403],
  },
  {
    subject: 'POST /clusters/:namespace/:name/snapshots',
    permission: 'snapshot.create',
    request: { path: `${cluster}/snapshots`, body: {} },
    outcomes: [401, 403, 403, 202, 403, 202, 403],
  },
  {
    subject: 'DELETE /clusters/:namespace/:name/snapshots/:id',
    permission: 'snapshot.delete',
    request: { path: `${cluster}/snapshots/before-v2` },
    outcomes: [401, 403, 403, 202, 403, 202, 403],
  },
  {
    subject: 'POST /clusters/:namespace/:name/restores/plan',
    permission: 'restore.create',
    request: { path: `${cluster}/restores/plan`, body: { from } },
    outcomes: [401, 403, 403, 200, 403, 200, 403],
  },
  {
    subject: 'POST /clusters/:namespace/:name/restores',
    permission: 'restore.create',
    request: {
      path: `${cluster}/restores`,
      body: { from, name: 'restored', confirm: 'goal-mandala-dev' },
    },
    outcomes: [401, 403, 403, 202, 403, 202, 403],
  },
  ...deploys.map(({ input: body, ...row }) => ({
    ...row,
    subject: 'POST /deploys/plan',
    request: { path: '/deploys/plan', body },
  })),
  ...deploys.map(({ input, ...row }) => ({
    ...row,
    subject: 'aurora:database:deploy',
    request: { input },
  })),
  {
    subject: 'aurora:database:delete',
    permission: 'cluster.delete',
    request: { input: { entityRef, confirm: 'goal-mandala-dev' } },
    outcomes: [401, 403, 403, 200, 403, 200, 403],
  },
  {
    subject: 'aurora:database:restore',
    permission: 'restore.create',
    request: { input: { entityRef, from, name: 'restored' } },
    outcomes: [401, 403, 403, 200, 403, 200, 403],
  },
  {
    subject: 'aurora:snapshot:create',
    permission: 'snapshot.create',
    request: { input: { entityRef } },
    outcomes: [401, 403, 403, 200, 403, 200, 403],
  },
];

/**
 * The answers about a database of another tool, of the same owner. They are those about the portal's,
 * except that nobody can delete it through the portal.
 */
export const existingMatrix: MatrixRow[] = permissionMatrix.flatMap(row => {
  const request = requestSchema.parse(
    JSON.parse(
      JSON.stringify(row.request)
        .replaceAll('goal-mandala-dev', 'dev.orders')
        .replaceAll('before-v2', existing.snapshotId),
    ),
  );
  const isOfDatabase =
    row.subject.includes('/:namespace/:name') ||
    ('input' in row.request && 'entityRef' in row.request.input);
  return isOfDatabase
    ? [
        {
          ...row,
          of: 'of another tool',
          request,
          outcomes:
            row.subject === 'aurora:database:delete'
              ? [401, 403, 403, 409, 403, 409, 403]
              : row.outcomes,
        },
      ]
    : [];
});

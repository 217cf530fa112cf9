import {
  type Message,
  messageSchema,
  messageTexts,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { JsonObject } from '@backstage/types';
import fc from 'fast-check';
import { z } from 'zod';
import {
  existingMatrix,
  methodOf,
  permissionMatrix,
} from '../testing/policies/permissionMatrix';
import {
  ownEntity,
  provideDatabases,
} from '../testing/databases/provideDatabases';
import { existingEntity } from '../testing/databases/existing';
import {
  noString,
  withInvalidCharacter,
  wrongDeploy,
  wrongLogQuery,
  wrongRange,
  wrongRef,
  wrongRestore,
  wrongSnapshot,
} from '../testing/inputs/wrongValues';
import { startBackend } from '../testing/servers/startBackend';
import {
  cloudFormation,
  rds,
  url,
  writes,
} from '../testing/servers/startPlugin';

const cluster = '/clusters/default/goal-mandala-dev';
const own = { entityRef: 'resource:default/goal-mandala-dev' };

const errorBodySchema = z.object({
  error: z.object({
    name: z.string().regex(/Error$/),
    message: z.string().min(1),
    messages: z.array(messageSchema).min(1),
  }),
});

/**
 * The codes of a refusal, those of its details included. A frontend can translate all of them.
 */
const codesOf = (messages: readonly Message[] = []): string[] =>
  messages.flatMap(({ code, details = {} }) => [
    code,
    ...codesOf(Object.values(details).flat()),
  ]);
const expectTranslatable = (messages: unknown) => {
  const codes = codesOf(z.array(messageSchema).min(1).parse(messages));
  expect(codes.filter(code => !Object.hasOwn(messageTexts, code))).toEqual([]);
  expect(codes).not.toContain('input.other');
};

const deploy = {
  name: 'goal-mandala',
  environment: 'dev',
  owner: 'group:default/payments',
};
const restore = { from: { latest: true }, confirm: 'goal-mandala-dev' };

/** Every field of every body. */
const bodies = [
  ...fieldsOf('/deploys/plan', deploy, wrongDeploy),
  ...fieldsOf(`${cluster}/snapshots`, {}, wrongSnapshot),
  ...fieldsOf(`${cluster}/restores/plan`, { from: restore.from }, wrongRestore),
  ...fieldsOf(`${cluster}/restores`, restore, {
    ...wrongRestore,
    confirm: noString,
  }),
];
/** Every field of every action that more than its schema checks. */
const inputs = [
  ...fieldsOf('aurora:database:deploy', deploy, wrongDeploy),
  ...fieldsOf('aurora:snapshot:create', own, {
    ...wrongSnapshot,
    entityRef: wrongRef,
  }),
  ...fieldsOf(
    'aurora:database:restore',
    { ...own, from: restore.from },
    { ...wrongRestore, entityRef: wrongRef },
  ),
  ...fieldsOf(
    'aurora:database:delete',
    { ...own, confirm: 'goal-mandala-dev' },
    { entityRef: wrongRef },
  ),
];

function fieldsOf(
  target: string,
  right: JsonObject,
  wrong: Readonly<Record<string, fc.Arbitrary<unknown>>>,
) {
  return Object.entries(wrong).map(
    ([field, values]) => [target, field, right, values] as const,
  );
}

const routesOf = (rows: typeof permissionMatrix) =>
  rows.flatMap(({ subject, of, request }) =>
    'path' in request
      ? [{ subject, of: of ?? 'of the portal', ...request }]
      : [],
  );
const routes = routesOf(permissionMatrix);
/** Every parameter of a query. */
const queryNames = [
  'range',
  'maxAgeMinutes',
  'kind',
  'from',
  'to',
  'search',
  'next',
];
/** Parts of paths, and queries, with values that they refuse. */
const addresses: [
  string,
  (value: string) => string,
  string,
  fc.Arbitrary<string>,
][] = [
  ...routes
    .filter(({ subject }) => subject.includes('/:namespace/:name'))
    .flatMap(({ subject, path }) =>
      (
        [
          ['namespace', '/default/'],
          ['name', '/goal-mandala-dev'],
        ] as const
      ).map(([field, part]): (typeof addresses)[number] => [
        subject,
        value =>
          path.replace(part, () =>
            part.replace(/[\w-]+/, () => encodeURIComponent(value)),
          ),
        field,
        withInvalidCharacter,
      ]),
    ),
  [
    'GET /environments/:name/readiness',
    value => `/environments/${encodeURIComponent(value)}/readiness`,
    'name',
    withInvalidCharacter,
  ],
  [
    'DELETE /clusters/:namespace/:name/snapshots/:id',
    value => `${cluster}/snapshots/${encodeURIComponent(value)}`,
    'id',
    withInvalidCharacter,
  ],
  [
    'GET /clusters/:namespace/:name/health',
    value => `${cluster}/health?range=${encodeURIComponent(value)}`,
    'range',
    wrongRange,
  ],
  ...(['load', 'load/statements/:statementId', 'events'] as const).map(
    (route): (typeof addresses)[number] => [
      `GET /clusters/:namespace/:name/${route}`,
      value =>
        `${cluster}/${route.replace(':statementId', 'A1')}?range=${encodeURIComponent(value)}`,
      'range',
      wrongRange,
    ],
  ),
  [
    'GET /clusters/:namespace/:name/load/statements/:statementId',
    value => `${cluster}/load/statements/${encodeURIComponent(value)}`,
    'statementId',
    withInvalidCharacter,
  ],
  ...Object.entries(wrongLogQuery).map(
    ([field, values]): (typeof addresses)[number] => [
      'GET /clusters/:namespace/:name/log',
      value => `${cluster}/log?${field}=${encodeURIComponent(value)}`,
      field,
      values,
    ],
  ),
  [
    'GET /clusters/:namespace/:name/release-gate',
    value =>
      `${cluster}/release-gate?maxAgeMinutes=${encodeURIComponent(value)}`,
    'maxAgeMinutes',
    fc.oneof(
      fc.integer({ max: 0 }).map(String),
      fc.integer({ min: 10_081 }).map(String),
      fc.constantFrom('soon', '1.5', 'Infinity', 'NaN', ''),
    ),
  ],
];

describe('a wrong value', () => {
  let backend: Awaited<ReturnType<typeof startBackend>>;
  beforeAll(async () => {
    provideDatabases();
    backend = await startBackend({
      entities: [ownEntity('dev'), existingEntity],
    });
  });
  beforeEach(provideDatabases);
  const calls = () => [...cloudFormation.calls, ...rds.calls()];

  it.each(addresses)(
    'is named at %s (%#), and AWS is not called',
    async (subject, toPath, field, values) => {
      await fc.assert(
        fc.asyncProperty(values, async value => {
          const { status, body } = await backend.api[methodOf({ subject })](
            url + toPath(value),
          );
          expect([status, body.error?.name]).toEqual([400, 'InputError']);
          expect(body.error.message).toMatch(`${field}: `);
          expectTranslatable(body.error.messages);
          expect(calls()).toEqual([]);
        }),
        { numRuns: 30 },
      );
    },
  );

  it.each(bodies)(
    'is named in the body of %s: %s, and AWS is not called',
    async (path, field, right, values) => {
      await fc.assert(
        fc.asyncProperty(values, async value => {
          const { status, body } = await backend.api
            .post(url + path)
            .send({ ...right, [field]: value });
          expect([status, body.error?.name]).toEqual([400, 'InputError']);
          expect(body.error.message).toContain(field);
          expectTranslatable(body.error.messages);
          expect(calls()).toEqual([]);
        }),
        { numRuns: 30 },
      );
    },
  );

  it.each(inputs)(
    'is named in the input of %s: %s, and AWS is not called',
    async (action, field, right, values) => {
      await fc.assert(
        fc.asyncProperty(values, async value => {
          const input = JSON.parse(
            JSON.stringify({ ...right, [field]: value }),
          );
          const error: unknown = await backend
            .run(action, input)
            .catch(caught => caught);
          expect(error).toMatchObject({
            name: 'InputError',
            message: expect.stringContaining(field),
          });
          expectTranslatable(
            error instanceof Error && 'messages' in error && error.messages,
          );
          expect(calls()).toEqual([]);
        }),
        { numRuns: 30 },
      );
    },
  );

  it.each([...routes, ...routesOf(existingMatrix)])(
    'of any kind never makes $subject fail, or write if it is refused: $of',
    async ({ subject, path }) => {
      const piece = fc.oneof(
        // No route has a path with an empty part or dots.
        fc
          .string({ unit: 'binary', minLength: 1 })
          .filter(text => !/^\.+$/.test(text))
          .map(encodeURIComponent),
        fc.constantFrom(
          'default',
          'goal-mandala-dev',
          'dev.orders',
          'dev.',
          'dev.Orders',
          'dev.orders.dev',
          'prod.orders',
          '%',
          '%00',
          '%E0%A4',
        ),
      );
      await fc.assert(
        fc.asyncProperty(
          fc.array(piece, { minLength: 2, maxLength: 2 }),
          fc.subarray(queryNames),
          piece,
          fc.jsonValue(),
          fc.boolean(),
          async ([namespace = '', name = ''], names, query, body, isKnown) => {
            cloudFormation.calls.length = 0;
            rds.resetHistory();
            const address = isKnown
              ? path
              : path
                  .replace('/default/', () => `/${namespace}/`)
                  .replace(
                    /\/(goal-mandala-dev|dev\.orders)/,
                    () => `/${name}`,
                  );
            const { status, body: answer } = await backend.api[
              methodOf({ subject })
            ](
              `${url}${address}?${names.map(one => `${one}=${query}`).join('&')}`,
            )
              .set('content-type', 'application/json')
              .send(JSON.stringify(body));
            expect([200, 202, 400, 404, 409]).toContain(status);
            const isRefused = status >= 400;
            expect(errorBodySchema.safeParse(answer).success).toBe(isRefused);
            expect(isRefused ? writes() : []).toEqual([]);
          },
        ),
        { numRuns: 60 },
      );
    },
  );
});

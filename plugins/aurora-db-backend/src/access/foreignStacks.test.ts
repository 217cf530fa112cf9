import {
  auroraDbAnnotations,
  auroraDbTags,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { Entity } from '@backstage/catalog-model';
import type { AuthorizePermissionRequest } from '@backstage/plugin-permission-common';
import {
  type MatrixRow,
  methodOf,
  permissionMatrix,
} from '../testing/policies/permissionMatrix';
import {
  ownEntity,
  provideDatabases,
} from '../testing/databases/provideDatabases';
import { startBackend } from '../testing/servers/startBackend';
import {
  cloudFormation,
  rds,
  url,
  writes,
} from '../testing/servers/startPlugin';
import { testStack } from '../testing/databases/testStack';

const own = ownEntity('dev');
const ownStack = testStack('goal-mandala', 'dev', {
  stackId:
    'arn:aws:cloudformation:ap-northeast-1:222222222222:stack/goal-mandala-dev-database/51af3dc0',
});
const { tags } = ownStack;
const thieves = 'group:default/thieves';
/** goal-mandala's in dev, which a registered entity claims otherwise. */
const claiming = (
  annotations: Record<string, string>,
  owner = own.spec?.owner,
): Entity => ({
  ...own,
  metadata: {
    ...own.metadata,
    annotations: { ...own.metadata.annotations, ...annotations },
  },
  spec: { ...own.spec, owner },
});

/** The only stack that CloudFormation has is this one, with other tags. */
const provideStack = (others: Record<string, string>) => () => {
  cloudFormation.reset();
  cloudFormation.add({ ...ownStack, tags: others });
};

/** What an entity leads to that is not the database which it says it is. */
const traps: [string, Entity, () => void][] = [
  ['a stack without our tags', own, provideStack({})],
  [
    "another database's stack",
    own,
    provideStack({ ...tags, [auroraDbTags.name]: 'orders' }),
  ],
  [
    "another environment's stack",
    own,
    provideStack({ ...tags, [auroraDbTags.environment]: 'stg' }),
  ],
  [
    "another owner's stack",
    own,
    provideStack({ ...tags, [auroraDbTags.owner]: thieves }),
  ],
];
/** Annotations and owners that any user can write into an entity. */
const claims: [string, Entity, () => void][] = [
  [
    'the account of prod',
    claiming({
      [auroraDbAnnotations.environment]: 'prod',
      [auroraDbAnnotations.stackName]: 'goal-mandala-prd-database',
    }),
    () => {},
  ],
  [
    'an account that has no such stack',
    claiming({ [auroraDbAnnotations.environment]: 'prod' }),
    () => {},
  ],
  [
    'an environment that is not configured',
    claiming({ [auroraDbAnnotations.environment]: 'stg' }),
    () => {},
  ],
  ["another team's database as its own", claiming({}, thieves), () => {}],
];

const onDatabase = permissionMatrix.filter(
  ({ subject, request }) =>
    subject.includes('/:namespace/:name') ||
    ('input' in request && 'entityRef' in request.input),
);
/** Each with whom it is tried as: who owns the entity, or a user who owns no database. */
const tried: [string, Entity, () => void, string[] | undefined][] = [
  ...traps.map(([what, entity, provide]): (typeof tried)[number] => [
    what,
    entity,
    provide,
    undefined,
  ]),
  ...claims.map(([what, entity, provide]): (typeof tried)[number] => [
    what,
    entity,
    provide,
    [thieves],
  ]),
];
const cases = tried.flatMap(([what, entity, provide, caller]) =>
  onDatabase.map(
    row => [what, row.subject, { row, entity, provide, caller }] as const,
  ),
);

async function start(
  entity: Entity,
  isAllowed?: (asked: AuthorizePermissionRequest) => boolean,
  caller?: string[],
) {
  const { api, run } = await startBackend({
    entities: [entity],
    isAllowed,
    claims: caller,
  });
  return {
    api,
    /** The refusal as name and sentence. A refusal of REST starts with the status. */
    async refusalOf({
      subject,
      request,
    }: Pick<MatrixRow, 'subject' | 'request'>): Promise<string> {
      if ('input' in request) {
        return run(subject, request.input).then(
          () => 'nothing refused it',
          String,
        );
      }
      const { status, text } = await api[methodOf({ subject })](
        url + request.path,
      ).send(request.body);
      return `${status} ${text}`;
    },
  };
}

describe('an entity gives no access to the database that it names', () => {
  beforeEach(provideDatabases);

  it.each(cases)('%s: %s', async (_, __, { row, entity, provide, caller }) => {
    provide();
    const { refusalOf } = await start(entity, undefined, caller);
    const refusal = await refusalOf(row);
    expect(refusal).toMatch(/^(404 .*"NotFoundError"|NotFoundError: )/s);
    expect(refusal).toContain('resource:default/goal-mandala-dev');
    // Nothing of the other database is read.
    expect(rds.calls()).toEqual([]);
    expect(writes()).toEqual([]);
  });

  it.each([
    ['that exists', () => {}],
    ['that does not exist', () => cloudFormation.reset()],
  ])(
    'a delete of a database %s has the same answer for a caller who only claims it',
    async (_, provide) => {
      provide();
      const { refusalOf } = await start(claiming({}, thieves));
      const [remove] = onDatabase.filter(
        ({ subject }) => subject === 'aurora:database:delete',
      );
      await expect(remove && refusalOf(remove)).resolves.toBe(
        'NotFoundError: resource:default/goal-mandala-dev has no database to delete in account 222222222222: there is no stack goal-mandala-dev-database, or it is not the stack of this entity',
      );
      expect(writes()).toEqual([]);
    },
  );

  it.each([...traps, ...claims])(
    '%s: it is in no list',
    async (_, entity, provide) => {
      provide();
      const { api } = await start(entity);
      const { body } = await api.get(`${url}/clusters`).expect(200);
      expect(body.items).toEqual([]);
    },
  );
});

const takeover = { name: 'goal-mandala', environment: 'dev', owner: thieves };

describe.each<Pick<MatrixRow, 'subject' | 'request'>>([
  {
    subject: 'POST /deploys/plan',
    request: { path: '/deploys/plan', body: takeover },
  },
  { subject: 'aurora:database:deploy', request: { input: takeover } },
])("$subject over another team's database", row => {
  beforeEach(provideDatabases);

  it('is refused to callers who cannot change it, even under a new owner', async () => {
    const { refusalOf } = await start(
      own,
      ({ permission }) => permission.name !== 'aurora-db.cluster.update',
    );
    await expect(refusalOf(row)).resolves.toMatch(
      /^(403 .*"|NotAllowedError: )You lack the permission aurora-db\.cluster\.update on resource:default\/goal-mandala-dev/s,
    );
    expect(writes()).toEqual([]);
  });

  it('is refused to callers who claim it by an entity, whatever the policy says about the entity', async () => {
    const { refusalOf } = await start(claiming({}, thieves));
    await expect(refusalOf(row)).resolves.toMatch(
      /^(403 .*"|NotAllowedError: ).*belongs to group:default\/thieves, but the database belongs to group:default\/payments/s,
    );
    expect(writes()).toEqual([]);
  });

  it.each(traps.slice(0, 3))(
    'changes nothing if the name leads to %s',
    async (_, entity, provide) => {
      provide();
      const { refusalOf } = await start(entity);
      await expect(refusalOf(row)).resolves.toMatch(
        /^(409 .*"|)ConflictError/s,
      );
      expect(writes()).toEqual([]);
    },
  );
});

/** Entities that any user can register under the name of a database. */
const squatters: [string, Entity][] = [
  ['says that it is the database', claiming({}, thieves)],
  [
    'points to another database',
    claiming(
      {
        [auroraDbAnnotations.environment]: 'prod',
        [auroraDbAnnotations.stackName]: 'goal-mandala-prd-database',
      },
      thieves,
    ),
  ],
  [
    'is something else',
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: { name: own.metadata.name, namespace: 'default' },
      spec: { type: 's3-bucket', owner: thieves },
    },
  ],
];
const everything: Pick<MatrixRow, 'subject' | 'request'>[] = [
  ...onDatabase,
  ...permissionMatrix.filter(({ of }) => of === "the owner's in dev"),
];

describe("an entity that has a database's name", () => {
  beforeEach(provideDatabases);
  /** As the catalog answers, whose entity is not the owner's. */
  const refusedOnEntity = ({ resourceRef }: AuthorizePermissionRequest) =>
    resourceRef !== 'resource:default/goal-mandala-dev';
  const of = (rows: typeof everything) =>
    squatters.flatMap(([what, entity]) =>
      rows.map(row => [what, row.subject, { entity, row }] as const),
    );

  it.each(of(everything))(
    'and %s is refused to any other caller at %s, who learns nothing',
    async (_, __, { entity, row }) => {
      const { refusalOf } = await start(entity, refusedOnEntity, [
        'group:default/search',
      ]);
      await expect(refusalOf(row)).resolves.toMatch(
        /^(403 .*"|NotAllowedError: )You lack the permission aurora-db\.[a-z.-]+ on resource:default\/goal-mandala-dev/s,
      );
      expect(rds.calls()).toEqual([]);
      expect(writes()).toEqual([]);
    },
  );

  // Last: what the owner begins is followed for a while.
  it.each(of(everything))(
    'and %s does not keep the owner from %s',
    async (_, __, { entity, row }) => {
      const { refusalOf } = await start(entity, refusedOnEntity, [
        'group:default/payments',
      ]);
      await expect(refusalOf(row)).resolves.toMatch(
        /^(20[02] |nothing refused it)/,
      );
    },
  );
});

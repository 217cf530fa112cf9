import {
  auroraDbAnnotations,
  auroraDbTags,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { Entity } from '@backstage/catalog-model';
import type { AuthorizePermissionRequest } from '@backstage/plugin-permission-common';
import {
  type MatrixRow,
  methodOf,
  permissionMatrix,
} from './__testUtils__/permissionMatrix';
import { ownEntity, provideDatabases } from './__testUtils__/provideDatabases';
import { sdkStack } from './__testUtils__/sdkStack';
import { startBackend } from './__testUtils__/startBackend';
import { cloudFormation, rds, url, writes } from './__testUtils__/startPlugin';
import { testStack } from './__testUtils__/testStack';

const own = ownEntity('dev');
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

/** Every stack that CloudFormation has is this one, with other tags. */
const provideStack = (tags: Record<string, string>) => () => {
  cloudFormation.on(DescribeStacksCommand).resolves({
    Stacks: [
      sdkStack(
        { ...testStack('goal-mandala', 'dev'), tags },
        'UPDATE_COMPLETE',
      ),
    ],
  });
};
const { tags } = testStack('goal-mandala', 'dev');

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
/** Annotations and owners that anybody may write into an entity. */
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
    'an account where there is no such stack',
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
    subject.includes('/:name') ||
    ('input' in request && 'entityRef' in request.input),
);
/** The one that finds its stack by the entity's name: what the annotations claim leads it nowhere. */
const byName = 'aurora:database:delete';

const cases = [...traps, ...claims].flatMap(([what, entity, provide]) =>
  onDatabase.map(row => [what, row.subject, { row, entity, provide }] as const),
);

async function start(
  entity: Entity,
  isAllowed?: (asked: AuthorizePermissionRequest) => boolean,
) {
  const { api, run } = await startBackend({ entities: [entity], isAllowed });
  return {
    api,
    /** What it was refused with, as name and sentence; the status comes first where REST refused. */
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

describe('an entity gets nothing where it points to', () => {
  beforeEach(provideDatabases);

  it.each(cases.filter(([, subject]) => subject !== byName))(
    '%s: %s',
    async (_, __, { row, entity, provide }) => {
      provide();
      const { refusalOf } = await start(entity);
      const refusal = await refusalOf(row);
      expect(refusal).toMatch(/^(404 .*"NotFoundError"|NotFoundError: )/s);
      expect(refusal).toContain('resource:default/goal-mandala-dev');
      // Nothing of what is there is read, let alone told.
      expect(rds.calls()).toEqual([]);
      expect(writes()).toEqual([]);
    },
  );

  it.each(traps)('%s: it is not deleted', async (_, entity, provide) => {
    provide();
    const { refusalOf } = await start(entity);
    const [remove] = onDatabase.filter(({ subject }) => subject === byName);
    await expect(remove && refusalOf(remove)).resolves.toMatch(
      /^(ConflictError|NotAllowedError): /,
    );
    expect(writes()).toEqual([]);
  });

  it('another owner: a database is not deleted by who claims it', async () => {
    const { refusalOf } = await start(claiming({}, thieves));
    const [remove] = onDatabase.filter(({ subject }) => subject === byName);
    await expect(remove && refusalOf(remove)).resolves.toMatch(
      /^NotAllowedError: .*belongs to group:default\/thieves, but the database belongs to group:default\/payments/,
    );
    expect(writes()).toEqual([]);
  });

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

  it('is refused to who may not change it, under a new owner too', async () => {
    const { refusalOf } = await start(
      own,
      ({ permission }) => permission.name !== 'aurora-db.cluster.update',
    );
    await expect(refusalOf(row)).resolves.toMatch(
      /^(403 .*"|NotAllowedError: )You lack the permission aurora-db\.cluster\.update on resource:default\/goal-mandala-dev/s,
    );
    expect(writes()).toEqual([]);
  });

  it('is refused to who claims it by an entity, whatever the policy says of that', async () => {
    const { refusalOf } = await start(claiming({}, thieves));
    await expect(refusalOf(row)).resolves.toMatch(
      /^(403 .*"|NotAllowedError: ).*belongs to group:default\/thieves, but the database belongs to group:default\/payments/s,
    );
    expect(writes()).toEqual([]);
  });

  it.each(traps.slice(0, 3))(
    'changes nothing where the name leads to %s',
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

import {
  CreateDBClusterSnapshotCommand,
  DeleteDBClusterSnapshotCommand,
} from '@aws-sdk/client-rds';
import { mockServices } from '@backstage/backend-test-utils';
import {
  existingMatrix,
  methodOf,
  permissionMatrix,
} from '../testing/policies/permissionMatrix';
import {
  ownEntity,
  provideDatabases,
} from '../testing/databases/provideDatabases';
import { existing, existingEntity } from '../testing/databases/existing';
import { startBackend } from '../testing/servers/startBackend';
import {
  awsError,
  cloudFormation,
  rds,
  url,
  writes,
} from '../testing/servers/startPlugin';
import { until } from '../testing/servers/until';

/** The auditor's event of each write. */
const eventIds: Readonly<Record<string, string>> = {
  'POST /clusters/:namespace/:name/snapshots': 'snapshot-create',
  'DELETE /clusters/:namespace/:name/snapshots/:id': 'snapshot-delete',
  'POST /clusters/:namespace/:name/restores': 'restore-create',
  'aurora:database:deploy': 'database-deploy',
  'aurora:database:delete': 'database-delete',
  'aurora:database:restore': 'restore-create',
  'aurora:snapshot:create': 'snapshot-create',
};

/** Of the tables of permissions, all that change something, with their databases. */
const writing = [
  ...permissionMatrix
    .filter(({ of }) => !of || of.endsWith("owner's in dev"))
    .map(row => ({ ...row, entityRef: 'resource:default/goal-mandala-dev' })),
  ...existingMatrix.map(row => ({ ...row, entityRef: existing.entityRef })),
]
  .filter(
    ({ subject }) => !subject.startsWith('GET ') && !subject.endsWith('/plan'),
  )
  .map(row => ({ ...row, database: row.entityRef.split('/')[1] }));
const isPossible = ({ subject, entityRef }: (typeof writing)[number]) =>
  subject !== 'aurora:database:delete' || entityRef !== existing.entityRef;

async function startAudited(isAllowed: () => boolean = () => true) {
  const event = {
    success: jest.fn(async () => {}),
    fail: jest.fn(async () => {}),
  };
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => event),
  });
  const { api, run } = await startBackend({
    entities: [ownEntity('dev'), existingEntity],
    auditor,
    isAllowed,
  });
  const write = async ({
    subject,
    request,
  }: (typeof permissionMatrix)[number]): Promise<string> => {
    if ('input' in request) {
      return run(subject, request.input).then(
        () => 'done',
        error => error.name,
      );
    }
    const { status, body } = await api[methodOf({ subject })](
      url + request.path,
    ).send(request.body);
    return status === 202 ? 'done' : body.error.name;
  };
  const outcomes = () => [
    event.success.mock.calls.length,
    event.fail.mock.calls.length,
  ];
  return { api, write, auditor, event, outcomes };
}

/** Each read of data, with what the auditor learns of it. */
const reads = [
  {
    path: 'log?kind=all&from=2026-11-23T00:00:00Z&to=2026-11-23T01:00:00Z&search=hunter2',
    eventId: 'log-read',
    meta: {
      kind: 'all',
      from: '2026-11-23T00:00:00.000Z',
      to: '2026-11-23T01:00:00.000Z',
      isSearch: true,
      isFurtherPage: false,
    },
  },
  {
    path: 'log',
    eventId: 'log-read',
    meta: {
      kind: 'errors',
      from: expect.any(String),
      to: expect.any(String),
      isSearch: false,
      isFurtherPage: false,
    },
  },
  {
    path: 'load/statements/A1?range=3h',
    eventId: 'statement-read',
    meta: { statementId: 'A1', range: '3h' },
  },
];

const readsOfBoth = ['goal-mandala-dev', 'dev.orders'].flatMap(database =>
  reads.map(read => ({ ...read, database })),
);

describe('the auditor', () => {
  beforeEach(provideDatabases);

  it.each(readsOfBoth)(
    'records that $path of $database was read, without the text of a search',
    async ({ database, path, eventId, meta }) => {
      const { api, auditor, outcomes } = await startAudited();
      await api.get(`${url}/clusters/default/${database}/${path}`).expect(200);
      expect(outcomes()).toEqual([1, 0]);
      expect(auditor.createEvent).toHaveBeenCalledTimes(1);
      const [[event] = []] = auditor.createEvent.mock.calls;
      expect(event).toMatchObject({ eventId, severityLevel: 'medium' });
      expect(event?.meta).toEqual({
        entityRef: `resource:default/${database}`,
        ...meta,
      });
      // What Backstage's auditor writes of a request.
      expect(event?.request?.originalUrl).toContain(database);
      expect(event?.request?.originalUrl).not.toContain('hunter2');
    },
  );

  it.each(readsOfBoth)(
    'records that $path of $database was refused',
    async ({ database, path, eventId }) => {
      const { api, auditor, event, outcomes } = await startAudited(() => false);
      await api.get(`${url}/clusters/default/${database}/${path}`).expect(403);
      expect(outcomes()).toEqual([0, 1]);
      expect(auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({ eventId }),
      );
      expect(event.fail).toHaveBeenCalledWith({
        error: expect.objectContaining({
          message: expect.stringContaining('aurora-db.log.read'),
        }),
      });
    },
  );

  it.each(['load', 'events', 'health'])(
    'gets no event from a read of %s, which has no data of applications',
    async path => {
      const { api, auditor } = await startAudited();
      await api
        .get(`${url}/clusters/default/goal-mandala-dev/${path}`)
        .expect(200);
      expect(auditor.createEvent).not.toHaveBeenCalled();
    },
  );

  it('gets an event from each write', () => {
    const subjects = writing.map(({ subject }) => subject);
    expect([...new Set(subjects)].sort()).toEqual(Object.keys(eventIds).sort());
  });

  it.each(writing.filter(isPossible))(
    'records that $subject of $database succeeded',
    async row => {
      const { write, auditor, outcomes } = await startAudited();
      await expect(write(row)).resolves.toBe('done');
      // A restore is answered when it has begun, and audited when it has ended.
      await expect(
        until(
          async () => outcomes(),
          ([done]) => done === 1,
          50,
        ),
      ).resolves.toEqual([1, 0]);
      expect(auditor.createEvent).toHaveBeenCalledTimes(1);
      expect(auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({
          eventId: eventIds[row.subject],
          severityLevel: 'medium',
          meta: expect.objectContaining({ entityRef: row.entityRef }),
        }),
      );
    },
  );

  it('records that the deletion of a database of another tool was refused', async () => {
    const { write, event, outcomes } = await startAudited();
    for (const row of writing.filter(one => !isPossible(one))) {
      await expect(write(row)).resolves.toBe('ConflictError');
    }
    expect(outcomes()).toEqual([0, 1]);
    expect(event.fail).toHaveBeenCalledWith({
      error: expect.objectContaining({
        message:
          'The portal did not create dev.orders, so it cannot change or delete it. Use the tool that created the cluster orders',
      }),
    });
    expect(writes()).toEqual([]);
  });

  it.each(writing)(
    'records that $subject of $database was refused',
    async row => {
      const { write, auditor, event, outcomes } = await startAudited(
        () => false,
      );
      await expect(write(row)).resolves.toBe('NotAllowedError');
      expect(outcomes()).toEqual([0, 1]);
      expect(auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({ eventId: eventIds[row.subject] }),
      );
      expect(event.fail).toHaveBeenCalledWith(
        expect.objectContaining({
          error: expect.objectContaining({
            message: expect.stringContaining('You lack the permission'),
          }),
        }),
      );
      expect(writes()).toEqual([]);
    },
  );

  it.each(writing.filter(isPossible))(
    'records that $subject of $database failed in AWS',
    async row => {
      const denied = awsError('AccessDenied', 'not authorized');
      cloudFormation.failure = method =>
        ['createChangeSet', 'deleteStack'].includes(method)
          ? denied
          : undefined;
      rds.on(CreateDBClusterSnapshotCommand).rejects(denied);
      rds.on(DeleteDBClusterSnapshotCommand).rejects(denied);
      const { write, event, outcomes } = await startAudited();
      await expect(write(row)).resolves.toBe('ServiceUnavailableError');
      expect(outcomes()).toEqual([0, 1]);
      expect(event.fail).toHaveBeenCalledWith(
        expect.objectContaining({
          error: expect.objectContaining({
            message: expect.stringContaining('222222222222'),
          }),
        }),
      );
    },
  );
});

import {
  environmentDefaults,
  healthSchema,
  type Plan,
  releaseGateSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  cloudFormation,
  provideAws,
  provideNewSnapshots,
  rds,
  startPlugin,
  stopPlugins,
  url,
  writes,
} from '../testing/servers/startPlugin';
import { registerBackupActions } from './registerBackupActions';

const entityRef = 'resource:default/goal-mandala-prd';
const actions = `${url}/.backstage/actions/v1/actions`;
const invoke = (name: string) => `${actions}/aurora-db:${name}/invoke`;

/** Every action with the permission that it needs and an input that is right. */
const registered = [
  ['get-database', 'aurora-db.cluster.read', { entityRef }],
  ['get-database-health', 'aurora-db.cluster.read', { entityRef }],
  ['list-snapshots', 'aurora-db.cluster.read', { entityRef }],
  ['list-operations', 'aurora-db.cluster.read', { entityRef }],
  ['get-release-gate', 'aurora-db.release-gate.read', { entityRef }],
  ['get-database-load', 'aurora-db.insights.read', { entityRef }],
  ['get-top-statements', 'aurora-db.insights.read', { entityRef }],
  ['list-database-events', 'aurora-db.cluster.read', { entityRef }],
  ['create-snapshot', 'aurora-db.snapshot.create', { entityRef }],
  [
    'plan-restore',
    'aurora-db.restore.create',
    { entityRef, from: { snapshotId: 'before-v2' } },
  ],
] as const;

describe('the actions for other tools', () => {
  beforeEach(provideAws);
  afterEach(stopPlugins);

  it('declare what they change, and none starts a restore or deletes', async () => {
    const api = await startPlugin();
    const { body } = await api.get(actions).expect(200);
    const reads = { readOnly: true, destructive: false, idempotent: true };
    expect(
      Object.fromEntries(
        body.actions.map((action: { name: string; attributes: object }) => [
          action.name,
          action.attributes,
        ]),
      ),
    ).toEqual({
      'list-databases': reads,
      'get-database': reads,
      'get-database-health': reads,
      'list-snapshots': reads,
      'list-operations': reads,
      'get-release-gate': reads,
      'get-database-load': reads,
      'get-top-statements': reads,
      'list-database-events': reads,
      'create-snapshot': {
        readOnly: false,
        destructive: false,
        idempotent: false,
      },
      'plan-restore': reads,
    });
  });

  it('have examples, and those of the actions that read work', async () => {
    const api = await startPlugin();
    const { body } = await api.get(actions).expect(200);
    for (const { name, examples, attributes } of body.actions) {
      expect(examples.length).toBeGreaterThan(0);
      // A plan makes a change set, which this test has no template for.
      if (attributes.readOnly && name !== 'plan-restore') {
        for (const { input } of examples) {
          await api.post(invoke(name)).send(input).expect(200);
        }
      }
    }
  });

  it('list the databases that the caller can see', async () => {
    const api = await startPlugin();
    const { body } = await api.post(invoke('list-databases')).send({});
    expect(body.output.items).toEqual([
      expect.objectContaining({ entityRef, environment: 'prod' }),
    ]);
    const blind = await startPlugin({ decide: () => AuthorizeResult.DENY });
    const { body: none } = await blind.post(invoke('list-databases')).send({});
    expect(none.output.items).toEqual([]);
  });

  it.each([
    'get-database',
    'list-snapshots',
    'list-operations',
    'list-database-events',
  ])('answer %s like the REST API, also for a bare name', async name => {
    const api = await startPlugin();
    const paths = {
      'get-database': '',
      'list-snapshots': '/snapshots',
      'list-operations': '/operations',
      'list-database-events': '/events',
    };
    const path = Object.entries(paths).find(([key]) => key === name)?.[1];
    const { body: rest } = await api.get(
      `${url}/clusters/default/goal-mandala-prd${path}`,
    );
    const { body } = await api
      .post(invoke(name))
      .send({ entityRef: 'goal-mandala-prd' })
      .expect(200);
    expect(body.output).toEqual(rest);
  });

  it('return the health with last values and without datapoints', async () => {
    const api = await startPlugin();
    const { body } = await api
      .post(invoke('get-database-health'))
      .send({ entityRef })
      .expect(200);
    expect(healthSchema.shape.severity.parse(body.output.severity)).toBe('ok');
    expect(body.output.metrics.connections).toMatchObject({
      unit: 'count',
      max: 3360,
    });
    expect(JSON.stringify(body.output)).not.toContain('points');
  });

  it('answer the release gate for the requested maximum age', async () => {
    const api = await startPlugin();
    const { body } = await api
      .post(invoke('get-release-gate'))
      .send({ entityRef, maxAgeMinutes: 1 })
      .expect(200);
    expect(releaseGateSchema.strict().parse(body.output)).toMatchObject({
      pass: false,
      snapshotId: 'before-v2',
    });
  });

  it('take a snapshot on behalf of the user, with an auditor event', async () => {
    provideNewSnapshots();
    const success = jest.fn();
    const auditor = mockServices.auditor.mock({
      createEvent: jest.fn(async () => ({ success, fail: jest.fn() })),
    });
    const api = await startPlugin({ auditor });
    const { body } = await api
      .post(invoke('create-snapshot'))
      .send({ entityRef, label: 'before v3', expiresInDays: 14 })
      .expect(200);
    expect(body.output).toMatchObject({
      status: 'creating',
      label: 'before v3',
      createdBy: 'user:default/mock',
    });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'snapshot-create',
        meta: expect.objectContaining({ entityRef, label: 'before v3' }),
      }),
    );
    expect(success).toHaveBeenCalled();
  });

  it('plan a restore with the caller’s own permissions', async () => {
    const plan: Plan = {
      target: {
        entityRef: 'resource:default/undo-prd',
        clusterIdentifier: 'undo-prd-aurora-cluster',
        environment: 'prod',
        name: 'undo',
      },
      config: environmentDefaults.prod,
      engineVersion: '15.17',
      changes: [],
      preflight: [],
      monthlyCost: { min: 292, max: 4672, currency: 'USD' },
      warnings: [],
    };
    const restores = { plan: jest.fn(async () => plan) };
    const registry = actionsRegistryServiceMock();
    registerBackupActions(registry, {
      auditor: mockServices.auditor.mock(),
      auth: mockServices.auth(),
      snapshots: { create: jest.fn() },
      snapshotFollower: { follow: () => {} },
      restores,
    });
    const credentials = mockCredentials.user('user:default/ann');
    await expect(
      registry.invoke({
        id: 'test:plan-restore',
        input: {
          entityRef: 'goal-mandala-prd',
          from: { latest: true },
          name: 'undo',
        },
        credentials,
      }),
    ).resolves.toEqual({ output: plan });
    expect(restores.plan).toHaveBeenCalledWith(
      entityRef,
      { from: { latest: true }, name: 'undo' },
      credentials,
    );
  });

  it.each([
    ['get-database', { entityRef: 'no such:::ref' }, 'entityRef'],
    ['get-database-health', { entityRef, range: '2y' }, 'range'],
    ['get-release-gate', { entityRef, maxAgeMinutes: 0 }, 'maxAgeMinutes'],
    ['get-database-load', { entityRef, range: '2y' }, 'range'],
    ['get-top-statements', { entityRef: 'no such:::ref' }, 'entityRef'],
    ['list-database-events', { entityRef, range: 'today' }, 'range'],
    ['create-snapshot', { entityRef, label: '<b>' }, 'label'],
    ['create-snapshot', { entityRef, expiresInDays: 0 }, 'expiresInDays'],
    ['plan-restore', { entityRef, from: {} }, 'from'],
    ['plan-restore', { entityRef, from: { time: 'yesterday' } }, 'from'],
  ])(
    'refuse %s with %j, and name the wrong field',
    async (name, input, field) => {
      const api = await startPlugin();
      const { body } = await api.post(invoke(name)).send(input).expect(400);
      expect(body.error.message).toContain(field);
      expect(writes()).toEqual([]);
    },
  );

  it.each(registered)(
    'refuse %s to callers without %s, and do not call AWS',
    async (name, permission, input) => {
      const api = await startPlugin({
        decide: asked =>
          asked.permission.name === permission
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      });
      const { body } = await api.post(invoke(name)).send(input).expect(403);
      expect(body.error.message).toContain(permission);
      expect(rds.calls()).toEqual([]);
      expect(cloudFormation.calls).toEqual([]);
    },
  );

  it.each(registered)('refuse %s without a caller', async (name, _, input) => {
    const api = await startPlugin();
    await api
      .post(invoke(name))
      .set('Authorization', mockCredentials.none.header())
      .send(input)
      .expect(res => expect([401, 403]).toContain(res.status));
    expect(rds.calls()).toEqual([]);
  });
});

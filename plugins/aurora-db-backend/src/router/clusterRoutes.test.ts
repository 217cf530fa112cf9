import {
  type Cluster,
  clusterSchema,
  healthSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  type AuthorizePermissionRequest,
  AuthorizeResult,
} from '@backstage/plugin-permission-common';
import {
  awsError,
  cloudFormation,
  cluster,
  provideAws,
  stack,
  startPlugin,
  stopPlugins,
  url,
} from '../testing/servers/startPlugin';

describe('the routes of a database', () => {
  beforeEach(provideAws);
  afterEach(stopPlugins);

  it('describes a cluster as in RDS and its stack', async () => {
    const api = await startPlugin();
    const { body } = await api.get(cluster).expect(200);
    expect(clusterSchema.strict().parse(body)).toEqual<Cluster>({
      entityRef: 'resource:default/goal-mandala-prd',
      environment: 'prod',
      origin: 'portal',
      accountId: '444444444444',
      region: 'ap-northeast-1',
      stackName: 'goal-mandala-prd-database',
      clusterIdentifier: 'goal-mandala-prd-aurora-cluster',
      arn: 'arn:aws:rds:ap-northeast-1:444444444444:cluster:x',
      status: 'available',
      engineVersion: '15.17',
      endpoint: 'writer.example.com',
      port: 5432,
      databaseName: 'goalmandalamain',
      secretArn: 'arn:aws:secret',
      capacity: { min: 1, max: 16 },
      maxConnections: { configured: 3360, pendingReboot: true },
      members: [
        {
          id: 'writer',
          role: 'writer',
          status: 'available',
          availabilityZone: 'ap-northeast-1a',
        },
        {
          id: 'reader',
          role: 'reader',
          status: 'available',
          availabilityZone: 'ap-northeast-1c',
        },
      ],
      backup: {
        retentionDays: 30,
        window: '18:00-19:00',
        latestRestorableTime: '2026-11-23T05:31:00.000Z',
      },
      deletionProtection: false,
    });
  });

  it('shows the connection limit of the servers, and the limit after their reboot', async () => {
    const outputs = {
      MaxConnections: '3360',
      MaxConnectionsUntilReboot: '823',
    };
    cloudFormation.reset();
    cloudFormation.add({ ...stack, outputs });
    const api = await startPlugin();
    const { body } = await api.get(cluster).expect(200);
    expect(clusterSchema.parse(body).maxConnections).toEqual({
      configured: 3360,
      live: 823,
      pendingReboot: true,
    });
    const health = await api.get(`${cluster}/health`).expect(200);
    expect(healthSchema.parse(health.body).metrics.connections.max).toBe(823);
  });

  it('answers 403 with the permission, whether or not the database exists', async () => {
    const api = await startPlugin({ decide: () => AuthorizeResult.DENY });
    for (const path of [
      cluster,
      `${cluster}/health`,
      `${url}/clusters/default/nobody-prd`,
    ]) {
      const { body } = await api.get(path).expect(403);
      expect(body.error.message).toContain('aurora-db.cluster.read');
    }
    expect(cloudFormation.calls).toHaveLength(0);
  });

  it('asks the policy about the requested entity', async () => {
    const seen: AuthorizePermissionRequest[] = [];
    const api = await startPlugin({
      decide: one => {
        seen.push(one);
        return AuthorizeResult.ALLOW;
      },
    });
    await api.get(cluster).expect(200);
    expect(seen).toEqual([
      expect.objectContaining({
        resourceRef: 'resource:default/goal-mandala-prd',
      }),
    ]);
  });

  it('answers services like users', async () => {
    const api = await startPlugin();
    const { status } = await api
      .get(cluster)
      .set('Authorization', mockCredentials.service.header());
    expect(status).toBe(200);
  });

  it('answers 404 for an entity that is not in the catalog', async () => {
    const api = await startPlugin({ entities: [] });
    for (const path of [cluster, `${cluster}/health`]) {
      const { status, body } = await api.get(path);
      expect(status).toBe(404);
      expect(body.error.name).toBe('NotFoundError');
    }
  });

  it('answers 404 for a deleted stack', async () => {
    cloudFormation.reset();
    const api = await startPlugin();
    const { body } = await api.get(cluster).expect(404);
    expect(body.error.message).toContain('goal-mandala-prd-database');
  });

  it('answers 503 if AWS refuses the credentials, which is a reason in the health', async () => {
    cloudFormation.failure = () =>
      awsError('ExpiredToken', 'The security token is expired');
    const api = await startPlugin();
    const { body } = await api.get(cluster).expect(503);
    expect(body.error.message).toContain('444444444444');

    const answer = await api.get(`${cluster}/health`).expect(200);
    expect(healthSchema.parse(answer.body)).toMatchObject({
      status: 'unknown',
      severity: 'unknown',
      reasons: [{ code: 'health.credentials' }],
    });
    await api.get(`${url}/clusters`).expect(503);
  });
});

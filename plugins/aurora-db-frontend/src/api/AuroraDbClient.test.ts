import { mockApis } from '@backstage/frontend-test-utils';
import { MockFetchApi } from '@backstage/test-utils';
import {
  testCluster,
  testEnvironments,
  testHealth,
  testPlan,
  testRestore,
  testSnapshot,
  testSummary,
} from '../testing/testData';
import { AuroraDbClient } from './AuroraDbClient';

const entityRef = 'resource:default/goal-mandala-prd';
const clusterUrl =
  'http://portal/api/aurora-db/clusters/default/goal-mandala-prd';

function createClient(status: number, body: unknown) {
  const fetch = jest.fn(
    async (_url: string | URL | Request, _init?: RequestInit) =>
      new Response(JSON.stringify(body), {
        status,
        headers: { 'Content-Type': 'application/json' },
      }),
  );
  const client = new AuroraDbClient({
    discoveryApi: mockApis.discovery({ baseUrl: 'http://portal' }),
    fetchApi: new MockFetchApi({ baseImplementation: fetch }),
  });
  return { client, fetch };
}

describe('AuroraDbClient', () => {
  it('reads a cluster by the namespace and name of its entity', async () => {
    const { client, fetch } = createClient(200, testCluster());
    await expect(client.getCluster(entityRef)).resolves.toEqual(testCluster());
    expect(fetch.mock.calls[0]?.[0]).toBe(
      'http://portal/api/aurora-db/clusters/default/goal-mandala-prd',
    );
  });

  it('reads health over a range, and can be aborted', async () => {
    const { client, fetch } = createClient(200, testHealth());
    const { signal } = new AbortController();
    await client.getHealth(entityRef, '3h', { signal });
    expect(fetch.mock.calls[0]?.[0]).toBe(
      'http://portal/api/aurora-db/clusters/default/goal-mandala-prd/health?range=3h',
    );
    expect(fetch.mock.calls[0]?.[1]?.signal).toBe(signal);
  });

  it('lists snapshots and operations', async () => {
    const snapshots = {
      items: [testSnapshot()],
      quota: { used: 1, limit: 100 },
    };
    const { client, fetch } = createClient(200, snapshots);
    await expect(client.getSnapshots(entityRef)).resolves.toEqual(snapshots);
    const operations = createClient(200, { items: [testRestore()] });
    await expect(operations.client.getOperations(entityRef)).resolves.toEqual([
      testRestore(),
    ]);
    expect(
      [fetch, operations.fetch].map(sent => sent.mock.calls[0]?.[0]),
    ).toEqual([`${clusterUrl}/snapshots`, `${clusterUrl}/operations`]);
  });

  it.each([
    [
      'snapshots',
      testSnapshot(),
      { label: 'before', expiresInDays: 14 },
      (client: AuroraDbClient) =>
        client.createSnapshot(entityRef, {
          label: 'before',
          expiresInDays: 14,
        }),
    ],
    [
      'restores/plan',
      testPlan(),
      { from: { latest: true } },
      (client: AuroraDbClient) =>
        client.planRestore(entityRef, { from: { latest: true } }),
    ],
    [
      'restores',
      { entityRef: 'resource:default/restored-prd', stackId: 'arn' },
      { from: { latest: true }, confirm: 'goal-mandala-prd' },
      (client: AuroraDbClient) =>
        client.startRestore(entityRef, {
          from: { latest: true },
          confirm: 'goal-mandala-prd',
        }),
    ],
  ])('posts to %s as JSON', async (path, answer, body, call) => {
    const { client, fetch } = createClient(202, answer);
    await expect(call(client)).resolves.toEqual(answer);
    const [url, init] = fetch.mock.calls[0] ?? [];
    expect(url).toBe(`${clusterUrl}/${path}`);
    expect(init).toMatchObject({
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
    });
    expect(JSON.parse(String(init?.body))).toEqual(body);
  });

  it('posts the form values to plan a deploy', async () => {
    const { client, fetch } = createClient(200, testPlan());
    const values = { name: 'goal-mandala', environment: 'prod' };
    await expect(client.planDeploy(values)).resolves.toEqual(testPlan());
    const [url, init] = fetch.mock.calls[0] ?? [];
    expect(url).toBe('http://portal/api/aurora-db/deploys/plan');
    expect(init?.method).toBe('POST');
    expect(JSON.parse(String(init?.body))).toEqual(values);
  });

  it('deletes a snapshot whose identifier has a colon, and ignores the body', async () => {
    const { client, fetch } = createClient(202, {});
    await client.deleteSnapshot(entityRef, 'rds:goal-mandala-prd');
    expect(fetch.mock.calls[0]).toEqual([
      `${clusterUrl}/snapshots/rds%3Agoal-mandala-prd`,
      expect.objectContaining({ method: 'DELETE' }),
    ]);
  });

  it('lists databases, and the environments that are missing', async () => {
    const { client, fetch } = createClient(200, { items: [testSummary()] });
    await expect(client.getDatabases()).resolves.toEqual({
      items: [testSummary()],
      unavailable: [],
    });
    expect(fetch.mock.calls[0]?.[0]).toBe(
      'http://portal/api/aurora-db/clusters',
    );
    const unavailable = [
      {
        environment: 'stg',
        reason: 'No answer',
        messages: [{ code: 'error.awsSilent', text: 'No answer' }],
      },
    ];
    const partial = createClient(200, { items: [], unavailable });
    await expect(partial.client.getDatabases()).resolves.toEqual({
      items: [],
      unavailable,
    });
  });

  it('returns the configured environments', async () => {
    const { client } = createClient(200, { items: testEnvironments });
    await expect(client.getEnvironments()).resolves.toEqual({
      items: testEnvironments,
    });
  });

  it('asks about an environment by its name', async () => {
    const readiness = { items: [] };
    const { client, fetch } = createClient(200, readiness);
    await expect(client.getReadiness('eu prod')).resolves.toEqual(readiness);
    expect(fetch.mock.calls[0]?.[0]).toBe(
      'http://portal/api/aurora-db/environments/eu%20prod/readiness',
    );
  });

  it('lists the hosts of repositories', async () => {
    const items = [{ host: 'github.com', provider: 'github' }];
    const { client, fetch } = createClient(200, { items });
    await expect(client.getRepositoryHosts()).resolves.toEqual(items);
    expect(fetch.mock.calls[0]?.[0]).toBe(
      'http://portal/api/aurora-db/repository-hosts',
    );
  });

  it("passes the backend's refusal on with its status and its sentence", async () => {
    const { client } = createClient(403, {
      error: { name: 'NotAllowedError', message: 'not yours' },
      response: { statusCode: 403 },
    });
    await expect(client.getCluster(entityRef)).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 403,
      cause: { message: 'not yours' },
    });
  });

  it('says what is wrong with an unexpected answer', async () => {
    const { client } = createClient(200, testCluster({ port: 1.5 }));
    await expect(client.getCluster(entityRef)).rejects.toThrow(
      /GET \/clusters\/default\/goal-mandala-prd .* same version .*port/s,
    );
  });
});

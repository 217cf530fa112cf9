import { mockApis } from '@backstage/frontend-test-utils';
import { MockFetchApi } from '@backstage/test-utils';
import { testCluster, testEnvironments, testHealth } from '../../test/testData';
import { AuroraDbClient } from './AuroraDbClient';

const entityRef = 'resource:default/goal-mandala-prd';

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

  it('asks for health over a range, and can be aborted', async () => {
    const { client, fetch } = createClient(200, testHealth());
    const { signal } = new AbortController();
    await client.getHealth(entityRef, '3h', { signal });
    expect(fetch.mock.calls[0]?.[0]).toBe(
      'http://portal/api/aurora-db/clusters/default/goal-mandala-prd/health?range=3h',
    );
    expect(fetch.mock.calls[0]?.[1]?.signal).toBe(signal);
  });

  it('gives the configured environments', async () => {
    const { client } = createClient(200, { items: testEnvironments });
    await expect(client.getEnvironments()).resolves.toEqual(testEnvironments);
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

  it('says what is wrong with an answer of an unexpected shape', async () => {
    const { client } = createClient(200, testCluster({ port: 1.5 }));
    await expect(client.getCluster(entityRef)).rejects.toThrow(
      /GET \/clusters\/default\/goal-mandala-prd .* same version .*port/s,
    );
  });
});

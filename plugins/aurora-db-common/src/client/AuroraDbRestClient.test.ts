import { clusterSchema } from '../answers/Cluster';
import { releaseGateSchema } from '../answers/ReleaseGate';
import { snapshotListSchema } from '../answers/Snapshot';
import { restoreStartedSchema } from '../requests/RestoreRequest';
import { AuroraDbRestClient } from './AuroraDbRestClient';

const baseUrl = 'http://portal/api/aurora-db';
const path = { namespace: 'default', name: 'goal-mandala-prd' };

/** A client of a backend that gives this answer, and the requests that it made. */
function clientWith(answer: unknown, status = 200) {
  const requests: Array<{ url: string; init?: RequestInit }> = [];
  const client = new AuroraDbRestClient({
    discoveryApi: { getBaseUrl: async plugin => `http://portal/api/${plugin}` },
    fetchApi: {
      fetch: async (url, init) => {
        requests.push({ url: String(url), init });
        return new Response(JSON.stringify(answer), {
          status,
          headers: { 'Content-Type': 'application/json' },
        });
      },
    },
  });
  return { client, requests };
}

describe('AuroraDbRestClient', () => {
  it('sends the path, the query and the token of a call', async () => {
    const gate = { pass: false, reason: 'No snapshot is fresh enough' };
    const { client, requests } = clientWith(gate);
    const answer = await client.call(
      'getReleaseGate',
      { path: { ...path, name: 'a b' }, query: { maxAgeMinutes: 30 } },
      releaseGateSchema,
      { token: 'pipeline' },
    );
    expect(answer).toEqual(gate);
    expect(requests).toEqual([
      {
        url: `${baseUrl}/clusters/default/a%20b/release-gate?maxAgeMinutes=30`,
        init: expect.objectContaining({
          method: 'GET',
          headers: { Authorization: 'Bearer pipeline' },
        }),
      },
    ]);
  });

  it('sends the body of a call', async () => {
    const started = { entityRef: 'resource:default/restored', stackId: 'arn' };
    const { client, requests } = clientWith(started, 202);
    const body = { from: { latest: true as const }, confirm: path.name };
    expect(
      await client.call('startRestore', { path, body }, restoreStartedSchema),
    ).toEqual(started);
    expect(requests[0]?.init).toMatchObject({
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  });

  it("throws the backend's refusal", async () => {
    const error = { name: 'NotAllowedError', message: 'You lack it' };
    const { client } = clientWith(
      { error, response: { statusCode: 403 } },
      403,
    );
    await expect(
      client.call('getCluster', { path }, clusterSchema),
    ).rejects.toMatchObject({
      name: 'ResponseError',
      cause: { name: 'NotAllowedError', message: 'You lack it' },
    });
  });

  it('names the call whose answer it does not expect', async () => {
    const { client } = clientWith({ items: [{ id: 7 }] });
    await expect(
      client.call('getSnapshots', { path }, snapshotListSchema),
    ).rejects.toThrow(
      'The answer to GET /clusters/default/goal-mandala-prd/snapshots is not what this version of the aurora-db client expects; install the same version of its backend',
    );
  });
});

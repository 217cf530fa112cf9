import { createServer } from 'node:net';
import { once } from 'node:events';
import { startRds, type TestRds } from '../rds/testing/startRds';
import { findPrivatePort } from './connections/loopbackAddresses';

jest.mock('./connections/loopbackAddresses', () => {
  const actual = jest.requireActual('./connections/loopbackAddresses');
  return { ...actual, findPrivatePort: jest.fn(actual.findPrivatePort) };
});

jest.setTimeout(180_000);

describe('a server whose port another process took just before its start', () => {
  let test: TestRds;

  beforeAll(async () => {
    test = await startRds();
  });

  afterAll(() => test?.stop());

  it('starts at another one', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const taken = typeof address === 'object' ? (address?.port ?? 0) : 0;
    jest.mocked(findPrivatePort).mockResolvedValueOnce(taken);
    await test.createCluster('late');
    await test.createInstance('late', 'one');
    const [row] = await test.query(
      await test.until('late'),
      'SELECT inet_server_port() AS port',
    );
    expect(row?.port).not.toBe(taken);
    const { Events = [] } = await test.rds.describeEvents({
      EventCategories: ['failure'],
    });
    expect(Events).toEqual([]);
    other.close();
  });
});

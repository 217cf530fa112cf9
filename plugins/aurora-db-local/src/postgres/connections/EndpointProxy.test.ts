import { once } from 'node:events';
import { connect, createServer, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import pg from 'pg';
import {
  masterPassword,
  startRds,
  type TestCluster,
  type TestRds,
} from '../../rds/testing/startRds';
import { copyFrom } from '../../testing/copyFrom';

jest.setTimeout(180_000);

/** A client's first packets. */
function packet(code: number, rest = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + rest.length, 0);
  head.writeUInt32BE(code, 4);
  return Buffer.concat([head, rest]);
}

const startup = Buffer.from(
  'user\0postgres\0database\0goalmandalamain\0\0',
  'latin1',
);

describe('the endpoint of a cluster', () => {
  let test: TestRds;
  let cluster: TestCluster;
  const clients: pg.Client[] = [];
  /** The key that cancels the queries of a session, by its process id. */
  const keys = new Map<number, number>();

  beforeAll(async () => {
    test = await startRds();
    await test.createCluster('shop');
    await test.createInstance('shop', 'one');
    cluster = await test.until('shop');
  });

  afterEach(() => Promise.all(clients.splice(0).map(client => client.end())));

  afterAll(() => test?.stop());

  function clientOf(config: Partial<pg.ClientConfig> = {}): pg.Client {
    const client = new pg.Client({
      host: cluster.writer,
      port: cluster.port,
      user: 'postgres',
      password: masterPassword,
      database: 'goalmandalamain',
      ssl: { ca: test.authority },
      ...config,
    });
    client.on('error', () => undefined);
    return client;
  }

  async function session(): Promise<pg.Client> {
    const client = clientOf();
    client.connection.on(
      'backendKeyData',
      (key: { processID: number; secretKey: number }) =>
        keys.set(key.processID, key.secretKey),
    );
    await client.connect();
    clients.push(client);
    return client;
  }

  async function plain(): Promise<Socket> {
    const socket = connect(cluster.port, cluster.writer);
    await once(socket, 'connect');
    return socket.resume();
  }

  /** A server's answer to a packet, until it ends the connection. */
  async function answerTo(...packets: Buffer[]): Promise<string> {
    const socket = await plain();
    let answer = '';
    socket.on('data', chunk => {
      answer += chunk.toString('latin1');
    });
    socket.on('error', () => undefined);
    packets.forEach(bytes => socket.write(bytes));
    await once(socket, 'close');
    return answer;
  }

  /** The wait event of another session's statement. */
  async function waitEventOf(statement: string): Promise<unknown> {
    const [row] = await test.query(
      cluster,
      `SELECT wait_event FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%${statement}%' AND pid <> pg_backend_pid()`,
    );
    return row?.wait_event;
  }

  async function untilWaiting(statement: string, event: string) {
    while ((await waitEventOf(statement)) !== event) {
      await delay(20);
    }
  }

  async function untilStatuses(ofCluster: string, ofInstance: string) {
    for (;;) {
      const { DBClusters: [found] = [] } = await test.rds.describeDBClusters({
        DBClusterIdentifier: 'shop',
      });
      const { DBInstances: [instance] = [] } =
        await test.rds.describeDBInstances({ DBInstanceIdentifier: 'one' });
      if (
        found?.Status === ofCluster &&
        instance?.DBInstanceStatus === ofInstance
      ) {
        return;
      }
      await delay(50);
    }
  }

  it('transfers a large result at the speed of a client that reads slowly', async () => {
    const client = await session();
    const query = new pg.Query<{ text: string }>(
      `SELECT repeat('x', 100000) AS text FROM generate_series(1, 1000)`,
    );
    let bytes = 0;
    query.on('row', ({ text }) => {
      if (bytes === 0) {
        client.connection.stream.pause();
      }
      bytes += text.length;
    });
    client.query(query);
    // The server waits while its data is not read, and continues to wait.
    await untilWaiting('repeat', 'ClientWrite');
    await delay(1000);
    await expect(waitEventOf('repeat')).resolves.toBe('ClientWrite');
    client.connection.stream.resume();
    await once(query, 'end');
    expect(bytes).toBe(100_000_000);
  });

  it('transfers rows that a client copies in and out', async () => {
    const client = await session();
    await client.query('CREATE TABLE copied (id int, text text)');
    const rows = Array.from({ length: 1000 }, (_, index) =>
      Buffer.from(`${index}\t${'x'.repeat(10_000)}\n`),
    );
    await copyFrom(client, 'COPY copied FROM STDIN', rows);
    await expect(
      client.query('SELECT count(*)::int, sum(length(text))::int FROM copied'),
    ).resolves.toMatchObject({ rows: [{ count: 1000, sum: 10_000_000 }] });
    await expect(client.query('COPY copied TO STDOUT')).resolves.toMatchObject({
      rowCount: 1000,
    });
  });

  it.each(['in plaintext, as libpq does', 'over TLS'])(
    'passes on a request to cancel, %s',
    async how => {
      const client = await session();
      const { rows } = await client.query<{ pid: number }>(
        'SELECT pg_backend_pid() AS pid',
      );
      const outcome = client.query('SELECT pg_sleep(60)').then(
        () => 'slept',
        (error: pg.DatabaseError) => error.code,
      );
      // A cancelled request before its beginning has no effect.
      await untilWaiting('pg_sleep', 'PgSleep');
      const key = keys.get(rows[0]?.pid ?? 0);
      const body = Buffer.alloc(8);
      body.writeInt32BE(rows[0]?.pid ?? 0, 0);
      body.writeInt32BE(key ?? 0, 4);
      const socket = await plain();
      if (how === 'over TLS') {
        socket.write(packet(80877103));
        await once(socket, 'data');
        const secured = connectTls({
          socket,
          host: cluster.writer,
          ca: test.authority,
        });
        secured.write(packet(80877102, body));
        await once(secured, 'close');
      } else {
        socket.write(packet(80877102, body));
        await once(socket, 'close');
      }
      await expect(outcome).resolves.toBe('57014');
    },
  );

  it.each([
    [
      'GSSAPI',
      [packet(80877104), packet(196608, startup)],
      /^N.*no encryption/s,
    ],
    ['plaintext', [packet(196608, startup)], /^E.*no encryption/s],
    ['protocol 2', [packet(131072, startup)], /unsupported frontend protocol/],
    [
      'plaintext behind its request for TLS',
      [Buffer.concat([packet(80877103), packet(196608, startup)])],
      /^$/,
    ],
    ['HTTP', [Buffer.from('GET / HTTP/1.1\r\n\r\n')], /^$/],
    ['a packet without end', [Buffer.from([0, 0, 0, 4, 0, 0, 0, 0])], /^$/],
  ])('refuses %s', async (_, packets, answer) => {
    expect(await answerTo(...packets)).toMatch(answer);
  });

  it('keeps nothing of a thousand clients that connect and disconnect in different ways', async () => {
    await test.query(cluster, 'CREATE USER "lambda-user" IN ROLE rds_iam');
    const sockets = () =>
      process
        .getActiveResourcesInfo()
        .filter(name => name === 'TCPSocketWrap' || name === 'TLSWrap').length;
    const ways = [
      () => test.query(cluster, 'SELECT 1'),
      () =>
        expect(
          test.query(cluster, 'SELECT 1', { password: 'wrong' }),
        ).rejects.toThrow(),
      () =>
        expect(
          test.query(cluster, 'SELECT 1', {
            user: 'lambda-user',
            password: 'no-token',
          }),
        ).rejects.toThrow('PAM'),
      () =>
        expect(
          test.query(cluster, 'SELECT 1', { ssl: false }),
        ).rejects.toThrow(),
      async () => (await plain()).end(),
      async () => (await plain()).resetAndDestroy(),
      async () => {
        const socket = await plain();
        socket.write(packet(80877103));
        await once(socket, 'data');
        socket.destroy();
      },
      async () => {
        const socket = new Socket();
        await clientOf({ stream: () => socket }).connect();
        socket.resetAndDestroy();
      },
      async () => {
        const client = clientOf({
          user: 'lambda-user',
          // Disconnects when it is asked for a token.
          password: () => {
            client.connection.stream.destroy();
            return '';
          },
        });
        await expect(client.connect()).rejects.toThrow('terminated');
      },
    ];
    const before = sockets();
    for (let round = 0; round < 1000 / ways.length; round += 1) {
      await Promise.all(ways.map(way => way()));
    }
    const others = async () =>
      (
        await test.query(
          cluster,
          `SELECT count(*)::int AS others FROM pg_stat_activity WHERE usename IN ('postgres', 'lambda-user') AND pid <> pg_backend_pid()`,
        )
      )[0]?.others;
    // The last disconnections take a moment.
    for (
      const end = Date.now() + 60_000;
      Date.now() < end && (sockets() > before || (await others()) !== 0);
    ) {
      await delay(50);
    }
    expect(sockets()).toBeLessThanOrEqual(before);
    expect(await others()).toBe(0);
  });

  it("passes the server's last messages on to its clients, and refuses later clients", async () => {
    const client = await session();
    const farewell = once(client, 'error');
    await test.rds.stopDBCluster({ DBClusterIdentifier: 'shop' });
    await expect(farewell).resolves.toEqual([
      expect.objectContaining({ code: '57P01' }),
    ]);
    await test.until('shop', 'stopped');
    await expect(test.query(cluster, 'SELECT 1')).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });

  it("has an event while another process has the cluster's port, and listens when it is free", async () => {
    const other = createServer().listen(cluster.port, cluster.writer);
    await once(other, 'listening');
    await test.rds.startDBCluster({ DBClusterIdentifier: 'shop' });
    await untilStatuses('available', 'incompatible-parameters');
    const { Events = [] } = await test.rds.describeEvents({
      SourceType: 'db-cluster',
      SourceIdentifier: 'shop',
    });
    expect(Events.map(({ Message }) => Message)).toContainEqual(
      expect.stringMatching(
        `No client can be let in at 127.0.0.1:${cluster.port}: .*EADDRINUSE`,
      ),
    );
    other.close();
    await once(other, 'close');
    await test.rds.modifyDBCluster({ DBClusterIdentifier: 'shop' });
    await test.until('shop');
    await expect(test.query(cluster, 'SELECT 1 AS one')).resolves.toEqual([
      { one: 1 },
    ]);
  });
});

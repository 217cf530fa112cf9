import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { ServiceRegistry } from '../../service/ServiceRegistry';
import { FileStateStore } from '../../store/FileStateStore';
import { createLogsService, type LogsService } from '../createLogsService';

const context = {
  accountId: '123456789012',
  region: 'ap-northeast-1',
  requestId: 'test',
  principalArn: 'arn:aws:iam::123456789012:root',
};
const logGroupName = '/aws/rds/cluster/orders/postgresql';
const noon = Date.parse('2026-11-29T12:00:00Z');
const dayMs = 24 * 60 * 60 * 1000;

const pageSchema = z.object({
  events: z.array(
    z.object({
      logStreamName: z.string().optional(),
      timestamp: z.number(),
      message: z.string(),
      eventId: z.string().optional(),
    }),
  ),
  nextToken: z.string().optional(),
  nextForwardToken: z.string().default(''),
  nextBackwardToken: z.string().default(''),
});

/** A line at a number of seconds after noon. */
function line(second: number, text: string, user = 'app@shop'): string {
  const time = new Date(noon + second * 1000)
    .toISOString()
    .replace('T', ' ')
    .slice(0, 19);
  return `${time} UTC:127.0.0.1(5000):${user}:[7]:${text}\n`;
}

describe('the events of a log group', () => {
  let directory: string;
  let store: FileStateStore;
  let service: LogsService;
  let registry: ServiceRegistry;
  let sources: Map<string, Buffer>;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'aurora-db-logs-'));
    sources = new Map();
    await open();
  });

  afterEach(async () => {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function open() {
    store = await FileStateStore.open(directory);
    registry = new ServiceRegistry();
    service = await createLogsService({
      store,
      stateDirectory: directory,
      services: registry,
    });
    registry.add(service);
  }

  /** Adds to a server's log, and lets RDS send it. */
  async function write(stream: string, text: string) {
    const source = Buffer.concat([
      sources.get(stream) ?? Buffer.alloc(0),
      Buffer.from(text),
    ]);
    sources.set(stream, source);
    await service.events.receive(context, {
      logGroupName,
      logStreamName: stream,
      sourceId: 'cluster-A',
      from: 0,
      read: async (start, mostBytes) => ({
        start,
        bytes: source.subarray(start, start + mostBytes),
      }),
    });
  }

  const call = (operation: string, input: Record<string, unknown>) =>
    registry.call('logs', operation, { logGroupName, ...input }, context);

  const read = async (operation: string, input: Record<string, unknown> = {}) =>
    pageSchema.parse(await call(operation, input));

  const textsOf = ({ events }: z.output<typeof pageSchema>) =>
    events.map(({ message }) => message.replace(/^.*\[7\]:/, ''));

  /** The texts of all pages of FilterLogEvents. */
  async function pages(input: Record<string, unknown> = {}) {
    const found: string[][] = [];
    for (let nextToken: string | undefined; ;) {
      const page = await read('FilterLogEvents', { ...input, nextToken });
      found.push(textsOf(page));
      nextToken = page.nextToken;
      if (nextToken === undefined) {
        return found;
      }
    }
  }

  it.each([
    [{ limit: 2 }, [['a', 'b'], ['c', 'd'], ['e']]],
    [{ limit: 5 }, [['a', 'b', 'c', 'd', 'e']]],
    [{ startFromHead: false, limit: 2 }, [['e', 'd'], ['c', 'b'], ['a']]],
    [{ logStreamNames: ['one'] }, [['a', 'c', 'e']]],
    [{ logStreamNamePrefix: 'tw' }, [['b', 'd']]],
    [{ filterPattern: '?"]:a" ?"]:d"', limit: 1 }, [['a'], ['d']]],
    [{ startTime: noon + 2_000, endTime: noon + 3_000 }, [['b', 'c']]],
    [
      {
        startFromHead: false,
        startTime: noon + 2_000,
        endTime: noon + 3_000,
        limit: 1,
      },
      [['c'], ['b']],
    ],
    [{ startTime: noon + 6_000 }, [[]]],
    [{ endTime: noon }, [[]]],
  ])(
    'are in pages, in the order of their time: %j',
    async (input, expected) => {
      await write('one', line(1, 'a') + line(3, 'c') + line(5, 'e'));
      await write('two', line(2, 'b') + line(4, 'd'));
      await write('two', line(4, 'internal', 'rdsadmin@postgres'));
      const found = await pages(input);
      expect(found.filter(({ length }) => length > 0)).toEqual(
        expected.filter(({ length }) => length > 0),
      );
    },
  );

  it.each([
    ['2026-11-29 12:00:00 UTC::@:[7]:LOG:  checkpoint complete', true],
    ['2026-11-29 12:00:00.123 GMT [7] LOG:  starting PostgreSQL', true],
    ['2026-11-29 12:00:00 UTC:127.0.0.1(5):rdsadmin@db:[7]:LOG:  x', false],
    ['2026-11-29 12:00:00 UTC:127.0.0.1(5):rdsrepladmin@:[7]:LOG:  x', false],
    [
      '2026-11-29 12:00:00 UTC::@:[7]:FATAL:  could not connect to the primary server: x',
      false,
    ],
    [
      '2026-11-29 12:00:00 UTC:127.0.0.1(5):app@shop:[7]:FATAL:  could not connect to the primary server: x',
      true,
    ],
    [
      '2026-11-29 12:00:00 UTC::@:[7]:FATAL:  XX000: could not connect to the primary server: x',
      false,
    ],
    [
      '2026-11-29 12:00:00 UTC::@:[7]:LOCATION:  WalReceiverMain, walreceiver.c:405',
      false,
    ],
    ['2026-11-29 12:00:00 UTC:127.0.0.1(5):app@rdsadmin@x:[7]:LOG:  x', true],
    ['2026-11-29 12:00:00 UTC:[local]:a:b@shop:[7]:LOG:  x', true],
  ])('have or have not the line %s: %s', async (text, isShown) => {
    await write('one', `${text}\n`);
    const { events } = await read('FilterLogEvents');
    expect(events.map(({ message }) => message)).toEqual(isShown ? [text] : []);
  });

  it('have connections of users, and not those of RDS', async () => {
    const at = (user: string, pid: number, text: string) =>
      `2026-11-29 12:00:00 UTC:127.0.0.1(5):${user}:[${pid}]:LOG:  ${text}\n`;
    await write(
      'one',
      [
        at('[unknown]@[unknown]', 7, 'connection received: host=127.0.0.1'),
        at('[unknown]@[unknown]', 8, 'connection received: host=127.0.0.1'),
        at('rdsadmin@postgres', 8, 'connection authorized: user=rdsadmin'),
        at('app@shop', 7, 'connection authorized: user=app'),
        at('rdsadmin@postgres', 8, 'disconnection'),
      ].join(''),
    );
    const { events } = await read('FilterLogEvents');
    expect(
      events.map(({ message }) =>
        message.replace(/^.*(\[\d\]):LOG: {2}/, '$1'),
      ),
    ).toEqual([
      '[7]connection received: host=127.0.0.1',
      '[7]connection authorized: user=app',
    ]);
  });

  it('have the same ids each time, and no two the same', async () => {
    await write('one', line(1, 'a') + line(1, 'a') + line(2, 'b'));
    await write('two', line(1, 'a'));
    const ids = async (input = {}) =>
      (await read('FilterLogEvents', input)).events.map(
        ({ eventId }) => eventId,
      );
    const all = await ids();
    expect(new Set(all).size).toBe(4);
    await expect(ids({ startTime: noon + 2_000 })).resolves.toEqual(
      all.slice(3),
    );
  });

  it('fill pages of 1 MB, and an event of any size is cut to 1 MB', async () => {
    const long = 'x'.repeat(600_000);
    await write('one', line(1, long) + line(2, long));
    await write('one', line(3, 'y'.repeat(3_000_000)) + line(4, 'end'));
    const found = await pages();
    expect(
      found.map(texts => texts.map(text => `${text[0]} ${text.length}`)),
    ).toEqual([
      ['x 600000'],
      ['x 600000'],
      [expect.stringMatching(/^y 10485\d\d$/)],
      ['e 3'],
    ]);
  });

  it('are read a part at a time, and a page may be empty', async () => {
    const filler = line(1, `${'filler '.repeat(20)}\n\tcontinued`);
    await write('one', filler.repeat(100_000));
    await write('one', line(2, 'needle'));
    const found = await pages({ filterPattern: 'needle' });
    expect(found.length).toBeGreaterThan(1);
    expect(found.flat()).toEqual(['needle']);
    await expect(pages({ startTime: noon + 10_000 })).resolves.toEqual([[]]);
    await expect(
      pages({ startTime: noon + 2_000, limit: 1 }),
    ).resolves.toContainEqual(['needle']);
  });

  it('keep their positions when the oldest ones go', async () => {
    const filler = line(1, 'filler '.repeat(100));
    await write('one', line(0, 'oldest') + filler.repeat(20_000));
    const { nextToken } = await read('FilterLogEvents', { limit: 1 });
    await write('one', filler.repeat(50_000));
    await write('one', line(2, 'newest'));
    const { storedBytes } = z
      .object({ logGroups: z.tuple([z.object({ storedBytes: z.number() })]) })
      .parse(await registry.call('logs', 'DescribeLogGroups', {}, context))
      .logGroups[0];
    expect(storedBytes).toBeLessThan(45 * 1024 * 1024);
    const found = await pages({ filterPattern: '?oldest ?newest' });
    expect(found.flat()).toEqual(['newest']);
    const continued = await read('FilterLogEvents', { limit: 1, nextToken });
    expect(textsOf(continued)).toEqual([expect.stringMatching(/^filler/)]);
  });

  describe('of one stream', () => {
    beforeEach(() =>
      write(
        'one',
        ['a', 'b', 'c', 'd', 'e']
          .map((text, index) => line(index + 1, text))
          .join(''),
      ),
    );
    const get = (input: Record<string, unknown>) =>
      read('GetLogEvents', { logStreamName: 'one', ...input });

    it('are read back from the end, until the token stays the same', async () => {
      const last = await get({ limit: 2 });
      expect(textsOf(last)).toEqual(['d', 'e']);
      const before = await get({ limit: 3, nextToken: last.nextBackwardToken });
      expect(textsOf(before)).toEqual(['a', 'b', 'c']);
      const end = await get({ nextToken: before.nextBackwardToken });
      expect(end).toMatchObject({
        events: [],
        nextBackwardToken: before.nextBackwardToken,
      });
      const again = await get({ nextToken: before.nextForwardToken });
      expect(textsOf(again)).toEqual(['d', 'e']);
    });

    it('are read from the head, and then those that come later', async () => {
      const first = await get({ startFromHead: true, limit: 4 });
      expect(textsOf(first)).toEqual(['a', 'b', 'c', 'd']);
      const rest = await get({ nextToken: first.nextForwardToken });
      expect(textsOf(rest)).toEqual(['e']);
      const end = await get({ nextToken: rest.nextForwardToken });
      expect(end).toMatchObject({
        events: [],
        nextForwardToken: rest.nextForwardToken,
      });
      await write('one', line(6, 'f'));
      const later = await get({ nextToken: end.nextForwardToken });
      expect(textsOf(later)).toEqual(['f']);
    });

    it('are those from the start time on and before the end time', async () => {
      const range = { startTime: noon + 2_000, endTime: noon + 4_000 };
      expect(textsOf(await get(range))).toEqual(['b', 'c']);
      expect(textsOf(await get({ ...range, startFromHead: true }))).toEqual([
        'b',
        'c',
      ]);
    });
  });

  it('go when the retention of their group is over', async () => {
    const ago = (days: number) => (Date.now() - days * dayMs - noon) / 1000;
    await write('one', line(ago(10), 'old') + line(ago(2), 'new'));
    await expect(pages()).resolves.toEqual([['old', 'new']]);
    await call('PutRetentionPolicy', { retentionInDays: 7 });
    await expect(pages()).resolves.toEqual([['new']]);
    expect(
      textsOf(await read('GetLogEvents', { logStreamName: 'one' })),
    ).toEqual(['new']);
    await expect(call('DescribeLogStreams', {})).resolves.toMatchObject({
      logStreams: [
        {
          firstEventTimestamp: expect.any(Number),
          lastEventTimestamp: expect.any(Number),
        },
      ],
    });
    await call('PutRetentionPolicy', { retentionInDays: 1 });
    await expect(pages()).resolves.toEqual([[]]);
  });

  it('are neither lost nor doubled by a kill, whatever was on disk', async () => {
    await write('one', line(1, 'a') + line(2, 'b').slice(0, -5));
    await expect(pages()).resolves.toEqual([['a']]);
    await store.close();
    await open();
    await write('one', `${line(2, 'b').slice(-5)}${line(3, 'c')}`);
    await write('one', '');
    await expect(pages()).resolves.toEqual([['a', 'b', 'c']]);
  });

  it('are in streams by name or by their latest event', async () => {
    await write('b', line(1, 'a'));
    await write('a', line(2, 'b'));
    await write('c', line(0, 'c'));
    const names = async (input: Record<string, unknown>) =>
      z
        .object({
          logStreams: z.array(z.object({ logStreamName: z.string() })),
        })
        .parse(await call('DescribeLogStreams', input))
        .logStreams.map(({ logStreamName }) => logStreamName)
        .join('');
    await expect(names({})).resolves.toBe('abc');
    await expect(names({ orderBy: 'LastEventTime' })).resolves.toBe('cba');
    await expect(
      names({ orderBy: 'LastEventTime', descending: true, limit: 2 }),
    ).resolves.toBe('ab');
    await expect(names({ logStreamNamePrefix: 'b' })).resolves.toBe('b');
  });

  it.each<[string, Record<string, unknown>, string, RegExp]>([
    [
      'FilterLogEvents',
      { logGroupName: 'missing' },
      'ResourceNotFoundException',
      /log group/,
    ],
    [
      'FilterLogEvents',
      { logStreamNames: ['one', 'missing'] },
      'ResourceNotFoundException',
      /log stream/,
    ],
    [
      'GetLogEvents',
      { logStreamName: 'missing' },
      'ResourceNotFoundException',
      /log stream/,
    ],
    [
      'FilterLogEvents',
      { limit: 10_001 },
      'InvalidParameterException',
      /limit/,
    ],
    [
      'FilterLogEvents',
      { logStreamNames: ['one'], logStreamNamePrefix: 'o' },
      'InvalidParameterException',
      /together/,
    ],
    [
      'FilterLogEvents',
      { logGroupIdentifier: logGroupName },
      'InvalidParameterException',
      /Exactly one/,
    ],
    [
      'FilterLogEvents',
      { startTime: 2, endTime: 1 },
      'InvalidParameterException',
      /start time 2/,
    ],
    [
      'FilterLogEvents',
      { startFromHead: false, startTime: 1 },
      'InvalidParameterException',
      /2024/,
    ],
    [
      'FilterLogEvents',
      { filterPattern: '"open' },
      'InvalidParameterException',
      /no end/,
    ],
    [
      'FilterLogEvents',
      { filterPattern: '%(a|b)%' },
      'InvalidParameterException',
      /'\('/,
    ],
    [
      'FilterLogEvents',
      { filterPattern: '[time, level:ERROR]' },
      'InvalidParameterException',
      /'level:ERROR' is not a field such as level/,
    ],
    [
      'FilterLogEvents',
      { nextToken: 'mine' },
      'InvalidParameterException',
      /nextToken/,
    ],
    [
      'GetLogEvents',
      { logStreamName: 'one', nextToken: 'f/1/s' },
      'InvalidParameterException',
      /nextToken/,
    ],
    [
      'DescribeLogStreams',
      { orderBy: 'LastEventTime', logStreamNamePrefix: 'o' },
      'InvalidParameterException',
      /LastEventTime/,
    ],
  ])('refuses %s with %j', async (operation, input, code, message) => {
    await write('one', line(1, 'a'));
    await expect(call(operation, input)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it('refuse a token of another search', async () => {
    await write('one', line(1, 'a') + line(2, 'b'));
    const { nextToken } = await read('FilterLogEvents', { limit: 1 });
    await expect(
      read('FilterLogEvents', { filterPattern: 'b', nextToken }),
    ).rejects.toMatchObject({ code: 'InvalidParameterException' });
  });

  it('are found by the ARN of their group', async () => {
    await write('one', line(1, 'a'));
    const page = await registry.call(
      'logs',
      'FilterLogEvents',
      {
        logGroupIdentifier: `arn:aws:logs:ap-northeast-1:123456789012:log-group:${logGroupName}`,
      },
      context,
    );
    expect(page.events).toHaveLength(1);
  });
});

import { mockServices } from '@backstage/backend-test-utils';
import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { ClusterInstances, LiveCluster } from '../ports/ClusterReader';
import {
  AwsUnavailableError,
  type AwsUnavailableReason,
} from '../ports/errors/AwsUnavailableError';
import type { ParameterReader } from '../ports/ParameterReader';
import { testCluster } from '../testing/databases/testCluster';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { setClock, sharedCaches } from '../testing/services/sharedCaches';
import { ConnectionSettingReads } from './ConnectionSettings';
import { ParameterGroups } from './ParameterGroups';
import type { SharedCache } from './SharedCache';

const environment = testEnvironment('prod');
const formula = 'LEAST({DBInstanceClassMemory/9531392},5000)';
const minute = 60_000;

/** An account with these values of max_connections; null is a group without one. */
function createAccount(groups: Record<string, string | null> = {}) {
  const calls: string[] = [];
  const account = {
    calls,
    groups,
    failure: undefined as Error | undefined,
    values: new Map<string, string | null>(Object.entries(groups)),
  };
  const answer = (call: string, name: string) => {
    calls.push(call);
    if (account.failure) {
      throw account.failure;
    }
    const value = account.values.get(name);
    return value === undefined
      ? undefined
      : new Map(value === null ? [] : [['max_connections', value]]);
  };
  const reader: ParameterReader = {
    readSet: async (_, { kind, name }) => answer(`${kind} ${name}`, name),
    readDefaults: async (_, family) => answer(`family ${family}`, family),
  };
  const logger = mockServices.logger.mock();
  const reads = (shared?: SharedCache) =>
    new ConnectionSettingReads(new ParameterGroups(reader, { shared, logger }));
  return { account, reads, logger };
}

function described(
  cluster: Partial<LiveCluster>,
  ...groups: Array<string | undefined>
): [LiveCluster, ClusterInstances['instances']] {
  return [
    testCluster('goal-mandala', 'prod', {
      engineVersion: '15.17',
      parameterGroup: 'default.aurora-postgresql15',
      ...cluster,
    }),
    groups.map((parameterGroup, index) => ({
      id: `i${index}`,
      status: 'available',
      performanceInsights: false,
      ...(parameterGroup && { parameterGroup }),
    })),
  ];
}

const unavailable = (reason: AwsUnavailableReason) =>
  new AwsUnavailableError(
    createMessage('error.awsThrottled', {}),
    reason,
    environment.accountId,
  );

describe('the max_connections of parameter groups', () => {
  beforeEach(() => setClock('2026-11-23T05:30:00Z'));
  afterEach(() => jest.useRealTimers());

  it.each([
    ['the instance', 'own', 'mine', '100', ['instance mine']],
    ['the cluster', 'own', 'empty', '200', ['instance empty', 'cluster own']],
    [
      'the family',
      'empty',
      'empty',
      formula,
      ['instance empty', 'cluster empty', 'family aurora-postgresql15'],
    ],
    [
      'the family, without a call for default groups',
      'default.aurora-postgresql15',
      'default.aurora-postgresql15',
      formula,
      ['family aurora-postgresql15'],
    ],
  ])('come from %s', async (_, cluster, instance, value, calls) => {
    const { account, reads } = createAccount({
      mine: '100',
      own: '200',
      empty: null,
      'aurora-postgresql15': formula,
    });
    const { ofInstances } = await reads().read(
      environment,
      ...described({ parameterGroup: cluster }, instance),
    );
    expect(ofInstances.get('i0')).toBe(value);
    expect(account.calls).toEqual(calls);
  });

  it.each([
    ['9.6.22', 'aurora-postgresql9.6'],
    ['11.21', 'aurora-postgresql11'],
    ['17.5', 'aurora-postgresql17'],
    ['16.4-limitless', 'aurora-postgresql16-limitless'],
    ['18.1', 'aurora-postgresql18'],
  ])('of version %s have the defaults of %s', async (engineVersion, family) => {
    const { account, reads } = createAccount({ [family]: '77' });
    const found = await reads().read(
      environment,
      ...described({ engineVersion }, 'default.x'),
    );
    expect([...found.ofInstances]).toEqual([['i0', '77']]);
    expect(account.calls).toEqual([`family ${family}`]);
  });

  it.each<[string, Partial<LiveCluster>, string | undefined]>([
    ['a group that is gone', {}, 'gone'],
    ['a group that RDS does not name', {}, undefined],
    ['a cluster group that is gone', { parameterGroup: 'gone' }, 'empty'],
    [
      'a cluster group that RDS does not name',
      { parameterGroup: undefined },
      'empty',
    ],
    ['a version that is none', { engineVersion: '' }, 'empty'],
    ['a family that RDS refuses', { engineVersion: '99.1' }, 'empty'],
  ])('are unknown for %s', async (_, cluster, instance) => {
    const { reads } = createAccount({
      empty: null,
      'aurora-postgresql15': formula,
    });
    const found = await reads().read(
      environment,
      ...described(cluster, instance),
    );
    expect(found.ofInstances.size).toBe(0);
  });

  it('are read once an hour for all viewers of all replicas', async () => {
    const { account, reads } = createAccount({ own: '200', empty: null });
    const [one, other] = sharedCaches(2);
    const replicas = [reads(one), reads(other)];
    const target = described({ parameterGroup: 'own' }, 'empty');
    const read = () =>
      Promise.all(
        [...replicas, ...replicas].map(replica =>
          replica.read(environment, ...target),
        ),
      );
    await read();
    jest.setSystemTime(Date.now() + 59 * minute);
    await read();
    expect(account.calls).toEqual(['instance empty', 'cluster own']);

    account.values.set('own', '300');
    jest.setSystemTime(Date.now() + 2 * minute);
    const found = await read();
    expect(found.map(({ ofInstances }) => ofInstances.get('i0'))).toEqual([
      '300',
      '300',
      '300',
      '300',
    ]);
    expect(account.calls).toHaveLength(4);
  });

  it('are read again soon while an instance waits for a reboot', async () => {
    const { account, reads } = createAccount({ own: '200' });
    const settings = reads();
    const [live, instances] = described({ parameterGroup: 'own' }, 'default.x');
    await settings.read(environment, live, instances);
    account.values.set('own', '300');
    jest.setSystemTime(Date.now() + 6 * minute);
    const pending = {
      ...live,
      members: [{ id: 'i0', role: 'writer' as const, pendingReboot: true }],
    };
    const found = await settings.read(environment, pending, instances);
    expect(found.ofInstances.get('i0')).toBe('300');
  });

  it.each(['access-denied', 'throttled', 'unreachable'] as const)(
    'are unknown if AWS answers %s, and older values stay',
    async reason => {
      const { account, reads } = createAccount({ own: '200' });
      const settings = reads();
      const target = described({ parameterGroup: 'own' }, 'default.x');
      account.failure = unavailable(reason);
      const first = await settings.read(environment, ...target);
      expect(first.ofInstances.size).toBe(0);

      account.failure = undefined;
      jest.setSystemTime(Date.now() + 2 * minute);
      await settings.read(environment, ...target);
      account.failure = unavailable(reason);
      jest.setSystemTime(Date.now() + 61 * minute);
      const later = await settings.read(environment, ...target);
      expect(later.ofInstances.get('i0')).toBe('200');
    },
  );

  it('are in the log once if AWS does not say them, and again after it did', async () => {
    const { account, reads, logger } = createAccount({ own: '200' });
    const settings = reads();
    const target = described({ parameterGroup: 'own' }, 'default.x');
    const readAfter = async (minutes: number, failure?: Error) => {
      account.failure = failure;
      jest.setSystemTime(Date.now() + minutes * minute);
      await settings.read(environment, ...target);
    };
    const denied = unavailable('access-denied');
    await readAfter(0, denied);
    await readAfter(2, denied);
    expect(logger.warn.mock.calls).toEqual([
      [
        `The connection limits of databases of other tools are older or unknown, because a parameter group cannot be read: ${denied.message}`,
      ],
    ]);
    await readAfter(2);
    await readAfter(61, denied);
    expect(logger.warn).toHaveBeenCalledTimes(2);
  });

  it('are in the log if RDS refuses the family', async () => {
    const { reads, logger } = createAccount();
    await reads().read(
      environment,
      ...described({ engineVersion: '99.1' }, 'default.x'),
    );
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(
        /^The connection limits by the defaults aurora-postgresql99 in prod are unknown: /,
      ),
    );
  });

  it('of 1,000 clusters cost lists two calls a minute, and viewers get theirs at once', async () => {
    const names = Array.from({ length: 1_000 }, (_, index) => `own${index}`);
    const { account, reads } = createAccount(
      Object.fromEntries(names.map(name => [name, '100'])),
    );
    const settings = reads();
    const targets = names.map(name =>
      described({ parameterGroup: name }, 'default.x'),
    );
    const list = () => {
      for (const target of targets) {
        settings.peek(environment, ...target);
      }
      // Reads begin at once; the answers do not matter here.
      return new Promise(resolve => setImmediate(resolve));
    };
    const perMinute: number[] = [];
    for (let at = 0; at < 10; at += 1) {
      const before = account.calls.length;
      await list();
      perMinute.push(account.calls.length - before);
      jest.setSystemTime(Date.now() + minute);
    }
    expect(perMinute).toEqual(Array.from({ length: 10 }, () => 2));

    const found = await settings.read(
      environment,
      ...described({ parameterGroup: 'own999' }, 'default.x'),
    );
    expect(found.ofInstances.get('i0')).toBe('100');
    const listed = settings.peek(
      environment,
      ...described({ parameterGroup: 'own0' }, 'default.x'),
    );
    expect(listed.ofInstances.get('i0')).toBe('100');
  });

  it('of many viewed databases stay within a limit, too', async () => {
    const names = Array.from({ length: 200 }, (_, index) => `own${index}`);
    const { account, reads } = createAccount(
      Object.fromEntries(names.map(name => [name, '100'])),
    );
    const settings = reads();
    await Promise.all(
      names.map(name =>
        settings.read(
          environment,
          ...described({ parameterGroup: name }, 'default.x'),
        ),
      ),
    );
    expect(account.calls).toHaveLength(12);
  });
});

import { mockCredentials } from '@backstage/backend-test-utils';
import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import { portalPolicies } from '../iam/iamPolicies';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import { InsightsOffError } from '../ports/errors/InsightsOffError';
import { NotAllowedError } from '../ports/errors/userErrors';
import {
  portalRole,
  readCheck,
  readReadiness,
  startReadiness,
} from '../testing/services/startReadiness';
import { iamPlaceOf } from './iamPlaceOf';

const unavailable = (
  reason: ConstructorParameters<typeof AwsUnavailableError>[1],
) =>
  new AwsUnavailableError(
    createMessage('error.other', { reason: 'no answer' }),
    reason,
    '1',
  );

describe('the readiness of an environment', () => {
  let aws: Awaited<ReturnType<typeof startReadiness>>;
  beforeAll(async () => {
    aws = await startReadiness();
  }, 180_000);
  afterAll(() => aws.stop());

  it('is complete with the policies of the README', async () => {
    const { environment, give, service } = await aws.open();
    await give(
      portalRole,
      portalPolicies(iamPlaceOf(environment, 'vpc-0a0b0c0d0e0f00001')),
    );
    const { role, items } = await readReadiness(service());
    expect(role).toMatch(/:assumed-role\/portal\/backstage$/);
    expect(items.filter(({ ok }) => ok !== true)).toEqual([]);
    expect([...new Set(items.map(({ check }) => check))]).toEqual([
      'credentials',
      'reachability',
      'permissions',
      'network',
      'zones',
      'securityGroups',
      'key',
      'engine',
      'quotas',
      'alarmTopic',
      'serviceRole',
    ]);
  });

  it('is read once for callers at the same time, and again for the next', async () => {
    const { environment, service } = await aws.open();
    const read = jest.fn(async () => ({
      accountId: environment.accountId,
      arn: `arn:aws:iam::${environment.accountId}:root`,
    }));
    const shared = service({ identity: { read } });
    const [one, other] = await Promise.all([
      readReadiness(shared),
      readReadiness(shared),
    ]);
    expect(one).toEqual(other);
    const calls = read.mock.calls.length;
    await readReadiness(shared);
    expect(read.mock.calls.length).toBe(2 * calls);
  });

  it('is told only to callers with the permission', async () => {
    const { service } = await aws.open();
    const require = jest.fn(async () => {
      throw new NotAllowedError(
        createMessage('error.denied', { permission: 'p' }),
      );
    });
    const identity = { read: jest.fn() };
    const refusing = service({ identity }, { authorizer: { require } });
    for (const name of ['prod', 'unknown']) {
      await expect(refusing.read(name, mockCredentials.user())).rejects.toThrow(
        NotAllowedError,
      );
    }
    expect(require).toHaveBeenCalledWith(
      expect.anything(),
      expect.objectContaining({ name: 'aurora-db.environment.inspect' }),
      'prod',
    );
    expect(identity.read).not.toHaveBeenCalled();
  });

  it('does not exist for an environment that is not configured', async () => {
    const { service } = await aws.open();
    await expect(
      service().read('unknown', mockCredentials.user()),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining('Choose from prod'),
    });
  });

  it.each([
    [
      'belong to another account',
      { accountId: '999999999999', arn: 'arn:aws:iam::999999999999:root' },
      /belong to account 999999999999/,
    ],
    ['are refused', unavailable('credentials'), /no answer/],
  ])('stops at credentials that %s', async (_, answer, text) => {
    const { environment, service } = await aws.open();
    const read = async () => {
      if (answer instanceof Error) {
        throw answer;
      }
      return answer;
    };
    const { items } = await readReadiness(service({ identity: { read } }));
    expect(items[0]).toMatchObject({
      check: 'credentials',
      ok: false,
      message: { text: expect.stringMatching(text) },
      remedy: {
        kind: 'config',
        text: expect.stringContaining(`accountId: '${environment.accountId}'`),
      },
    });
    const others = items.filter(({ check }) => !/^(cred|reach)/.test(check));
    expect(
      new Set(others.map(({ ok, message }) => `${ok} ${message?.code}`)),
    ).toEqual(new Set(['null readiness.notChecked']));
  });

  it('goes on if only STS does not answer', async () => {
    const { service } = await aws.open();
    const read = () => Promise.reject(unavailable('unreachable'));
    const { role, items } = await readReadiness(
      service({ identity: { read } }),
    );
    expect(role).toBeUndefined();
    expect(items).toMatchObject([
      { check: 'credentials', ok: null },
      { check: 'reachability', ok: false },
      { check: 'reachability', ok: true },
      { check: 'permissions', ok: null },
      { check: 'network', ok: true },
      ...items.slice(5),
    ]);
  });

  it('names the host of a service that does not answer', async () => {
    const { environment, service } = await aws.open({ endpoint: undefined });
    const hosts: string[] = [];
    const findings = await readCheck(
      service(
        {
          quotas: { read: () => new Promise(() => {}) },
          alarms: {
            listNotOk: () => Promise.reject(unavailable('unreachable')),
            listDetails: () => Promise.reject(unavailable('unreachable')),
          },
          metrics: {
            queriesPerRequest: () => 1,
            read: () => Promise.reject(unavailable('unreachable')),
          },
          networks: {
            findSubnets: async () => [],
            findSecurityGroupVpc: async () => undefined,
            readExports: async () => new Map(),
            listAvailabilityZones: () =>
              Promise.reject(unavailable('throttled')),
          },
          stacks: Object.assign(Object.create(null), {
            describe: () => Promise.reject(unavailable('access-denied')),
          }),
          logGroups: { exists: () => Promise.reject(unavailable('failing')) },
          logEvents: { filter: () => Promise.reject(unavailable('failing')) },
          load: {
            readLoad: async () => {
              throw new InsightsOffError('db-A');
            },
            readStatements: async () => [],
            readValuedStatements: async () => [],
            readWholeText: async () => undefined,
          },
          rolePolicies: {
            readQuotas: async () => ({}),
            listAttached: async () => [],
          },
        },
        { limits: { callMs: 200, checkMs: 500 } },
      ),
      'reachability',
    );
    expect(environment.region).toBe('ap-northeast-1');
    expect(
      findings.map(({ ok, message, remedy }) => {
        hosts.push(String(message?.params?.host));
        return [ok, message?.params?.host, remedy?.text];
      }),
    ).toEqual([
      [true, 'sts.ap-northeast-1.amazonaws.com', undefined],
      [true, 'cloudformation.ap-northeast-1.amazonaws.com', undefined],
      [
        false,
        'rds.ap-northeast-1.amazonaws.com',
        'curl -sv --max-time 10 https://rds.ap-northeast-1.amazonaws.com/',
      ],
      [
        false,
        'monitoring.ap-northeast-1.amazonaws.com',
        'curl -sv --max-time 10 https://monitoring.ap-northeast-1.amazonaws.com/',
      ],
      // Performance Insights answers that there is no such instance.
      [true, 'pi.ap-northeast-1.amazonaws.com', undefined],
      [null, undefined, undefined],
      [true, 'ec2.ap-northeast-1.amazonaws.com', undefined],
      [true, 'iam.amazonaws.com', undefined],
    ]);
  });

  it('names an endpoint of all services once if it does not answer', async () => {
    const { service } = await aws.open({ endpoint: 'http://127.0.0.1:1' });
    expect(await readCheck(service(), 'reachability')).toMatchObject([
      { ok: true, message: { code: 'readiness.reached' } },
      {
        ok: false,
        message: { params: { host: '127.0.0.1:1' } },
        remedy: { text: 'curl -sv --max-time 10 http://127.0.0.1:1' },
      },
    ]);
  });

  it('ends even if AWS never answers', async () => {
    const { service } = await aws.open();
    const { items } = await readReadiness(
      service(
        { engineVersions: { listCreatable: () => new Promise(() => {}) } },
        { limits: { callMs: 200, checkMs: 500 } },
      ),
    );
    expect(items).toContainEqual({
      check: 'engine',
      ok: null,
      message: expect.objectContaining({
        code: 'readiness.late',
        params: { seconds: 0.5 },
      }),
    });
  });

  it('gives the statement for a check that AWS refuses', async () => {
    const { fail, service } = await aws.open({
      alarmTopicArn: 'arn:aws:sns:ap-northeast-1:1:alarms',
    });
    await fail({
      operation: 'DescribeAvailabilityZones',
      kind: 'accessDenied',
    });
    const [finding] = await readCheck(service(), 'zones');
    expect(finding).toMatchObject({
      ok: null,
      message: {
        text: expect.stringContaining('ec2:DescribeAvailabilityZones'),
      },
      remedy: { kind: 'policy' },
    });
    expect(JSON.parse(finding?.remedy?.text ?? '')).toEqual({
      Sid: 'CheckReadiness',
      Effect: 'Allow',
      Action: 'ec2:DescribeAvailabilityZones',
      Resource: '*',
    });
  });
});

import { rm } from 'node:fs/promises';
import { type AuroraLocal, createAuroraLocal } from '@aurora-db/local';
import { ConfigReader } from '@backstage/config';
import { z } from 'zod';
import {
  AwsUnavailableError,
  isPassing,
} from '../ports/errors/AwsUnavailableError';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { Telemetry } from '../ports/Telemetry';
import { troubles } from '../testing/faults/faultOutcomes';
import { makeStateDirectory } from '../testing/servers/makeStateDirectory';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { AwsClients } from './AwsClients';
import { CloudFormationStacks } from './cloudformation/CloudFormationStacks';
import { CloudWatchLogEvents } from './cloudwatch/CloudWatchLogEvents';
import { CloudWatchLogGroups } from './cloudwatch/CloudWatchLogGroups';
import { CloudWatchMetrics } from './cloudwatch/CloudWatchMetrics';
import { Ec2Networks } from './Ec2Networks';
import { IamPrincipals } from './IamPrincipals';
import { IamRolePolicies } from './IamRolePolicies';
import { KmsKeys } from './KmsKeys';
import { PerformanceInsights } from './PerformanceInsights';
import { RdsAccountQuotas } from './rds/RdsAccountQuotas';
import { RdsClusters } from './rds/RdsClusters';
import { RdsEvents } from './rds/RdsEvents';
import { SnsTopics } from './SnsTopics';
import { StsCallerIdentity } from './StsCallerIdentity';

/**
 * Longest waits for an answer, in ms: for one that never comes, and for one that comes late because
 * the machine is busy.
 */
const [quick, patient] = [
  { requestTimeoutMs: 500 },
  { requestTimeoutMs: 50_000 },
];
const callsSchema = z.object({
  counts: z.array(
    z.object({
      accountId: z.string(),
      operation: z.string(),
      count: z.number(),
    }),
  ),
});

/** A call of each service's SDK client, which differ in protocol and in how they read errors. */
const adapterCalls: Record<
  string,
  (clients: AwsClients, environment: EnvironmentConfig) => Promise<unknown>
> = {
  'cloudformation:DescribeStacks': (clients, environment) =>
    new CloudFormationStacks(clients).list(environment),
  'rds:DescribeDBClusters': (clients, environment) =>
    new RdsClusters(clients).list(environment),
  'rds:DescribeAccountAttributes': (clients, environment) =>
    new RdsAccountQuotas(clients).read(environment),
  'cloudwatch:GetMetricData': (clients, environment) =>
    new CloudWatchMetrics(clients).read(
      environment,
      [
        {
          clusterIdentifier: 'a',
          metricName: 'CPUUtilization',
          dimensions: 'cluster',
          statistic: 'Maximum',
        },
      ],
      {
        startMs: Date.parse('2026-11-23T00:00:00Z'),
        slots: 1,
        periodMs: 60_000,
      },
    ),
  'logs:DescribeLogGroups': (clients, environment) =>
    new CloudWatchLogGroups(clients).exists(environment, '/a'),
  'logs:FilterLogEvents': (clients, environment) =>
    new CloudWatchLogEvents(clients).filter(environment, {
      logGroupName: '/a',
      from: Date.parse('2026-11-23T00:00:00Z'),
      to: Date.parse('2026-11-23T01:00:00Z'),
      limit: 1,
    }),
  'rds:DescribeEvents': (clients, environment) =>
    new RdsEvents(clients).list(
      environment,
      { kind: 'cluster', id: 'a' },
      new Date(Date.now() - 3_600_000),
    ),
  'ec2:DescribeSubnets': (clients, environment) =>
    new Ec2Networks(clients).findSubnets(environment, []),
  'iam:GetAccountSummary': (clients, environment) =>
    new IamRolePolicies(clients).readQuotas(environment),
  'iam:SimulatePrincipalPolicy': (clients, environment) =>
    new IamPrincipals(clients).simulate(environment, {
      principalArn: `arn:aws:iam::${environment.accountId}:role/goal-mandala-lambda`,
      actions: ['rds:CreateDBCluster'],
      resources: [],
      context: {},
    }),
  'kms:DescribeKey': (clients, environment) =>
    new KmsKeys(clients).find(environment, 'a'),
  'pi:GetResourceMetrics': (clients, environment) =>
    new PerformanceInsights(clients).readLoad(environment, 'db-A', {
      startMs: Date.parse('2026-11-23T00:00:00Z'),
      endMs: Date.parse('2026-11-23T00:01:00Z'),
      periodMs: 60_000,
    }),
  'sns:GetTopicAttributes': (clients, environment) =>
    new SnsTopics(clients).exists(
      environment,
      `arn:aws:sns:ap-northeast-1:${environment.accountId}:a`,
    ),
  'sts:GetCallerIdentity': (clients, environment) =>
    new StsCallerIdentity(clients).read(environment),
};

const outcomes: Record<
  string,
  { reason: RegExp; tries: number; passes: boolean }
> = {
  throttled: { reason: /^throttled$/, tries: 5, passes: true },
  failing: { reason: /^failing$/, tries: 5, passes: true },
  // A connection that breaks before or within an answer.
  'cut off': { reason: /^(unreachable|failing)$/, tries: 5, passes: true },
  unreadable: { reason: /^failing$/, tries: 1, passes: true },
  unanswered: { reason: /^unreachable$/, tries: 5, passes: true },
  expired: { reason: /^credentials$/, tries: 1, passes: false },
  refused: { reason: /^access-denied$/, tries: 1, passes: false },
};

/** Its calls are counted, so the SDK does not repeat them. */
const isRepeated = (call: string) => !call.startsWith('pi:');

const cases = Object.keys(adapterCalls).flatMap(call =>
  Object.keys(troubles).map(trouble => ({ call, trouble })),
);

describe('faults of AWS', () => {
  let directory: string;
  let local: AuroraLocal;
  let accounts = 0;

  beforeAll(async () => {
    // Jitter at its least: retries follow at once.
    jest.spyOn(Math, 'random').mockReturnValue(0);
    directory = await makeStateDirectory();
    local = await createAuroraLocal({ stateDirectory: directory });
  }, 180_000);
  afterAll(async () => {
    jest.restoreAllMocks();
    await local.stop();
    await rm(directory, { recursive: true, force: true });
  });

  const admin = async (method: string, route: string, body?: object) => {
    const response = await fetch(`${local.url}/_aurora-local/${route}`, {
      method,
      body: JSON.stringify(body),
    });
    expect(response.ok).toBe(true);
    return response.json();
  };

  /** One call in an account of its own, which has a budget of retries of its own. */
  async function strike(call: string, trouble: string, count?: number) {
    accounts += 1;
    const accountId = String(600_000_000_000 + accounts);
    const environment = testEnvironment('dev', {
      accountId,
      endpoint: local.url,
    });
    const [, operation = ''] = call.split(':');
    const telemetry = new Telemetry();
    const throttled = jest.spyOn(telemetry, 'attemptThrottled');
    const clients = AwsClients.fromConfig(
      new ConfigReader({
        aws: {
          accounts: [
            { accountId, accessKeyId: accountId, secretAccessKey: 'local' },
          ],
        },
      }),
      { telemetry, ...(trouble === 'unanswered' ? quick : patient) },
    );
    await admin('POST', 'faults', [
      { ...troubles[trouble]?.fault, accountId, operation, count },
    ]);
    try {
      const outcome: unknown = await adapterCalls[call]?.(
        clients,
        environment,
      ).catch(error => error);
      const { counts } = callsSchema.parse(await admin('GET', 'calls'));
      const tries = counts
        .filter(one => one.accountId === accountId)
        .filter(one => one.operation === operation)
        .reduce((sum, one) => sum + one.count, 0);
      return { outcome, tries, throttled: throttled.mock.calls };
    } finally {
      clients.destroy();
    }
  }

  it.each(cases)(
    '$call that stays $trouble: the user reads the call, the reason and the account',
    async ({ call, trouble }) => {
      const { outcome, tries, throttled } = await strike(call, trouble);
      const { reason, passes, tries: expected } = outcomes[trouble] ?? {};
      expect(outcome).toBeInstanceOf(AwsUnavailableError);
      expect(outcome).toMatchObject({
        name: 'ServiceUnavailableError',
        message: expect.stringMatching(troubles[trouble]?.read(call) ?? '-'),
        reason: expect.stringMatching(reason ?? '-'),
        accountId: expect.stringMatching(/^6\d{11}$/),
      });
      expect(isPassing(outcome)).toBe(passes);
      expect(tries).toBe(isRepeated(call) ? expected : 1);
      expect(throttled).toHaveLength(trouble === 'throttled' ? tries : 0);
    },
  );

  it.each(
    cases.filter(
      ({ call, trouble }) =>
        isRepeated(call) && Number(outcomes[trouble]?.tries) > 1,
    ),
  )(
    '$call that is $trouble once succeeds, and a throttled attempt counts',
    async ({ call, trouble }) => {
      const { outcome, tries, throttled } = await strike(call, trouble, 1);
      expect(
        outcome instanceof Error ? outcome.message : undefined,
      ).toBeUndefined();
      expect(tries).toBeGreaterThan(1);
      expect(throttled).toEqual(
        trouble === 'throttled' ? [['ap-northeast-1', ...call.split(':')]] : [],
      );
    },
  );
});

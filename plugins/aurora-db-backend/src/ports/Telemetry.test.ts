import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  metricsServiceMock,
  tracingServiceMock,
} from '@backstage/backend-test-utils/alpha';
import { AwsUnavailableError } from './errors/AwsUnavailableError';
import { Telemetry } from './Telemetry';

type Measured = [name: string, value: number, attributes: unknown];

/** Telemetry whose measurements and spans tests can read. */
function testTelemetry(telemetry = new Telemetry()) {
  const measured: Measured[] = [];
  const observing: Array<() => Promise<void>> = [];
  const instrument = (name: string) => ({
    record: (value: number, attributes?: unknown) =>
      void measured.push([name, value, attributes]),
    add: (value: number, attributes?: unknown) =>
      void measured.push([name, value, attributes]),
  });
  const tracing = tracingServiceMock.mock();
  telemetry.provide(
    metricsServiceMock.mock({
      createCounter: instrument,
      createHistogram: instrument,
      createObservableCounter: name => ({
        addCallback: callback =>
          void observing.push(async () =>
            callback({
              observe: (value, attributes) =>
                void measured.push([name, value, attributes]),
            }),
          ),
        removeCallback: () => {},
      }),
    }),
    tracing,
  );
  return {
    telemetry,
    measured,
    /** Reads the values that are observed, as an exporter does. */
    async collect(): Promise<Measured[]> {
      await Promise.all(observing.map(observe => observe()));
      return measured;
    },
    spans: () => tracing.startActiveSpan.mock.calls.map(([name]) => name),
  };
}

const call = {
  'rpc.system.name': 'aws-api',
  'rpc.service': 'rds',
  'rpc.method': 'DescribeDBClusters',
  'cloud.region': 'ap-northeast-1',
};

describe('Telemetry', () => {
  it('measures a call of AWS by service, operation and region', async () => {
    const { telemetry, measured, spans } = testTelemetry();
    await expect(
      telemetry.awsCall(
        'ap-northeast-1',
        'rds:DescribeDBClusters',
        async () => 7,
      ),
    ).resolves.toBe(7);
    expect(measured).toEqual([
      ['rpc.client.call.duration', expect.any(Number), call],
    ]);
    expect(spans()).toEqual([]);
  });

  it('names the reason of a failure', async () => {
    const { telemetry, measured } = testTelemetry();
    const throttled = new AwsUnavailableError(
      createMessage('error.other', { reason: 'slow down' }),
      'throttled',
      '222222222222',
    );
    await expect(
      telemetry.awsCall('ap-northeast-1', 'rds:DescribeDBClusters', () =>
        Promise.reject(throttled),
      ),
    ).rejects.toBe(throttled);
    expect(measured).toEqual([
      [
        'rpc.client.call.duration',
        expect.any(Number),
        { ...call, 'error.type': 'throttled' },
      ],
    ]);
  });

  it('counts a throttled attempt of a call', () => {
    const { telemetry, measured } = testTelemetry();
    telemetry.attemptThrottled('ap-northeast-1', 'rds', 'DescribeDBClusters');
    expect(measured).toEqual([['aurora_db.aws.throttled_attempts', 1, call]]);
  });

  it('reports the requests of each cache, also those before the plugin started', async () => {
    const early = new Telemetry();
    early.cache('stacks').count(false);
    const { telemetry, collect } = testTelemetry(early);
    telemetry.cache('stacks').count(true);
    telemetry.cache('stacks').count(true);
    telemetry.cache('alarms').count(false);
    const requests = (name: string, result: string) => ({
      'aurora_db.cache.name': name,
      'aurora_db.cache.result': result,
    });
    expect(await collect()).toEqual([
      ['aurora_db.cache.requests', 2, requests('stacks', 'hit')],
      ['aurora_db.cache.requests', 1, requests('stacks', 'miss')],
      ['aurora_db.cache.requests', 0, requests('alarms', 'hit')],
      ['aurora_db.cache.requests', 1, requests('alarms', 'miss')],
    ]);
  });

  it('makes spans of change sets, GetMetricData and syntheses', async () => {
    const { telemetry, measured, spans } = testTelemetry();
    const run = async () => {};
    await telemetry.awsCall('r', 'cloudformation:CreateChangeSet', run);
    await telemetry.awsCall('r', 'cloudwatch:GetMetricData', run);
    await telemetry.synthesis('dev', run);
    expect(spans()).toEqual([
      'cloudformation/CreateChangeSet',
      'cloudwatch/GetMetricData',
      'synthesize template',
    ]);
    expect(measured.at(-1)).toEqual([
      'aurora_db.synthesis.duration',
      expect.any(Number),
      { 'aurora_db.environment': 'dev' },
    ]);
  });

  it('measures nothing in a backend without the plugin', async () => {
    const telemetry = new Telemetry();
    telemetry.operationEnded('database-deploy', 'success');
    await expect(telemetry.synthesis('dev', async () => 'ok')).resolves.toBe(
      'ok',
    );
  });
});

import type {
  MetricsService,
  TracingService,
} from '@backstage/backend-plugin-api/alpha';
import { AwsUnavailableError } from './AwsUnavailableError';

/** Calls whose time is worth a span. The others are only counted. */
const tracedOperations: ReadonlySet<string> = new Set([
  'CreateChangeSet',
  'ExecuteChangeSet',
  'GetMetricData',
]);

/**
 * Measures what the backend does. All parts of the package share one, and measure as the plugin
 * aurora-db. Without the plugin, nothing is measured.
 */
export class Telemetry {
  #tracing: TracingService | undefined;
  #instruments: ReturnType<typeof createInstruments> | undefined;

  /** Sets the services of the plugin aurora-db. */
  provide(metrics: MetricsService, tracing: TracingService): void {
    this.#tracing = tracing;
    this.#instruments = createInstruments(metrics);
  }

  /**
   * Measures a call of AWS, with all its attempts and pages. Names are those of OpenTelemetry.
   *
   * @param action - as IAM spells it, e.g. `rds:DescribeDBClusters`
   */
  async awsCall<T>(
    region: string,
    action: string,
    send: () => Promise<T>,
  ): Promise<T> {
    const [service = '', operation = ''] = action.split(':');
    const attributes = {
      'rpc.system.name': 'aws-api',
      'rpc.service': service,
      'rpc.method': operation,
      'cloud.region': region,
    };
    const measured = () =>
      this.#timed((seconds, errorType) => {
        this.#instruments?.awsCalls.record(seconds, {
          ...attributes,
          ...errorType,
        });
        if (errorType?.['error.type'] === 'throttled') {
          this.#instruments?.throttles.add(1, attributes);
        }
      }, send);
    return tracedOperations.has(operation)
      ? this.#span(`${service}/${operation}`, attributes, measured)
      : measured();
  }

  /** Measures a synthesis, with its time in the queue. */
  async synthesis<T>(environment: string, run: () => Promise<T>): Promise<T> {
    const attributes = { 'aurora_db.environment': environment };
    return this.#span('synthesize template', attributes, () =>
      this.#timed(
        (seconds, errorType) =>
          this.#instruments?.syntheses.record(seconds, {
            ...attributes,
            ...errorType,
          }),
        run,
      ),
    );
  }

  /** Counts a write, e.g. `database-deploy`, that ended. */
  operationEnded(operation: string, outcome: 'success' | 'failure'): void {
    this.#instruments?.operations.add(1, {
      'aurora_db.operation': operation,
      'aurora_db.outcome': outcome,
    });
  }

  async #span<T>(
    name: string,
    attributes: Record<string, string>,
    run: () => Promise<T>,
  ): Promise<T> {
    return this.#tracing
      ? this.#tracing.startActiveSpan(name, { attributes }, run)
      : run();
  }

  async #timed<T>(
    record: (seconds: number, errorType?: { 'error.type': string }) => void,
    run: () => Promise<T>,
  ): Promise<T> {
    const start = performance.now();
    const seconds = () => (performance.now() - start) / 1000;
    try {
      const result = await run();
      record(seconds());
      return result;
    } catch (error) {
      record(seconds(), { 'error.type': typeOf(error) });
      throw error;
    }
  }
}

function createInstruments(metrics: MetricsService) {
  return {
    awsCalls: metrics.createHistogram('rpc.client.call.duration', {
      description: 'Duration of calls of AWS with all attempts and pages',
      unit: 's',
    }),
    throttles: metrics.createCounter('aurora_db.aws.throttled_calls', {
      description: 'Calls that AWS throttled, also after the retries',
      unit: '{call}',
    }),
    syntheses: metrics.createHistogram('aurora_db.synthesis.duration', {
      description: 'Duration of syntheses of templates with their queue',
      unit: 's',
    }),
    operations: metrics.createCounter('aurora_db.operations', {
      description: 'Deploys, restores, snapshots and deletions that ended',
      unit: '{operation}',
    }),
  };
}

/** E.g. `throttled` or `credentials` if AWS gave no answer, otherwise the class of the error. */
function typeOf(error: unknown): string {
  if (error instanceof AwsUnavailableError) {
    return error.reason;
  }
  return error instanceof Error ? error.name : 'unknown';
}

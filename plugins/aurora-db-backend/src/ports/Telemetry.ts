import type {
  MetricsService,
  TracingService,
  TracingServiceSpan,
} from '@backstage/backend-plugin-api/alpha';
import { AwsUnavailableError } from './errors/AwsUnavailableError';

/** Calls whose time is worth a span. The others are only counted. */
const tracedOperations: ReadonlySet<string> = new Set([
  'CreateChangeSet',
  'DeleteChangeSet',
  'ExecuteChangeSet',
  'GetMetricData',
]);

/** The requests of a cache. Counting one costs an addition, because all viewers make them. */
export class CacheRequests {
  hits = 0;
  misses = 0;

  /**
   * @param isHit - whether the cache has a fresh value, so that the caller waits for nothing
   */
  count(isHit: boolean): void {
    if (isHit) {
      this.hits += 1;
    } else {
      this.misses += 1;
    }
  }
}

/** How a change set ended. */
export type ChangeSetOutcome =
  'executed' | 'unchanged' | 'discarded' | 'refused' | 'cancelled' | 'failed';

/** A change set, for its span. */
export interface TracedChangeSet {
  environment: string;
  region: string;
  stackName: string;
  kind: 'create' | 'update' | 'delete';
}

/**
 * Measures what the backend does. All parts of the package share one, and measure as the plugin
 * aurora-db. Without the plugin, nothing is measured.
 */
export class Telemetry {
  #tracing: TracingService | undefined;
  #instruments: ReturnType<typeof createInstruments> | undefined;
  readonly #caches = new Map<string, CacheRequests>();

  /** Sets the services of the plugin aurora-db. */
  provide(metrics: MetricsService, tracing: TracingService): void {
    this.#tracing = tracing;
    this.#instruments = createInstruments(metrics);
    this.#instruments.cacheRequests.addCallback(observed => {
      for (const [name, { hits, misses }] of this.#caches) {
        const attributes = { 'aurora_db.cache.name': name };
        observed.observe(hits, {
          ...attributes,
          'aurora_db.cache.result': 'hit',
        });
        observed.observe(misses, {
          ...attributes,
          'aurora_db.cache.result': 'miss',
        });
      }
    });
  }

  /** Returns the requests of the caches of a name, e.g. `stacks`. The caller counts them. */
  cache(name: string): CacheRequests {
    const requests = this.#caches.get(name) ?? new CacheRequests();
    this.#caches.set(name, requests);
    return requests;
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
    const attributes = callAttributes(region, service, operation);
    const measured = () =>
      this.#timed(
        (seconds, errorType) =>
          this.#instruments?.awsCalls.record(seconds, {
            ...attributes,
            ...errorType,
          }),
        send,
      );
    return tracedOperations.has(operation)
      ? this.#span(`${service}/${operation}`, attributes, measured)
      : measured();
  }

  /**
   * Counts an attempt of a call that AWS throttled. Another attempt may have succeeded.
   *
   * @param service - as IAM spells it, e.g. `rds`
   */
  attemptThrottled(region: string, service: string, operation: string): void {
    this.#instruments?.throttles.add(
      1,
      callAttributes(region, service, operation),
    );
  }

  /** Traces a deploy, with its synthesis and change sets. */
  async deploy<T>(
    deployed: { environment: string; stackName: string; isDryRun: boolean },
    run: () => Promise<T>,
  ): Promise<T> {
    const attributes = {
      'aurora_db.environment': deployed.environment,
      'aurora_db.stack.name': deployed.stackName,
      'aurora_db.dry_run': deployed.isDryRun,
    };
    return this.#span('deploy database', attributes, run);
  }

  /**
   * Traces a change set from its creation to its end.
   *
   * @param run - calls `end` with the outcome. If it throws before that, the change set failed.
   */
  async changeSet<T>(
    { environment, region, stackName, kind }: TracedChangeSet,
    run: (end: (outcome: ChangeSetOutcome) => void) => Promise<T>,
  ): Promise<T> {
    const attributes = {
      'aurora_db.environment': environment,
      'aurora_db.stack.name': stackName,
      'aurora_db.change_set.kind': kind,
      'cloud.region': region,
    };
    return this.#span('change set', attributes, async span => {
      let outcome: ChangeSetOutcome = 'failed';
      try {
        return await run(ended => {
          outcome = ended;
        });
      } finally {
        span?.setAttribute('aurora_db.change_set.outcome', outcome);
      }
    });
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

  /** Counts a write or a read of data, e.g. `database-deploy`, that ended. */
  operationEnded(operation: string, outcome: 'success' | 'failure'): void {
    this.#instruments?.operations.add(1, {
      'aurora_db.operation': operation,
      'aurora_db.outcome': outcome,
    });
  }

  async #span<T>(
    name: string,
    attributes: Record<string, string | boolean>,
    run: (span?: TracingServiceSpan) => Promise<T>,
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

function callAttributes(region: string, service: string, operation: string) {
  return {
    'rpc.system.name': 'aws-api',
    'rpc.service': service,
    'rpc.method': operation,
    'cloud.region': region,
  };
}

function createInstruments(metrics: MetricsService) {
  return {
    awsCalls: metrics.createHistogram('rpc.client.call.duration', {
      description: 'Duration of calls of AWS with all attempts and pages',
      unit: 's',
    }),
    throttles: metrics.createCounter('aurora_db.aws.throttled_attempts', {
      description: 'Attempts of calls that AWS throttled',
      unit: '{attempt}',
    }),
    cacheRequests: metrics.createObservableCounter('aurora_db.cache.requests', {
      description: 'Requests of caches of what was read from AWS',
      unit: '{request}',
    }),
    syntheses: metrics.createHistogram('aurora_db.synthesis.duration', {
      description: 'Duration of syntheses of templates with their queue',
      unit: 's',
    }),
    operations: metrics.createCounter('aurora_db.operations', {
      description:
        'Deploys, restores, snapshots, deletions and reads of data that ended',
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

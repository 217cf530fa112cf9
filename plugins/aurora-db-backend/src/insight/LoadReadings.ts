import {
  createMessage,
  type HealthRange,
  type Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LocatedCluster } from '../database/ClusterLocator';
import { AwsUnavailableError } from '../ports/AwsUnavailableError';
import type { ClusterInstances } from '../ports/ClusterReader';
import type { InstanceLoad, LoadReader } from '../ports/LoadReader';
import type { Telemetry } from '../ports/Telemetry';
import type { CachedLookup } from '../readings/CachedLookup';
import type { SharedCache } from '../readings/SharedCache';
import {
  describeFailure,
  describeProblems,
  type InstanceProblem,
  problemOf,
} from './describeProblems';
import { InstanceReads } from './InstanceReads';
import type { LoadPart } from './loadParts';
import type { InstanceReading, LoadReading } from './LoadReading';
import type { LoadRange } from './loadWindow';

/** An instance that Performance Insights can be asked about. */
export interface ReadableInstance {
  id: string;
  resourceId: string;
}

type Instance = ClusterInstances['instances'][number];

/** RDS statuses of an instance that runs no server. Those in between keep their load. */
const notRunning =
  /^(creating|deleting|failed|inaccessible.*|incompatible.*|restore-error|starting|stopped|stopping|storage-full)$/;

/** Reads the load of databases, once for all viewers of all replicas. */
export class LoadReadings {
  readonly #reads: InstanceReads;
  readonly #instances: Pick<CachedLookup<ClusterInstances>, 'get'>;
  readonly #now: () => number;

  constructor(options: {
    load: LoadReader;
    instances: Pick<CachedLookup<ClusterInstances>, 'get'>;
    shared?: SharedCache;
    telemetry?: Telemetry;
    now?: () => number;
  }) {
    this.#reads = new InstanceReads(options.load, options);
    this.#instances = options.instances;
    this.#now = options.now ?? Date.now;
  }

  /**
   * Returns the load over the last hour, and the statements of the last five minutes: those that
   * decide the health. It has priority over other ranges, and never waits for the next minute.
   */
  recent(located: LocatedCluster): Promise<LoadReading> {
    return this.#read(located, '1h', 'recent', false);
  }

  /** Never throws because of AWS: see {@link LoadReading.problems}. */
  read(located: LocatedCluster, range: HealthRange): Promise<LoadReading> {
    return this.#read(located, range, range, true);
  }

  /** The instances that have a load, or why there are none. */
  async readable({ environment, clusterIdentifier }: LocatedCluster): Promise<{
    instances: ReadableInstance[];
    off: string[];
    unreadable?: Message;
  }> {
    let all: Instance[];
    try {
      const { value } = await this.#instances.get(
        environment,
        clusterIdentifier,
      );
      all = value?.instances ?? [];
    } catch (error) {
      if (!(error instanceof AwsUnavailableError)) {
        throw error;
      }
      return { instances: [], off: [], unreadable: describeFailure(error) };
    }
    const running = all.filter(({ status }) => !notRunning.test(status));
    return {
      instances: running.flatMap(({ id, resourceId, performanceInsights }) =>
        resourceId && performanceInsights ? [{ id, resourceId }] : [],
      ),
      off: running
        .filter(({ performanceInsights }) => !performanceInsights)
        .map(({ id }) => id),
      ...(running.length === 0 && {
        unreadable:
          all.length === 0
            ? createMessage('insight.noInstances')
            : createMessage('insight.notRunning', {
                status: [...new Set(all.map(({ status }) => status))].join(
                  ', ',
                ),
              }),
      }),
    };
  }

  /** The readings that {@link LoadReadings} is built on, for statements with values. */
  get instanceReads(): InstanceReads {
    return this.#reads;
  }

  async #read(
    located: LocatedCluster,
    range: HealthRange,
    statementRange: LoadRange,
    isPatient: boolean,
  ): Promise<LoadReading> {
    const { environment } = located;
    const { instances, off, unreadable } = await this.readable(located);
    const results = await Promise.all(
      instances.map(instance =>
        this.#readInstance(
          located,
          instance,
          [
            { kind: 'load', range },
            { kind: 'statements', range: statementRange },
          ],
          isPatient,
        ),
      ),
    );
    const readings = results.flatMap(({ reading }) =>
      reading ? [reading] : [],
    );
    const problems: InstanceProblem[] = [
      ...off.map(instanceId => ({ kind: 'off' as const, instanceId })),
      ...results.flatMap(({ problem }) => (problem ? [problem] : [])),
    ];
    return {
      asOf: new Date(
        Math.min(
          this.#now(),
          ...readings.map(({ readAt }) => readAt.getTime()),
        ),
      ),
      instances: readings.filter(({ load }) => hasData(load)),
      problems: unreadable
        ? [unreadable]
        : describeProblems(
            environment,
            // An instance without load is no problem beside one that has some.
            readings.some(({ load }) => hasData(load))
              ? problems
              : [
                  ...problems,
                  ...readings.map(() => ({ kind: 'empty' as const })),
                ],
          ),
    };
  }

  async #readInstance(
    { environment }: LocatedCluster,
    { id, resourceId }: ReadableInstance,
    parts: LoadPart[],
    isPatient: boolean,
  ): Promise<{ reading?: InstanceReading; problem?: InstanceProblem }> {
    const [first, second] = await this.#reads.get(
      environment,
      resourceId,
      parts,
      isPatient,
    );
    if (first?.value?.kind !== 'load' || !first.readAt) {
      return { problem: problemOf(id, first ?? { waitMs: 0 }) };
    }
    // Statements with values are only for readers of the log.
    const { valued: _, ...load } = first.value.load;
    const statements =
      second?.value?.kind === 'statements' ? second.value : undefined;
    return {
      reading: {
        instanceId: id,
        readAt: first.readAt,
        load,
        ...(statements && { statements: statements.statements }),
      },
    };
  }
}

/** Whether there is a datapoint at all. */
function hasData({ total, waits }: InstanceLoad): boolean {
  return [total ?? [], ...waits.map(({ sessions }) => sessions)].some(values =>
    values.some(value => value !== null),
  );
}

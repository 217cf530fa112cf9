import {
  createMessage,
  type HealthRange,
  type Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LocatedCluster } from '../database/LocatedCluster';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import type { ClusterInstances } from '../ports/ClusterReader';
import type { LoadReader } from '../ports/LoadReader';
import type { Telemetry } from '../ports/Telemetry';
import type { CachedLookup } from '../readings/CachedLookup';
import type { SharedCache } from '../readings/SharedCache';
import {
  describeFailure,
  describeProblems,
  type InstanceProblem,
  needsRemedy,
  problemOf,
} from './describeProblems';
import { hasData, withoutOpenPeriod } from './cutLoad';
import { InstanceReads, type PartReading } from './InstanceReads';
import type { LoadPart } from './loadParts';
import type { InstanceReading, LoadReading } from './LoadReading';
import { periodOf } from './loadWindow';

/** An instance that Performance Insights can be asked about. */
export interface ReadableInstance {
  id: string;
  resourceId: string;
  /** Such as `db.serverless` or `db.r6g.large`. */
  instanceClass?: string;
}

/** What was read of an instance. */
interface InstanceParts {
  range: HealthRange;
  load: PartReading | undefined;
  statements?: PartReading;
}

type Instance = ClusterInstances['instances'][number];

/** How long the waits of statements tell what these do, in ms. */
const recentMs = 5 * 60_000;

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
   * Returns the load over the last hour, for the health. It has priority over other ranges, and
   * never waits for the next minute.
   *
   * @param withStatements - whether to read the waits of each statement in the last five minutes,
   *   too. Otherwise they are returned if they are known.
   */
  recent(
    located: LocatedCluster,
    withStatements: boolean,
  ): Promise<LoadReading> {
    return this.#read(located, async ({ resourceId }) => {
      const { environment } = located;
      const statements: LoadPart = { kind: 'statements', range: 'recent' };
      const [load, read] = await this.#reads.get(
        environment,
        resourceId,
        [
          { kind: 'load', range: 'recent' },
          ...(withStatements ? [statements] : []),
        ],
        false,
      );
      const known =
        read ?? this.#reads.known(environment, resourceId, statements);
      const isRecent =
        known.readAt && known.readAt.getTime() > this.#now() - recentMs;
      return { range: '1h', load, ...(isRecent && { statements: known }) };
    });
  }

  /** Never throws because of AWS: see {@link LoadReading.problems}. */
  read(located: LocatedCluster, range: HealthRange): Promise<LoadReading> {
    return this.#read(located, async ({ resourceId }) => {
      const [load, statements] = await this.#reads.get(
        located.environment,
        resourceId,
        [
          { kind: 'load', range },
          { kind: 'statements', range },
        ],
      );
      return { range, load, statements };
    });
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
      instances: running.flatMap(
        ({ id, resourceId, instanceClass, performanceInsights }) =>
          resourceId && performanceInsights
            ? [{ id, resourceId, ...(instanceClass && { instanceClass }) }]
            : [],
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
    readParts: (instance: ReadableInstance) => Promise<InstanceParts>,
  ): Promise<LoadReading> {
    const { instances, off, unreadable } = await this.readable(located);
    const results = await Promise.all(
      instances.map(async instance =>
        toResult(instance, await readParts(instance)),
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
            located,
            // An instance without load is no problem beside one that has some.
            readings.some(({ load }) => hasData(load))
              ? problems
              : [
                  ...problems,
                  ...readings.map(() => ({ kind: 'empty' as const })),
                ],
            instances.length + off.length,
          ),
    };
  }
}

/** Statements with values are only for readers of the log, so the reading has none. */
function toResult(
  { id, instanceClass }: ReadableInstance,
  { range, load: read, statements }: InstanceParts,
): { reading?: InstanceReading; problem?: InstanceProblem } {
  if (read?.value?.kind !== 'load' || !read.readAt) {
    return { problem: problemOf(id, read ?? { waitMs: 0 }) };
  }
  const { valued: _, ...load } = read.value.load;
  return {
    reading: {
      instanceId: id,
      ...(instanceClass && { instanceClass }),
      readAt: read.readAt,
      load: withoutOpenPeriod(load, periodOf(range), read.readAt.getTime()),
      ...(statements?.value?.kind === 'statements' && {
        statements: statements.value.statements,
      }),
    },
    ...(read.failure &&
      needsRemedy(read.failure) && { problem: problemOf(id, read) }),
  };
}

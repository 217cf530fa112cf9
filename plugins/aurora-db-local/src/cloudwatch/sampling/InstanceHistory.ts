import { z } from 'zod';
import {
  AwsError,
  type InstanceProbe,
  type InstanceProbes,
} from '../../service/AwsService';
import type { Clock } from '../Clock';
import { statisticSetOf } from '../metrics/Datapoint';
import type { MetricStore } from '../metrics/MetricStore';
import { instanceMetricSource } from './instanceMetricSource';

const minuteMs = 60_000;

/** Datapoints of a minute are kept for a day. */
const longestMs = 24 * 60 * minuteMs;

/** The metrics that can be imported, with the units of the measured ones. */
const units: Readonly<Record<string, string>> = {
  ServerlessDatabaseCapacity: 'Count',
  ACUUtilization: 'Percent',
  DatabaseConnections: 'Count',
  CPUUtilization: 'Percent',
  ReadLatency: 'Seconds',
  WriteLatency: 'Seconds',
};

/** Metrics that no provisioned instance has. */
const serverlessOnly = ['ServerlessDatabaseCapacity', 'ACUUtilization'];

const historySchema = z.strictObject({
  accountId: z.string().regex(/^\d{12}$/, 'must be twelve digits'),
  region: z.string().min(1),
  /** The identifier of an instance. */
  instance: z.string().min(1),
  minutes: z
    .array(
      z.strictObject({
        /** The start of the minute, in milliseconds since the epoch. */
        at: z.int().multipleOf(minuteMs, 'must be the start of a minute'),
        values: z.record(
          z
            .string()
            .refine(
              name => name in units,
              `must be one of ${Object.keys(units).join(', ')}`,
            ),
          z.number().min(0),
        ),
      }),
    )
    .min(1),
});

/** The numbers of values that an import added, and of those whose minute had a value. */
export interface ImportedHistory {
  added: number;
  kept: number;
}

/**
 * Imports values that were not measured, so that the charts of a demonstration have a past. A
 * minute that has a value keeps it, so that an import never changes or doubles what was measured.
 */
export class InstanceHistory {
  readonly #probes: InstanceProbes;
  readonly #store: MetricStore;
  readonly #clock: Clock;
  readonly #log: (message: string) => void;

  constructor(options: {
    probes: InstanceProbes;
    store: MetricStore;
    clock: Clock;
    log: (message: string) => void;
  }) {
    this.#probes = options.probes;
    this.#store = options.store;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  /**
   * Imports all values of a request, or none.
   *
   * @throws ZodError, or an {@link AwsError} that names what is wrong
   */
  import(request: unknown): ImportedHistory {
    const { minutes, instance, ...scope } = historySchema.parse(request);
    const probe = this.#probes
      .list()
      .find(
        ({ accountId, region, instanceIdentifier }) =>
          accountId === scope.accountId &&
          region === scope.region &&
          instanceIdentifier === instance,
      );
    if (!probe) {
      throw new AwsError(
        'DBInstanceNotFound',
        `Account ${scope.accountId} has no instance ${instance} in ${scope.region}.`,
        404,
      );
    }
    const now = this.#clock();
    const wrong = minutes.find(
      ({ at }) => at + minuteMs > now || at < now - longestMs,
    );
    if (wrong) {
      throw new AwsError(
        'InvalidParameterValue',
        `${new Date(wrong.at).toISOString()} is not a past minute of the latest 24 hours.`,
      );
    }
    const ofServerless = probe.provisioned
      ? minutes
          .flatMap(({ values }) => Object.keys(values))
          .find(name => serverlessOnly.includes(name))
      : undefined;
    if (ofServerless !== undefined) {
      throw new AwsError(
        'InvalidParameterValue',
        `${instance} is a ${probe.instanceClass}, and only db.serverless has ${ofServerless}.`,
      );
    }
    const imported = { added: 0, kept: 0 };
    for (const { at, values } of minutes) {
      for (const [metricName, value] of Object.entries(values)) {
        imported[this.#add(probe, metricName, at, value)]++;
      }
    }
    if (imported.added > 0) {
      this.#log(
        `CloudWatch: imported values of ${instance} for a demonstration: ${imported.added}. They were not measured.`,
      );
    }
    return imported;
  }

  #add(
    probe: InstanceProbe,
    metricName: string,
    at: number,
    value: number,
  ): keyof ImportedHistory {
    const source = instanceMetricSource(probe, {
      metricName,
      unit: units[metricName] ?? 'None',
    });
    const present = this.#store.read(
      probe,
      {
        namespace: source.namespace,
        metricName,
        dimensions: [
          { Name: 'DBInstanceIdentifier', Value: probe.instanceIdentifier },
        ],
      },
      at,
      at + minuteMs,
      minuteMs,
    );
    return present.length === 0 &&
      this.#store.record(source, at, statisticSetOf(value))
      ? 'added'
      : 'kept';
  }
}

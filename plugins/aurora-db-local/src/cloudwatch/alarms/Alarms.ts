import type { Collection, Scope } from '../../service/AwsService';
import type { Clock } from '../Clock';
import { QueryEvaluation } from '../math/QueryEvaluation';
import type { MetricStore } from '../metrics/MetricStore';
import type { CompositeAlarms } from '../composite/CompositeAlarms';
import type { AlarmActions } from './AlarmActions';
import { alarmNotification } from './alarmNotification';
import {
  type AlarmDefinition,
  type AlarmRecord,
  periodOf,
  samplesNeeded,
  type StateValue,
  watchedQueries,
} from './AlarmRecord';
import {
  type AlarmPeriod,
  evaluationRange,
  type Judgement,
  judgeDatapoints,
} from './judgeDatapoints';
import { stateReason, stateReasonData } from './stateReason';

/** The number of evaluations between two turns of the event loop. */
const batchSize = 100;

/** A state and its reason. */
export interface AlarmState {
  state: StateValue;
  reason: string;
  /** JSON. */
  reasonData?: string;
}

/** Evaluates metric alarms, changes their states, and runs their actions. */
export class Alarms {
  readonly records: Collection<AlarmRecord>;
  readonly actions: AlarmActions;
  readonly #composites: CompositeAlarms;
  readonly #store: MetricStore;
  readonly #clock: Clock;
  readonly #log: (message: string) => void;

  constructor(options: {
    records: Collection<AlarmRecord>;
    actions: AlarmActions;
    composites: CompositeAlarms;
    store: MetricStore;
    clock: Clock;
    log: (message: string) => void;
  }) {
    this.records = options.records;
    this.actions = options.actions;
    this.#composites = options.composites;
    this.#store = options.store;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  /** Evaluates every alarm for the periods that have ended. */
  async evaluateAll(): Promise<void> {
    const alarms = this.records.all();
    for (let start = 0; start < alarms.length; start += batchSize) {
      await new Promise(resolve => setImmediate(resolve));
      // The changes of a batch share their writes to disk.
      await Promise.all(
        alarms.slice(start, start + batchSize).map(async ({ scope, id }) => {
          // The alarm may have been deleted or changed since the list was made.
          const alarm = this.records.get(scope, id);
          if (alarm) {
            await this.#evaluate(scope, alarm);
          }
        }),
      );
    }
  }

  /**
   * Sets the state of an alarm. If it differs from the previous one, records it and runs the
   * actions.
   */
  async changeState(
    scope: Scope,
    alarm: AlarmRecord,
    { state, reason, reasonData }: AlarmState,
  ): Promise<void> {
    const now = this.#clock();
    const changed = {
      ...alarm,
      state,
      reason,
      reasonData,
      stateUpdated: now,
      stateTransitioned: state === alarm.state ? alarm.stateTransitioned : now,
    };
    await this.records.put(scope, alarm.definition.AlarmName, changed);
    if (state !== alarm.state) {
      await this.actions.recordTransition(scope, alarm, changed, 'MetricAlarm');
      await this.actions.run(
        scope,
        changed,
        alarmNotification(scope, changed, alarm.state),
        'MetricAlarm',
      );
      await this.#composites.settle(scope);
    }
  }

  async #evaluate(scope: Scope, alarm: AlarmRecord): Promise<void> {
    const { definition } = alarm;
    let judgement: Judgement;
    try {
      judgement = judgeDatapoints(
        definition,
        this.#periods(scope, definition),
        alarm.state,
      );
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#log(
        `CloudWatch: alarm ${definition.AlarmName} cannot be evaluated: ${reason}`,
      );
      return;
    }
    if (
      judgement.state !== alarm.state &&
      !this.#hasFewSamples(scope, definition)
    ) {
      await this.changeState(scope, alarm, {
        state: judgement.state,
        reason: stateReason(definition, judgement),
        reasonData: stateReasonData(definition, judgement, this.#clock()),
      });
    }
  }

  /** Whether a percentile keeps its state because it has too few samples to tell anything. */
  #hasFewSamples(scope: Scope, definition: AlarmDefinition): boolean {
    const needed = samplesNeeded(definition);
    if (needed === undefined) {
      return false;
    }
    const periodMs = periodOf(definition) * 1000;
    const end = this.#end();
    const { Namespace = '', MetricName = '', Dimensions, Unit } = definition;
    const datapoints = this.#store.read(
      scope,
      {
        namespace: Namespace,
        metricName: MetricName,
        dimensions: Dimensions,
        unit: Unit,
      },
      end - definition.EvaluationPeriods * periodMs,
      end,
      periodMs,
    );
    return datapoints.reduce((sum, { count }) => sum + count, 0) < needed;
  }

  /** The end of the latest complete minute. */
  #end(): number {
    return Math.floor(this.#clock() / 60_000) * 60_000;
  }

  #periods(scope: Scope, definition: AlarmDefinition): AlarmPeriod[] {
    const periodMs = periodOf(definition) * 1000;
    const end = this.#end();
    const count = evaluationRange(definition);
    const start = end - count * periodMs;
    const { queries, watched } = watchedQueries(definition);
    const evaluation = new QueryEvaluation(this.#store, scope, queries, {
      start,
      end,
      fromStart: true,
    });
    const points = evaluation.seriesOf(watched)[0]?.points;
    return Array.from({ length: count }, (_, index) => {
      const timestamp = start + index * periodMs;
      return { timestamp, value: points?.get(timestamp) };
    });
  }
}

import type {
  Collection,
  Scope,
  ServiceCaller,
} from '../../service/AwsService';
import type { Clock } from '../Clock';
import { QueryEvaluation } from '../math/QueryEvaluation';
import type { MetricStore } from '../metrics/MetricStore';
import type { AlarmHistory } from './AlarmHistory';
import { alarmNotification } from './alarmNotification';
import {
  type AlarmDefinition,
  type AlarmRecord,
  periodOf,
  type StateValue,
  watchedQueries,
} from './AlarmRecord';
import {
  type AlarmPeriod,
  evaluationRange,
  type Judgement,
  judgeDatapoints,
} from './judgeDatapoints';
import { stateReason, stateReasonData, timestampText } from './stateReason';

/** The number of evaluations between two turns of the event loop. */
const batchSize = 100;

/** A state and its reason. */
export interface AlarmState {
  state: StateValue;
  reason: string;
  /** JSON. */
  reasonData?: string;
}

/** Evaluates alarms, changes their states, and publishes to their topics. */
export class Alarms {
  readonly records: Collection<AlarmRecord>;
  readonly history: AlarmHistory;
  readonly #store: MetricStore;
  readonly #services: ServiceCaller;
  readonly #clock: Clock;
  readonly #log: (message: string) => void;

  constructor(options: {
    records: Collection<AlarmRecord>;
    history: AlarmHistory;
    store: MetricStore;
    services: ServiceCaller;
    clock: Clock;
    log: (message: string) => void;
  }) {
    this.records = options.records;
    this.history = options.history;
    this.#store = options.store;
    this.#services = options.services;
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
      await this.#recordTransition(scope, alarm, changed);
      await this.#runActions(scope, changed, alarm.state);
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
    if (judgement.state !== alarm.state) {
      await this.changeState(scope, alarm, {
        state: judgement.state,
        reason: stateReason(definition, judgement),
        reasonData: stateReasonData(definition, judgement, this.#clock()),
      });
    }
  }

  #periods(scope: Scope, definition: AlarmDefinition): AlarmPeriod[] {
    const periodMs = periodOf(definition) * 1000;
    const end = Math.floor(this.#clock() / 60_000) * 60_000;
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

  async #recordTransition(
    scope: Scope,
    before: AlarmRecord,
    after: AlarmRecord,
  ): Promise<void> {
    const describe = ({ state, reason, reasonData }: AlarmRecord) => ({
      stateValue: state,
      stateReason: reason,
      ...(reasonData === undefined
        ? {}
        : { stateReasonData: parsed(reasonData) }),
    });
    await this.history.add(scope, after.definition.AlarmName, {
      at: after.stateUpdated,
      type: 'StateUpdate',
      summary: `Alarm updated from ${before.state} to ${after.state}`,
      data: JSON.stringify({
        version: '1.0',
        oldState: describe(before),
        newState: describe(after),
      }),
    });
  }

  async #runActions(
    scope: Scope,
    alarm: AlarmRecord,
    previous: StateValue,
  ): Promise<void> {
    const { definition } = alarm;
    if (!definition.ActionsEnabled) {
      return;
    }
    const actions = {
      OK: definition.OKActions,
      ALARM: definition.AlarmActions,
      INSUFFICIENT_DATA: definition.InsufficientDataActions,
    }[alarm.state];
    for (const action of actions) {
      const failure = await this.#publish(scope, alarm, previous, action);
      if (failure !== undefined) {
        this.#log(
          `CloudWatch: action ${action} of alarm ${definition.AlarmName} failed: ${failure}`,
        );
      }
      await this.history.add(scope, definition.AlarmName, {
        at: this.#clock(),
        type: 'Action',
        summary:
          failure === undefined
            ? `Successfully executed action ${action}`
            : `Failed to execute action ${action}. Received error: "${failure}"`,
        data: JSON.stringify({
          actionState: failure === undefined ? 'Succeeded' : 'Failed',
          stateUpdateTimestamp: timestampText(alarm.stateUpdated),
          notificationResource: action,
          error: failure ?? null,
        }),
      });
    }
  }

  /** Returns why the action failed, or undefined. */
  async #publish(
    scope: Scope,
    alarm: AlarmRecord,
    previous: StateValue,
    topicArn: string,
  ): Promise<string | undefined> {
    const [, , service, region = scope.region] = topicArn.split(':');
    if (service !== 'sns') {
      return `aurora-db-local runs no actions of '${service}', only topics of SNS.`;
    }
    const context = {
      accountId: scope.accountId,
      region,
      requestId: `alarm-${alarm.stateUpdated}`,
      principalArn: `arn:aws:iam::${scope.accountId}:role/aws-service-role/cloudwatch.amazonaws.com/AWSServiceRoleForCloudWatch`,
    };
    try {
      await this.#services.call(
        'sns',
        'Publish',
        { TopicArn: topicArn, ...alarmNotification(scope, alarm, previous) },
        context,
      );
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // SetAlarmState accepts any text.
    return json;
  }
}

import type { Scope, ServiceCaller } from '../../service/AwsService';
import type { Clock } from '../Clock';
import type { AlarmHistory, AlarmType } from './AlarmHistory';
import type { StateValue } from './AlarmRecord';
import { timestampText } from './stateReason';

/** What a metric alarm and a composite alarm have in common. */
export interface AnyAlarm {
  definition: {
    AlarmName: string;
    ActionsEnabled: boolean;
    OKActions: string[];
    AlarmActions: string[];
    InsufficientDataActions: string[];
  };
  state: StateValue;
  reason: string;
  reasonData?: string;
  /** Milliseconds since the epoch. */
  stateUpdated: number;
}

/** Records changes of alarms in their history, and runs their actions. */
export class AlarmActions {
  readonly history: AlarmHistory;
  readonly #services: ServiceCaller;
  readonly #clock: Clock;
  readonly #log: (message: string) => void;

  constructor(options: {
    history: AlarmHistory;
    services: ServiceCaller;
    clock: Clock;
    log: (message: string) => void;
  }) {
    this.history = options.history;
    this.#services = options.services;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  async recordTransition(
    scope: Scope,
    before: AnyAlarm,
    after: AnyAlarm,
    alarmType: AlarmType,
  ): Promise<void> {
    const describe = ({ state, reason, reasonData }: AnyAlarm) => ({
      stateValue: state,
      stateReason: reason,
      ...(reasonData !== undefined && { stateReasonData: parsed(reasonData) }),
    });
    await this.history.add(scope, after.definition.AlarmName, {
      at: after.stateUpdated,
      type: 'StateUpdate',
      alarmType,
      summary: `Alarm updated from ${before.state} to ${after.state}`,
      data: JSON.stringify({
        version: '1.0',
        oldState: describe(before),
        newState: describe(after),
      }),
    });
  }

  async recordConfiguration(
    scope: Scope,
    change: 'created' | 'updated' | 'deleted' | 'enabled' | 'disabled',
    { definition }: AnyAlarm,
    alarmType: AlarmType,
  ): Promise<void> {
    const name = definition.AlarmName;
    const summary =
      change === 'enabled' || change === 'disabled'
        ? `Actions of alarm "${name}" ${change}`
        : `Alarm "${name}" ${change}`;
    const type = {
      created: 'Create',
      deleted: 'Delete',
      updated: 'Update',
      enabled: 'Update',
      disabled: 'Update',
    }[change];
    await this.history.add(scope, name, {
      at: this.#clock(),
      type: 'ConfigurationUpdate',
      alarmType,
      summary,
      data: JSON.stringify({
        version: '1.0',
        type,
        [`${type.toLowerCase()}dAlarm`]: definition,
      }),
    });
  }

  /** Runs the actions of the alarm's state. */
  async run(
    scope: Scope,
    alarm: AnyAlarm,
    notification: { Subject: string; Message: string },
    alarmType: AlarmType,
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
      const failure = await this.#publish(scope, alarm, notification, action);
      if (failure !== undefined) {
        this.#log(
          `CloudWatch: action ${action} of alarm ${definition.AlarmName} failed: ${failure}`,
        );
      }
      await this.history.add(scope, definition.AlarmName, {
        at: this.#clock(),
        type: 'Action',
        alarmType,
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
    { stateUpdated }: AnyAlarm,
    notification: { Subject: string; Message: string },
    topicArn: string,
  ): Promise<string | undefined> {
    const [, , service, region = scope.region] = topicArn.split(':');
    if (service !== 'sns') {
      return `aurora-db-local runs no actions of '${service}', only topics of SNS.`;
    }
    const context = {
      accountId: scope.accountId,
      region,
      requestId: `alarm-${stateUpdated}`,
      principalArn: `arn:aws:iam::${scope.accountId}:role/aws-service-role/cloudwatch.amazonaws.com/AWSServiceRoleForCloudWatch`,
    };
    try {
      await this.#services.call(
        'sns',
        'Publish',
        { TopicArn: topicArn, ...notification },
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
    // Earlier versions of SetAlarmState accepted any text.
    return json;
  }
}

import { isDeepStrictEqual } from 'node:util';
import type { Collection, Scope } from '../../service/AwsService';
import type { AlarmActions, AnyAlarm } from '../alarms/AlarmActions';
import type { AlarmRecord } from '../alarms/AlarmRecord';
import type { AlarmState } from '../alarms/Alarms';
import type { Clock } from '../Clock';
import { isTrue } from './AlarmRule';
import { compositeNotification } from './compositeNotification';
import {
  type Child,
  compositeReason,
  compositeReasonData,
} from './compositeReason';
import {
  alarmNameOf,
  childrenOf,
  type CompositeRecord,
} from './CompositeRecord';
import { nextSuppression } from './nextSuppression';
import { parseAlarmRule } from './parseAlarmRule';

/** Evaluates composite alarms, changes their states, and runs their actions. */
export class CompositeAlarms {
  readonly records: Collection<CompositeRecord>;
  readonly #metricAlarms: Collection<AlarmRecord>;
  readonly #actions: AlarmActions;
  readonly #clock: Clock;
  /** One evaluation runs at a time, because alarms depend on each other. */
  #latest: Promise<void> = Promise.resolve();

  constructor(options: {
    records: Collection<CompositeRecord>;
    metricAlarms: Collection<AlarmRecord>;
    actions: AlarmActions;
    clock: Clock;
  }) {
    this.records = options.records;
    this.#metricAlarms = options.metricAlarms;
    this.#actions = options.actions;
    this.#clock = options.clock;
  }

  /** The alarm of either type with this name. */
  find(scope: Scope, name: string): AnyAlarm | undefined {
    return this.#metricAlarms.get(scope, name) ?? this.records.get(scope, name);
  }

  /** The composite alarms whose rule refers to an alarm. */
  parentsOf(scope: Scope, name: string): CompositeRecord[] {
    return this.records
      .list(scope)
      .filter(({ definition }) => childrenOf(scope, definition).includes(name));
  }

  /** The composite alarms whose actions an alarm suppresses. */
  suppressedBy(scope: Scope, name: string): CompositeRecord[] {
    return this.records
      .list(scope)
      .filter(
        ({ definition: { ActionsSuppressor } }) =>
          ActionsSuppressor !== undefined &&
          alarmNameOf(scope, ActionsSuppressor) === name,
      );
  }

  /**
   * Evaluates the alarms of which a child or the definition changed, and runs the actions that are
   * due. Does nothing more if it is repeated, so that it completes what an interrupted run began.
   */
  async settle(scope: Scope): Promise<void> {
    const run = this.#latest.then(async () => {
      for (const name of evaluationOrder(scope, this.records.list(scope))) {
        await this.#evaluate(scope, name);
      }
      for (const { definition } of this.records.list(scope)) {
        await this.#act(scope, definition.AlarmName);
      }
    });
    this.#latest = run.catch(() => {});
    await run;
  }

  /** {@link settle} for all accounts and regions. */
  async settleAll(): Promise<void> {
    const scopes = new Map(
      this.records
        .all()
        .map(({ scope }) => [`${scope.accountId}/${scope.region}`, scope]),
    );
    for (const scope of scopes.values()) {
      await this.settle(scope);
    }
  }

  /** Sets a state, which stays until a child of the alarm changes. */
  async setState(
    scope: Scope,
    alarm: CompositeRecord,
    state: AlarmState,
  ): Promise<void> {
    await this.#changeState(scope, alarm, state, alarm);
    await this.settle(scope);
  }

  async #evaluate(scope: Scope, name: string): Promise<void> {
    const alarm = this.records.get(scope, name);
    if (!alarm) {
      return;
    }
    const children = childrenOf(scope, alarm.definition).flatMap(
      (child): Child[] => {
        const found = this.find(scope, child);
        return found ? [{ name: child, alarm: found }] : [];
      },
    );
    const states = Object.fromEntries(
      children.map(child => [child.name, child.alarm.state]),
    );
    if (alarm.children && isDeepStrictEqual(alarm.children, states)) {
      return;
    }
    const state = isTrue(
      parseAlarmRule(alarm.definition.AlarmRule),
      given => states[alarmNameOf(scope, given)],
    )
      ? 'ALARM'
      : 'OK';
    const evaluated = { ...alarm, children: states, isNew: false };
    if (state === alarm.state) {
      await this.records.put(scope, name, evaluated);
      return;
    }
    const changed = children.filter(
      child => alarm.children?.[child.name] !== child.alarm.state,
    );
    const latest = changed.toSorted(
      (a, b) => b.alarm.stateUpdated - a.alarm.stateUpdated,
    )[0];
    await this.#changeState(
      scope,
      alarm,
      {
        state,
        reason: compositeReason(
          scope,
          alarm,
          state,
          alarm.children ? latest : undefined,
        ),
        reasonData: compositeReasonData(scope, changed),
      },
      evaluated,
    );
  }

  async #changeState(
    scope: Scope,
    before: CompositeRecord,
    { state, reason, reasonData }: AlarmState,
    base: CompositeRecord,
  ): Promise<void> {
    const now = this.#clock();
    const after = {
      ...base,
      state,
      reason,
      reasonData,
      stateUpdated: now,
      stateTransitioned:
        state === before.state ? before.stateTransitioned : now,
    };
    await this.records.put(scope, before.definition.AlarmName, after);
    if (state !== before.state) {
      await this.#actions.recordTransition(
        scope,
        before,
        after,
        'CompositeAlarm',
      );
    }
  }

  /** Updates the suppression of the actions, and runs them unless they are suppressed. */
  async #act(scope: Scope, name: string): Promise<void> {
    const alarm = this.records.get(scope, name);
    if (!alarm) {
      return;
    }
    const { ActionsSuppressor } = alarm.definition;
    const suppression = nextSuppression(
      alarm,
      ActionsSuppressor === undefined
        ? undefined
        : this.find(scope, alarmNameOf(scope, ActionsSuppressor))?.state,
      this.#clock(),
    );
    const acts = suppression === undefined && alarm.state !== alarm.actedState;
    if (acts || !isDeepStrictEqual(suppression, alarm.suppression)) {
      await this.records.put(scope, name, {
        ...alarm,
        suppression,
        actedState: acts ? alarm.state : alarm.actedState,
      });
    }
    if (acts) {
      await this.#actions.run(
        scope,
        alarm,
        compositeNotification(scope, alarm, alarm.actedState),
        'CompositeAlarm',
      );
    }
  }
}

/**
 * The names of composite alarms, children first. Leaves out those whose children lead into a cycle,
 * which CloudWatch does not evaluate either.
 */
function evaluationOrder(
  scope: Scope,
  records: readonly CompositeRecord[],
): string[] {
  const children = new Map(
    records.map(({ definition }) => [
      definition.AlarmName,
      childrenOf(scope, definition),
    ]),
  );
  const order: string[] = [];
  const visited = new Map<string, boolean | 'visiting'>();
  const isAcyclic = (name: string): boolean => {
    const names = children.get(name);
    const known = names ? visited.get(name) : true;
    if (known !== undefined) {
      return known === true;
    }
    visited.set(name, 'visiting');
    const acyclic = (names ?? []).map(isAcyclic).every(Boolean);
    visited.set(name, acyclic);
    if (acyclic) {
      order.push(name);
    }
    return acyclic;
  };
  records.forEach(({ definition }) => isAcyclic(definition.AlarmName));
  return order;
}

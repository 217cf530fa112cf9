import type { StateValue } from '../alarms/AlarmRecord';

/** The syntax tree of a composite alarm's rule. Alarms are names or ARNs, as the rule has them. */
export type AlarmRule =
  | { kind: 'constant'; value: boolean }
  | { kind: 'state'; state: StateValue; alarm: string }
  | { kind: 'not'; operand: AlarmRule }
  | { kind: 'and' | 'or'; left: AlarmRule; right: AlarmRule }
  | {
      kind: 'atLeast';
      /** A number of alarms, or a share of them. */
      count: number | { percent: number };
      state: StateValue;
      negated: boolean;
      alarms: string[];
    };

/** The alarms that a rule refers to, each once. */
export function alarmsOf(rule: AlarmRule): string[] {
  return Array.from(new Set(references(rule)));
}

function references(rule: AlarmRule): string[] {
  switch (rule.kind) {
    case 'constant':
      return [];
    case 'state':
      return [rule.alarm];
    case 'not':
      return references(rule.operand);
    case 'atLeast':
      return rule.alarms;
    default:
      return [...references(rule.left), ...references(rule.right)];
  }
}

/** Whether a rule is true. `stateOf` returns undefined for an alarm that does not exist. */
export function isTrue(
  rule: AlarmRule,
  stateOf: (alarm: string) => StateValue | undefined,
): boolean {
  switch (rule.kind) {
    case 'constant':
      return rule.value;
    case 'state':
      return stateOf(rule.alarm) === rule.state;
    case 'not':
      return !isTrue(rule.operand, stateOf);
    case 'and':
      return isTrue(rule.left, stateOf) && isTrue(rule.right, stateOf);
    case 'or':
      return isTrue(rule.left, stateOf) || isTrue(rule.right, stateOf);
    default: {
      const { alarms, count, negated, state } = rule;
      const matching = alarms.filter(
        alarm => (stateOf(alarm) === state) !== negated,
      ).length;
      return typeof count === 'number'
        ? matching >= count
        : matching * 100 >= count.percent * alarms.length;
    }
  }
}

import type { StateValue } from './AlarmRecord';
import { type AlarmRule, judgeDatapoints } from './judgeDatapoints';

/** A present state that differs from all others. */
const kept = 'kept';

function judge(
  picture: string,
  rule: { m: number; n: number; treatment: AlarmRule['TreatMissingData'] },
  present: StateValue,
): StateValue {
  const periods = picture.split(' ').map((sign, index) => ({
    timestamp: index * 60_000,
    value: { '-': undefined, '0': 0, X: 100 }[sign],
  }));
  const { state } = judgeDatapoints(
    {
      EvaluationPeriods: rule.n,
      DatapointsToAlarm: rule.m,
      Threshold: 50,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: rule.treatment,
    },
    periods,
    present,
  );
  return state;
}

function stateOf(
  picture: string,
  m: number,
  treatment: AlarmRule['TreatMissingData'],
): StateValue | typeof kept {
  const states = (['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const).map(present =>
    judge(picture, { m, n: 3, treatment }, present),
  );
  const [ok, alarm, insufficient] = states;
  if (
    ok === 'OK' &&
    alarm === 'ALARM' &&
    insufficient === 'INSUFFICIENT_DATA'
  ) {
    return kept;
  }
  expect(new Set(states).size).toBe(1);
  return ok ?? kept;
}

const ok = 'OK';
const alarm = 'ALARM';
const insufficient = 'INSUFFICIENT_DATA';

// The tables of "Configuring how CloudWatch alarms treat missing data" in the present and an
// earlier edition of the CloudWatch user guide. X breaches, 0 does not, - is missing. The newest
// period is on the right. Three periods are evaluated.
describe('an alarm of M out of 3 datapoints', () => {
  it.each([
    [3, '0 - X - X', ok, ok, ok, ok],
    [3, '- - - - 0', ok, ok, ok, ok],
    [3, '- - - - -', insufficient, kept, alarm, ok],
    [3, '0 X X - X', alarm, alarm, alarm, alarm],
    [3, '- - X - -', alarm, kept, alarm, ok],
    [3, '- - - - X', insufficient, kept, alarm, ok],
    [2, '0 - X - X', alarm, alarm, alarm, alarm],
    [2, '0 0 X 0 X', alarm, alarm, alarm, alarm],
    [2, '0 - X - -', ok, ok, alarm, ok],
    [2, '- - - - 0', ok, ok, alarm, ok],
    [2, '- - - X -', alarm, kept, alarm, ok],
    [2, '- - - - X', insufficient, kept, alarm, ok],
  ])(
    'with M of %d judges %s: missing %s, ignore %s, breaching %s, notBreaching %s',
    (m, picture, missing, ignore, breaching, notBreaching) => {
      expect({
        missing: stateOf(picture, m, 'missing'),
        ignore: stateOf(picture, m, 'ignore'),
        breaching: stateOf(picture, m, 'breaching'),
        notBreaching: stateOf(picture, m, 'notBreaching'),
      }).toEqual({ missing, ignore, breaching, notBreaching });
    },
  );

  it('treats missing data as missing by default', () => {
    expect(stateOf('- - - - -', 3, undefined)).toBe(insufficient);
  });
});

describe('a threshold of 50', () => {
  it.each([
    ['GreaterThanThreshold', [50.1], [50, 49.9]],
    ['GreaterThanOrEqualToThreshold', [50, 50.1], [49.9]],
    ['LessThanThreshold', [49.9], [50, 50.1]],
    ['LessThanOrEqualToThreshold', [49.9, 50], [50.1]],
  ] as const)(
    'with %s is breached by %j and not by %j',
    (ComparisonOperator, breaching, fine) => {
      const state = (value: number) =>
        judgeDatapoints(
          { EvaluationPeriods: 1, Threshold: 50, ComparisonOperator },
          [{ timestamp: 0, value }],
          'OK',
        ).state;
      expect(breaching.map(state)).toEqual(breaching.map(() => 'ALARM'));
      expect(fine.map(state)).toEqual(fine.map(() => 'OK'));
    },
  );
});

import { isBeyond, isBreached } from './isBreached';

const judge = (
  comparison: 'GreaterThanThreshold' | 'LessThanThreshold',
  ...values: number[]
) =>
  isBreached({ comparison, threshold: 10 }, Float64Array.from(values), {
    slot: values.length - 1,
    value: values.at(-1) ?? Number.NaN,
  });

describe('isBreached', () => {
  it.each([
    ['three datapoints above', [11, 12, 11], true],
    ['a datapoint at the threshold', [11, 10, 11], false],
    ['a datapoint below', [11, 9, 11], false],
    ['three datapoints below', [9, 8, 9], false],
    ['a gap', [11, Number.NaN, 11], false],
    ['two datapoints', [11, 11], false],
    ['three datapoints above after one below', [9, 11, 11, 11], true],
  ])('evaluates an alarm above 10 with %s', (_, values, expected) => {
    expect(judge('GreaterThanThreshold', ...values)).toBe(expected);
  });

  it.each([
    ['three datapoints below', [9, 8, 9], true],
    ['a datapoint at the threshold', [9, 10, 9], false],
    ['a datapoint above', [9, 11, 9], false],
    ['three datapoints above', [11, 12, 11], false],
    ['a gap', [9, Number.NaN, 9], false],
    ['two datapoints', [9, 9], false],
    ['three datapoints below after one above', [11, 9, 9, 9], true],
  ])('evaluates an alarm below 10 with %s', (_, values, expected) => {
    expect(judge('LessThanThreshold', ...values)).toBe(expected);
  });

  it('has no result without datapoints', () => {
    const alarm = { comparison: 'LessThanThreshold', threshold: 10 } as const;
    expect(isBreached(alarm, undefined, undefined)).toBe(false);
  });
});

describe('isBeyond', () => {
  it('treats the higher of two thresholds as worse for alarms above, and the lower for alarms below', () => {
    expect(isBeyond('GreaterThanThreshold', 90, 80)).toBe(true);
    expect(isBeyond('GreaterThanThreshold', 80, 90)).toBe(false);
    expect(isBeyond('LessThanThreshold', 5, 10)).toBe(true);
    expect(isBeyond('LessThanThreshold', 10, 5)).toBe(false);
  });
});

import { evaluateExpression } from './evaluateExpression';
import { parseExpression } from './parseExpression';
import type { TimeSeries } from './TimeSeries';

const minute = 60_000;

/** Values of consecutive minutes, null for a gap. */
function series(...values: Array<number | null>): TimeSeries {
  const points = new Map<number, number>();
  values.forEach((value, index) => {
    if (value !== null) {
      points.set(index * minute, value);
    }
  });
  return { label: 'm', periodMs: minute, points };
}

const known: Record<string, TimeSeries> = {
  m1: series(1, 2, null, 4),
  m2: series(10, null, 30, 40),
  errors: series(0, 5, 0, 1),
};

function evaluate(
  text: string,
): number | Array<number | null> | Array<Array<number | null>> {
  const value = evaluateExpression(parseExpression(text), {
    resolve(id) {
      const found = known[id];
      if (!found) {
        throw new Error(`Unresolved symbol '${id}'`);
      }
      return found;
    },
    metrics: () => new Map(Object.entries(known)),
    range: { start: 0, end: 4 * minute, periodMs: minute },
  });
  const shown = ({ points }: TimeSeries) =>
    [0, 1, 2, 3].map(index => points.get(index * minute) ?? null);
  if (typeof value === 'number') {
    return value;
  }
  return Array.isArray(value) ? value.map(shown) : shown(value);
}

describe('metric math', () => {
  it.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['2 ^ 3 ^ 2', 512],
    ['-2 ^ 2', -4],
    ['10 - 4 - 3', 3],
    ['1e3 / 4', 250],
    ['PERIOD(m1)', 60],
    ['MAX(m1)', 4],
    ['AVG(m2)', 80 / 3],
    ['2 > 1 AND 1 > 2', 0],
    ['2 > 1 || 1 > 2', 1],
  ])('%s is the number %d', (text, expected) => {
    expect(evaluate(text)).toBe(expected);
  });

  it.each([
    ['m1', [1, 2, null, 4]],
    ['-m1', [-1, -2, null, -4]],
    ['m1 * 100', [100, 200, null, 400]],
    ['100 / m1', [100, 50, null, 25]],
    ['m1 + m2', [11, null, null, 44]],
    ['m2 / errors', [null, null, null, 40]],
    ['m1 >= 2', [0, 1, null, 1]],
    ['SUM([m1, m2])', [11, 2, 30, 44]],
    ['SUM(METRICS("m"))', [11, 2, 30, 44]],
    ['MAX(METRICS())', [10, 5, 30, 40]],
    ['MIN([m1, errors])', [0, 2, 0, 1]],
    ['FILL(m1, 0)', [1, 2, 0, 4]],
    ['FILL(m1, REPEAT)', [1, 2, 2, 4]],
    ['FILL(m1, LINEAR)', [1, 2, 3, 4]],
    ['FILL(m1, m2)', [1, 2, 30, 4]],
    ['IF(m1 > 1, m2, 0)', [0, null, null, 40]],
    ['IF(errors > 0, 1)', [null, 1, null, 1]],
    ['DIFF(errors)', [null, 5, -5, 1]],
    ['RATE(errors) * 60', [null, 5, -5, 1]],
    ['ABS(0 - m1)', [1, 2, null, 4]],
  ])('%s is %j', (text, expected) => {
    expect(evaluate(text)).toEqual(expected);
  });

  it('gives a series for each element of an array', () => {
    expect(evaluate('METRICS("m") * 2')).toEqual([
      [2, 4, null, 8],
      [20, null, 60, 80],
    ]);
  });

  it.each([
    ['m9', "Unresolved symbol 'm9'"],
    ['m1 +', 'Unexpected end of the expression'],
    ['m1 m2', "Unexpected 'm2'"],
    ['(m1', "Expected ')' instead of the end"],
    ['m1 $ 2', "Unexpected character at position 3: '$'"],
    [
      'ANOMALY_DETECTION_BAND(m1)',
      'The function ANOMALY_DETECTION_BAND is not supported by aurora-db-local',
    ],
    [
      '[m1] + [m2]',
      'An operation between two arrays is not possible. Reduce one, for example with SUM',
    ],
  ])('refuses %s: %s', (text, message) => {
    expect(() => evaluate(text)).toThrow(message);
  });
});

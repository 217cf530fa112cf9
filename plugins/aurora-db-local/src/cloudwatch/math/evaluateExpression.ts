import { fillGaps, type Filling } from './fillGaps';
import type { Expression, Operator } from './parseExpression';
import { mapped, type TimeSeries } from './TimeSeries';

/** The result of an expression: a number, one series, or several. */
export type MathValue = number | TimeSeries | TimeSeries[];

/** The references that an expression can use. */
export interface ExpressionContext {
  /** The result of the query with this id. Throws if there is none. */
  resolve(id: string): MathValue;
  /** All queries of the request that read a metric, by id. */
  metrics(): Map<string, TimeSeries>;
  /** Start, end (exclusive) and period of the request, in milliseconds. */
  range: { start: number; end: number; periodMs: number };
}

const operations: Readonly<Record<Operator, (a: number, b: number) => number>> =
  {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => a / b,
    '^': (a, b) => a ** b,
    '<': (a, b) => Number(a < b),
    '>': (a, b) => Number(a > b),
    '<=': (a, b) => Number(a <= b),
    '>=': (a, b) => Number(a >= b),
    '==': (a, b) => Number(a === b),
    '!=': (a, b) => Number(a !== b),
    AND: (a, b) => Number(a !== 0 && b !== 0),
    OR: (a, b) => Number(a !== 0 || b !== 0),
  };

const aggregates: Readonly<
  Record<string, (values: readonly number[]) => number>
> = {
  SUM: values => values.reduce((sum, value) => sum + value, 0),
  AVG: values => values.reduce((sum, value) => sum + value, 0) / values.length,
  MIN: values => Math.min(...values),
  MAX: values => Math.max(...values),
};

const scalarFunctions: Readonly<Record<string, (value: number) => number>> = {
  ABS: Math.abs,
  CEIL: Math.ceil,
  FLOOR: Math.floor,
};

/** Evaluates metric math. Throws an Error that names the problem. */
export function evaluateExpression(
  expression: Expression,
  context: ExpressionContext,
): MathValue {
  const evaluate = (part: Expression) => evaluateExpression(part, context);
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'text':
      throw new Error(`A text ("${expression.value}") is not allowed here`);
    case 'name':
      return context.resolve(expression.name);
    case 'array':
      return expression.elements.flatMap(element =>
        seriesOf(evaluate(element)),
      );
    case 'negative':
      return eachSeries(evaluate(expression.operand), value => -value);
    case 'operation':
      return operate(
        operations[expression.operator],
        evaluate(expression.left),
        evaluate(expression.right),
      );
    default:
      return callFunction(
        expression.name.toUpperCase(),
        expression.arguments,
        context,
      );
  }
}

function callFunction(
  name: string,
  parts: readonly Expression[],
  context: ExpressionContext,
): MathValue {
  if (name === 'METRICS') {
    return metricsMatching(parts, context);
  }
  const first = parts[0];
  if (!first) {
    throw new Error(`${name} needs an argument`);
  }
  const aggregate = aggregates[name];
  const scalar = scalarFunctions[name];
  if (aggregate) {
    return aggregated(aggregate, evaluateExpression(first, context));
  }
  if (scalar) {
    return eachSeries(evaluateExpression(first, context), scalar);
  }
  switch (name) {
    case 'FILL':
      return filled(parts, context);
    case 'IF':
      return chosen(parts.map(part => evaluateExpression(part, context)));
    case 'PERIOD':
      return context.range.periodMs / 1000;
    case 'DIFF':
      return differences(evaluateExpression(first, context), value => value);
    case 'RATE':
      return differences(
        evaluateExpression(first, context),
        (value, seconds) => value / seconds,
      );
    default:
      throw new Error(
        `The function ${name} is not supported by aurora-db-local`,
      );
  }
}

function metricsMatching(
  [filter]: readonly Expression[],
  context: ExpressionContext,
): TimeSeries[] {
  if (filter && filter.kind !== 'text') {
    throw new Error('METRICS takes a text in quotes');
  }
  return Array.from(context.metrics())
    .filter(([id]) => !filter || id.includes(filter.value))
    .map(([, series]) => series);
}

function seriesOf(value: MathValue): TimeSeries[] {
  if (typeof value === 'number') {
    throw new Error('A number cannot be an element of an array');
  }
  return Array.isArray(value) ? value : [value];
}

function eachSeries(
  value: MathValue,
  change: (value: number) => number,
): MathValue {
  if (typeof value === 'number') {
    return change(value);
  }
  return Array.isArray(value)
    ? value.map(series => mapped(series, change))
    : mapped(value, change);
}

function operate(
  operation: (a: number, b: number) => number,
  left: MathValue,
  right: MathValue,
): MathValue {
  if (Array.isArray(left) && Array.isArray(right)) {
    throw new Error(
      'An operation between two arrays is not possible. Reduce one, for example with SUM',
    );
  }
  if (Array.isArray(left)) {
    return left
      .flatMap(series => operate(operation, series, right))
      .filter(isSeries);
  }
  if (Array.isArray(right)) {
    return right
      .flatMap(series => operate(operation, left, series))
      .filter(isSeries);
  }
  if (typeof left === 'number') {
    return typeof right === 'number'
      ? operation(left, right)
      : mapped(right, value => operation(left, value));
  }
  if (typeof right === 'number') {
    return mapped(left, value => operation(value, right));
  }
  return mapped(left, (value, timestamp) => {
    const other = right.points.get(timestamp);
    return other === undefined ? undefined : operation(value, other);
  });
}

function isSeries(value: MathValue): value is TimeSeries {
  return typeof value !== 'number' && !Array.isArray(value);
}

/**
 * For an array: a series with the aggregate at each time. For one series: its aggregate over time,
 * a number.
 */
function aggregated(
  aggregate: (values: readonly number[]) => number,
  value: MathValue,
): MathValue {
  if (typeof value === 'number') {
    return value;
  }
  if (!Array.isArray(value)) {
    return value.points.size > 0
      ? aggregate(Array.from(value.points.values()))
      : { ...value, points: new Map() };
  }
  const byTime = new Map<number, number[]>();
  for (const { points } of value) {
    for (const [timestamp, point] of points) {
      const values = byTime.get(timestamp) ?? [];
      values.push(point);
      byTime.set(timestamp, values);
    }
  }
  const ascending = Array.from(byTime).sort(([a], [b]) => a - b);
  return {
    label: value[0]?.label ?? '',
    periodMs: value[0]?.periodMs ?? 60_000,
    points: new Map(
      ascending.map(([timestamp, points]) => [timestamp, aggregate(points)]),
    ),
  };
}

/** FILL(series, number | REPEAT | LINEAR | series). */
function filled(
  [first, filler]: readonly Expression[],
  context: ExpressionContext,
): MathValue {
  if (!first || !filler) {
    throw new Error('FILL needs two arguments');
  }
  const value = evaluateExpression(first, context);
  if (typeof value === 'number') {
    return value;
  }
  const filling = fillingOf(filler, context);
  const fill = (series: TimeSeries) => fillGaps(series, filling, context.range);
  return Array.isArray(value) ? value.map(fill) : fill(value);
}

function fillingOf(filler: Expression, context: ExpressionContext): Filling {
  if (
    filler.kind === 'name' &&
    (filler.name === 'REPEAT' || filler.name === 'LINEAR')
  ) {
    return filler.name;
  }
  const value = evaluateExpression(filler, context);
  if (Array.isArray(value)) {
    throw new Error('FILL does not accept an array');
  }
  return value;
}

function chosen([condition, yes, no]: readonly MathValue[]): MathValue {
  if (
    condition === undefined ||
    yes === undefined ||
    Array.isArray(condition) ||
    Array.isArray(yes) ||
    Array.isArray(no)
  ) {
    throw new Error('IF takes a condition and one or two values, no arrays');
  }
  if (typeof condition === 'number') {
    const result = condition !== 0 ? yes : no;
    if (result === undefined) {
      throw new Error('IF has no value for a condition that is false');
    }
    return result;
  }
  return mapped(condition, (value, timestamp) => {
    const result = value !== 0 ? yes : no;
    return typeof result === 'object' ? result.points.get(timestamp) : result;
  });
}

function differences(
  value: MathValue,
  change: (difference: number, seconds: number) => number,
): MathValue {
  if (typeof value === 'number') {
    throw new Error('A difference needs a series, not a number');
  }
  const differ = (series: TimeSeries): TimeSeries => {
    const known = Array.from(series.points).sort(([a], [b]) => a - b);
    const points = new Map<number, number>();
    for (const [index, [timestamp, point]] of known.entries()) {
      const previous = known[index - 1];
      if (previous) {
        points.set(
          timestamp,
          change(point - previous[1], (timestamp - previous[0]) / 1000),
        );
      }
    }
    return { ...series, points };
  };
  return Array.isArray(value) ? value.map(differ) : differ(value);
}

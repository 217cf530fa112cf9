import type { LoadStatement } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { StatementLoad } from '../ports/LoadReader';
import type { InstanceReading } from './LoadReading';
import { LoadSeries, roundLoad } from './LoadSeries';
import { type StatementCalls, sumCalls } from './sumCalls';
import { waitKindOf } from './waitKindOf';

/** The number of statements of an answer. */
const mostStatements = 10;

/** A statement while its instances are summed. */
interface Sum {
  text: string;
  load: number;
  waits: Map<string, LoadStatement['waits'][number]>;
  series?: LoadSeries;
  /** The instances that know its calls. */
  calls: StatementLoad[];
}

/** Sums the statements of all instances, by their ids. The greatest load comes first. */
export function describeStatements(
  instances: InstanceReading[],
): LoadStatement[] {
  const total = instances.reduce(
    (sum, { load }) => sum + averageTotal(load),
    0,
  );
  const sums = new Map<string, Sum>();
  instances.forEach(instance => addStatements(sums, instance));
  return [...sums]
    .sort(([, one], [, other]) => other.load - one.load)
    .slice(0, mostStatements)
    .filter(([, { load }]) => load > 0)
    .map(([id, sum]) => ({
      id,
      text: sum.text,
      load: roundLoad(sum.load),
      // Both are averages of samples of different times, so the quotient can exceed 1.
      share: total > 0 ? Math.min(1, roundLoad(sum.load / total)) : 1,
      waits: [...sum.waits.values()]
        .sort((one, other) => other.load - one.load)
        .map(wait => ({ ...wait, load: roundLoad(wait.load) }))
        .filter(({ load }) => load > 0),
      ...describeCalls(sum.calls),
      ...(sum.series && { points: sum.series.points }),
    }));
}

function addStatements(
  sums: Map<string, Sum>,
  { load, statements = [] }: InstanceReading,
): void {
  const sumOf = (id: string, text: string) => {
    const sum: Sum = sums.get(id) ?? {
      text,
      load: 0,
      waits: new Map(),
      calls: [],
    };
    sums.set(id, sum);
    return sum;
  };
  const slots = knownSlots(load);
  const loads = new Map<string, number>();
  for (const { id, text, sessions } of load.statements) {
    const sum = sumOf(id, text);
    const own = slots === 0 ? 0 : sumValues(sessions) / slots;
    loads.set(id, own);
    sum.load += own;
    sum.series ??= new LoadSeries();
    sum.series.add(load.times, sessions);
  }
  for (const statement of statements) {
    const { id, text, sessions } = statement;
    const sum = sumOf(id, text);
    const own = loads.get(id);
    if (own === undefined) {
      sum.load += sessions;
    }
    // The waits of an older reading are those of its load.
    const scale = own === undefined || sessions === 0 ? 1 : own / sessions;
    for (const wait of statement.waits) {
      const { name } = wait;
      const known = sum.waits.get(name) ?? {
        name,
        kind: waitKindOf(wait),
        load: 0,
      };
      sum.waits.set(name, {
        ...known,
        load: known.load + wait.sessions * scale,
      });
    }
    sum.calls.push(statement);
  }
}

function describeCalls(all: StatementLoad[]): StatementCalls {
  const { callsPerSecond, averageLatencyMs, rowsPerCall } = sumCalls(all);
  return {
    ...(callsPerSecond !== undefined && {
      callsPerSecond: roundLoad(callsPerSecond),
    }),
    ...(averageLatencyMs !== undefined && {
      averageLatencyMs: roundLoad(averageLatencyMs),
    }),
    ...(rowsPerCall !== undefined && { rowsPerCall: roundLoad(rowsPerCall) }),
  };
}

/** The number of periods with data. */
function knownSlots({ total, waits }: InstanceReading['load']): number {
  const series = total ? [total] : waits.map(({ sessions }) => sessions);
  return series.length === 0
    ? 0
    : Math.max(
        ...series.map(values => values.filter(value => value !== null).length),
      );
}

function averageTotal(load: InstanceReading['load']): number {
  const slots = knownSlots(load);
  const series = load.total
    ? [load.total]
    : load.waits.map(({ sessions }) => sessions);
  return slots === 0
    ? 0
    : series.reduce((sum, values) => sum + sumValues(values), 0) / slots;
}

function sumValues(values: ReadonlyArray<number | null>): number {
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}

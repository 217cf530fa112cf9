import type { LogLine } from '@aurora-db/backstage-plugin-aurora-db-common';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { LogEvent } from '../ports/LogEventReader';
import { displayText } from './displayText';
import type { LogReads } from './LogReads';
import { instanceOf, lineIdOf } from './logLines';
import { parseLogRecord, splitRecords } from './parseLogRecord';
import { type LogSession, sessionOf } from './sessionOf';

/** Maximum number of calls for a page, of the ten of a request. */
export const mostStatementCalls = 4;
/** CloudWatch Logs answers a call with up to as many events. */
const mostEvents = 10_000;
/** A filter pattern has up to 1,024 characters. A process needs up to 14 of them. */
const mostProcesses = 70;
/** The times of events are whole seconds, and a long statement is parsed before it is logged. */
const marginMs = 2_000;

/** A duration without its statement. */
const lone = /^duration: \d+(?:\.\d+)? ms$/;
/** What `log_statement` writes before a statement runs. */
const begin = /^(?:statement|execute [^\n:]*|fastpath function call): ?/;
/** The end of an earlier statement. A plan of auto_explain comes before the end. */
const end = /^duration: \d+(?:\.\d+)? ms(?! {2}plan:)/;

/** A line whose statement is wanted. */
interface Wanted {
  line: LogLine;
  session: LogSession;
  /** When its statement began, with the margin, in epoch milliseconds. */
  from: number;
  to: number;
}

/** Where to read. */
export interface LogPlace {
  environment: EnvironmentConfig;
  logGroupName: string;
  /** There is no line of the database before, in epoch milliseconds. */
  earliest: number;
  /** No call starts later, in epoch milliseconds. */
  deadline: number;
}

/** Whether PostgreSQL left the statement out of a line of its duration. */
export function isWithoutStatement({ text }: { text: string }): boolean {
  return lone.test(parseLogRecord(text)?.message ?? '');
}

/**
 * Finds the statements of durations. With `log_statement`, PostgreSQL writes a statement before it
 * runs, and only the duration afterwards.
 */
export class EarlierStatements {
  readonly #reads: Pick<LogReads, 'read'>;

  constructor(reads: Pick<LogReads, 'read'>) {
    this.#reads = reads;
  }

  /**
   * Returns the lines with the statements that it found. A call for all of them is enough, unless
   * their sessions wrote too much in the meantime. Then it searches for the slowest ones.
   */
  async addTo(place: LogPlace, lines: LogLine[]): Promise<LogLine[]> {
    const statements = new Map<string, string>();
    let fresh = lines
      .flatMap(toWanted)
      .sort((one, other) => durationOf(other) - durationOf(one));
    let missing: Wanted[] = [];
    for (let calls = 0; calls < mostStatementCalls; calls += 1) {
      const isFirst = fresh.length > 0;
      const asked = isFirst ? ofSomeProcesses(fresh) : besideFirst(missing);
      const events = asked.length > 0 && (await this.#read(place, asked));
      if (!events) {
        break;
      }
      const records = recordsOf(events);
      for (const wanted of asked) {
        const statement = statementOf(wanted, records);
        if (statement !== undefined) {
          statements.set(wanted.line.id, statement);
        } else if (isFirst) {
          missing.push(wanted);
        }
      }
      const isOpen = (wanted: Wanted) => !asked.includes(wanted);
      fresh = fresh.filter(isOpen);
      missing = isFirst ? missing : missing.filter(isOpen);
    }
    return lines.map(line => {
      const statement = statements.get(line.id);
      return statement === undefined ? line : { ...line, statement };
    });
  }

  /** Returns undefined if AWS gives no answer: the lines are useful without statements, too. */
  async #read(
    { environment, logGroupName, earliest, deadline }: LogPlace,
    asked: readonly Wanted[],
  ): Promise<LogEvent[] | undefined> {
    const from = Math.max(earliest, Math.min(...asked.map(one => one.from)));
    const to = Math.max(...asked.map(one => one.to));
    if (from > to) {
      return undefined;
    }
    const processes = new Set(asked.map(({ session }) => session.process));
    try {
      const part = await this.#reads.read(
        environment,
        {
          logGroupName,
          from,
          to,
          // Terms with `?` are alternatives.
          pattern: [...processes].map(id => `?"[${id}]:"`).join(' '),
          limit: mostEvents,
        },
        () => true,
        { deadline, calls: 1 },
      );
      return part?.events;
    } catch (error) {
      if (error instanceof AwsUnavailableError) {
        return undefined;
      }
      throw error;
    }
  }
}

function toWanted(line: LogLine): Wanted[] {
  const session = sessionOf(line.text);
  if (!session || !isWithoutStatement(line)) {
    return [];
  }
  const start = Date.parse(line.at) - durationOf({ line });
  return [
    {
      line,
      session,
      from: Math.floor(start - marginMs),
      to: Math.ceil(start + marginMs),
    },
  ];
}

function durationOf({ line }: { line: LogLine }): number {
  return line.durationMs ?? 0;
}

/** Those whose processes a filter pattern has space for. */
function ofSomeProcesses(all: readonly Wanted[]): Wanted[] {
  const processes = [...new Set(all.map(({ session }) => session.process))];
  const some = new Set(processes.slice(0, mostProcesses));
  return all.filter(({ session }) => some.has(session.process));
}

/** Those that began at the time of the first. */
function besideFirst(all: readonly Wanted[]): Wanted[] {
  const [first] = all;
  return ofSomeProcesses(
    first
      ? all.filter(({ from, to }) => from <= first.to && to >= first.from)
      : [],
  );
}

/** A record of an event, with the instance whose log has it. */
interface PlacedRecord {
  id: string;
  at: number;
  instance: string;
  text: string;
}

/** By session, the newest first. */
function recordsOf(events: readonly LogEvent[]): Map<string, PlacedRecord[]> {
  const bySession = new Map<string, PlacedRecord[]>();
  for (const event of events) {
    const instance = instanceOf(event);
    for (const [index, text] of [
      ...splitRecords(event.text).entries(),
    ].reverse()) {
      const session = sessionOf(text);
      if (session) {
        const key = keyOf(instance, session);
        const known = bySession.get(key) ?? [];
        known.push({
          id: lineIdOf(event, index),
          at: event.at,
          instance,
          text,
        });
        bySession.set(key, known);
      }
    }
  }
  return bySession;
}

function keyOf(instance: string, { name }: LogSession): string {
  return `${instance} ${name}`;
}

/** The last statement before the duration, unless something else ended in between. */
function statementOf(
  { line, session, from, to }: Wanted,
  records: Map<string, PlacedRecord[]>,
): string | undefined {
  const own = records.get(keyOf(line.instance, session)) ?? [];
  const position = own.findIndex(({ id }) => id === line.id);
  const before = own
    .slice(position + 1)
    .filter(({ at }) => at >= from && at <= to);
  for (const { text } of before) {
    const { severity, message = '' } = parseLogRecord(text) ?? {};
    if (severity === 'LOG' && begin.test(message)) {
      return displayText(message.replace(begin, ''));
    }
    if (severity === 'ERROR' || (severity === 'LOG' && end.test(message))) {
      return undefined;
    }
  }
  return undefined;
}

import type {
  ActiveSessions,
  SessionActivity,
} from '../../service/InsightsInstance';
import {
  type CounterValues,
  type LoadKey,
  type LoadRecord,
  type SampledCounter,
  sampledCounters,
  type StatementText,
} from '../LoadRecord';
import { statementTextOf, type Statements } from './Statements';

/*
 * Bounds for a minute, so that an application with values in its statements does not fill memory.
 * What exceeds them counts with less detail, and the total stays exact.
 */
const mostTexts = 500;
const mostKeys = 1_000;
const keptTexts = 100;
const keptTextsOfStatement = 10;
const keptKeys = 100;

interface Counted {
  key: LoadKey;
  sessions: number;
}

/** The samples of a minute that has not ended. */
export class OpenLoad {
  #samples = 0;
  readonly #counted = new Map<string, Counted>();
  readonly #texts = new Map<string, StatementText>();
  readonly #counters = new Map<SampledCounter, CounterValues>();

  constructor(
    readonly minute: number,
    private readonly statements: Statements,
  ) {}

  /** Returns the load of the sample, with the keys of this minute. */
  add(
    activity: SessionActivity,
    counters: Readonly<Record<SampledCounter, number>>,
  ): Counted[] {
    this.#samples += 1;
    for (const name of sampledCounters) {
      const value = counters[name];
      const before = this.#counters.get(name);
      this.#counters.set(name, {
        sum: (before?.sum ?? 0) + value,
        minimum: Math.min(before?.minimum ?? value, value),
        maximum: Math.max(before?.maximum ?? value, value),
      });
    }
    return activity.active.map(sessions => ({
      key: this.#count(sessions),
      sessions: sessions.sessions,
    }));
  }

  /** The minute so far, with the detail that is kept. */
  record(): LoadRecord {
    return this.#recordOf(this.#reduced());
  }

  /** The minute. Its seconds lose the texts that are not kept. */
  close(): LoadRecord {
    const reduced = this.#reduced();
    for (const { counted, key } of reduced) {
      counted.key.sql = key.sql;
    }
    return this.#recordOf(reduced);
  }

  #recordOf(reduced: readonly Counted[]): LoadRecord {
    return {
      at: this.minute,
      samples: this.#samples,
      load: bounded(combined(reduced)),
      counters: Object.fromEntries(this.#counters),
      statisticsSeconds: 0,
      statistics: [],
    };
  }

  #count(sessions: ActiveSessions): LoadKey {
    let key = this.#keyOf(sessions);
    for (const reduce of [withoutClient, onlyWait]) {
      if (this.#counted.size < mostKeys || this.#counted.has(nameOf(key))) {
        break;
      }
      key = reduce(key);
    }
    const name = nameOf(key);
    const counted = this.#counted.get(name) ?? { key, sessions: 0 };
    counted.sessions += sessions.sessions;
    this.#counted.set(name, counted);
    return counted.key;
  }

  #keyOf({
    waitType,
    waitEvent,
    query,
    queryId,
    sessionType,
    database,
    userId,
    user,
    application,
    host,
  }: ActiveSessions): LoadKey {
    const wait =
      waitType === undefined ? 'CPU' : `${waitType}:${waitEvent ?? ''}`;
    return {
      waitType: waitType ?? 'CPU',
      wait,
      sessionType,
      database,
      userId,
      user,
      application,
      host,
      ...(query !== undefined && {
        statement: this.statements.of(queryId, query),
        sql: this.#textOf(query),
      }),
    };
  }

  #textOf(query: string): StatementText | undefined {
    const known = this.#texts.get(query);
    if (known || this.#texts.size >= mostTexts) {
      return known;
    }
    const text = statementTextOf(query);
    this.#texts.set(query, text);
    return text;
  }

  /** Which keys keep the text that the client sent: those with the most load. */
  #reduced(): Array<Counted & { counted: Counted }> {
    const texts = new Set<string>();
    const ofStatement = new Map<string, number>();
    return Array.from(this.#counted.values())
      .sort(bySessions)
      .map(counted => {
        const { key, sessions } = counted;
        const { statement, sql } = key;
        if (!statement || !sql || texts.has(sql.id)) {
          return { counted, key, sessions };
        }
        const number = ofStatement.get(statement.id) ?? 0;
        if (texts.size >= keptTexts || number >= keptTextsOfStatement) {
          return { counted, key: { ...key, sql: undefined }, sessions };
        }
        texts.add(sql.id);
        ofStatement.set(statement.id, number + 1);
        return { counted, key, sessions };
      });
  }
}

function bounded(load: Counted[]): Counted[] {
  let kept = load;
  for (const [number, reduce] of [
    [keptKeys, withoutClient],
    [2 * keptKeys, onlyWait],
  ] as const) {
    if (kept.length > number) {
      kept = combined(
        kept
          .sort(bySessions)
          .map((one, rank) =>
            rank < number ? one : { ...one, key: reduce(one.key) },
          ),
      );
    }
  }
  return kept;
}

function bySessions(a: Counted, b: Counted): number {
  return b.sessions - a.sessions;
}

function withoutClient({ waitType, wait, statement }: LoadKey): LoadKey {
  return { waitType, wait, statement };
}

function onlyWait({ waitType, wait }: LoadKey): LoadKey {
  return { waitType, wait };
}

function combined(counted: readonly Counted[]): Counted[] {
  const sums = new Map<string, Counted>();
  for (const { key, sessions } of counted) {
    const name = nameOf(key);
    const sum = sums.get(name) ?? { key, sessions: 0 };
    sum.sessions += sessions;
    sums.set(name, sum);
  }
  return Array.from(sums.values());
}

function nameOf({ statement, sql, ...key }: LoadKey): string {
  return JSON.stringify([
    key.wait,
    key.sessionType,
    key.database,
    key.userId,
    key.application,
    key.host,
    statement?.id,
    sql?.id,
  ]);
}

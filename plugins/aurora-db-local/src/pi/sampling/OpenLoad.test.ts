import type {
  ActiveSessions,
  SessionActivity,
} from '../../service/InsightsInstance';
import { type SampledCounter, sampledCounters } from '../LoadRecord';
import { OpenLoad } from './OpenLoad';
import { Statements } from './Statements';

const counters = Object.fromEntries(
  sampledCounters.map(name => [name, 1]),
) as Record<SampledCounter, number>;

const activityOf = (active: ActiveSessions[]): SessionActivity => ({
  active,
  states: {
    active: 0,
    idle: 0,
    idleInTransaction: 0,
    idleInTransactionAborted: 0,
  },
  connections: 0,
  idleInTransactionSeconds: 0,
  blocked: 0,
});

const session = (query: string, more: Partial<ActiveSessions> = {}) => ({
  sessions: 1,
  sessionType: 'client backend',
  database: 'd',
  queryId: '1',
  query,
  ...more,
});

describe('a minute of samples', () => {
  it('keeps ten texts of a statement with many values, and all of its load', () => {
    const open = new OpenLoad(0, new Statements());
    open.add(
      activityOf(
        Array.from({ length: 2_000 }, (_, n) => session(`SELECT ${n}`)),
      ),
      counters,
    );
    open.add(activityOf([session('SELECT 400', { sessions: 5 })]), counters);
    const { load, samples } = open.close();
    expect(samples).toBe(2);
    expect(load.reduce((sum, { sessions }) => sum + sessions, 0)).toBe(2_005);
    expect(load[0]).toMatchObject({ key: { statement: { text: 'SELECT ?' } } });
    const texts = load.flatMap(({ key }) => key.sql?.text ?? []);
    expect(texts).toHaveLength(10);
    expect(texts).toContain('SELECT 400');
    expect(new Set(load.map(({ key }) => key.statement?.text))).toEqual(
      new Set(['SELECT ?']),
    );
  });

  it('counts the rest of very many different sessions by their wait', () => {
    const open = new OpenLoad(0, new Statements());
    const active = Array.from({ length: 5_000 }, (_, n) =>
      session(`SELECT ${n} FROM t${n}`, {
        queryId: String(n),
        application: `application ${n}`,
        waitType: n % 2 ? 'Lock' : undefined,
        waitEvent: n % 2 ? 'tuple' : undefined,
      }),
    );
    open.add(activityOf(active), counters);
    const { load } = open.close();
    expect(load.length).toBeLessThanOrEqual(210);
    const ofLocks = load.filter(({ key }) => key.wait === 'Lock:tuple');
    expect(ofLocks.reduce((sum, { sessions }) => sum + sessions, 0)).toBe(
      2_500,
    );
  });
});

import { testSummary } from '../../testing/testData';
import { groupDatabases } from './groupDatabases';
import {
  linesOfPage,
  pageOfGroup,
  tableLines,
  toggleGroup,
} from './tableLines';

const order = ['dev', 'stg', 'prod'];
const place = { accountId: '111111111111', region: 'eu-west-1' };
const databases = [
  testSummary({ entityRef: 'resource:default/a', environment: 'prod' }),
  testSummary({
    entityRef: 'resource:default/b',
    environment: 'stg',
    severity: 'warning',
    engineVersion: '9.6',
    ...place,
  }),
  testSummary({
    entityRef: 'resource:default/c',
    environment: 'dev',
    engineVersion: undefined,
    ...place,
  }),
  testSummary({
    entityRef: 'resource:default/d',
    environment: 'prod',
    severity: 'critical',
  }),
];
const byName = { column: 'name', direction: 'ascending' } as const;
const keys = (
  grouping: 'environment' | 'account' | 'engine',
  sort: Parameters<typeof groupDatabases>[2],
) =>
  groupDatabases(databases, grouping, sort, order).map(
    ({ key, databases: { length } }) => `${key}: ${length}`,
  );

describe('groups of databases', () => {
  it('have environments in the order of app-config', () => {
    expect(keys('environment', byName)).toEqual([
      'dev: 1',
      'stg: 1',
      'prod: 2',
    ]);
  });

  it('turn around if their own column sorts the other way', () => {
    expect(
      keys('environment', { column: 'environment', direction: 'descending' }),
    ).toEqual(['prod: 2', 'stg: 1', 'dev: 1']);
  });

  it('have the worst first if the list is sorted by severity', () => {
    expect(
      keys('environment', { column: 'severity', direction: 'ascending' }),
    ).toEqual(['prod: 2', 'stg: 1', 'dev: 1']);
  });

  it('have the environments of an account and a region together', () => {
    expect(keys('account', byName)).toEqual([
      '111111111111.eu-west-1: 2',
      'unknown: 2',
    ]);
  });

  it('have major versions in the order of numbers', () => {
    expect(keys('engine', byName)).toEqual(['9: 1', '15: 2', 'unknown: 1']);
  });

  it('count their problems, the worst first', () => {
    const prod = groupDatabases(databases, 'environment', byName, order)[2];
    expect(prod?.severities).toEqual([
      { severity: 'critical', count: 1 },
      { severity: 'ok', count: 1 },
    ]);
  });
});

describe('lines of the table', () => {
  const groups = groupDatabases(databases, 'environment', byName, order);
  const shown = (open: string[], page: number, size: number) =>
    linesOfPage(tableLines(groups, open), page, size).map(line =>
      'group' in line ? line.group.key : line.database.entityRef.slice(-1),
    );

  it('are the headings, and the databases of open groups', () => {
    expect(shown([], 0, 9)).toEqual(['dev', 'stg', 'prod']);
    expect(shown(['prod', 'gone'], 0, 9)).toEqual([
      'dev',
      'stg',
      'prod',
      'a',
      'd',
    ]);
    expect(shown(['*'], 0, 9)).toHaveLength(7);
  });

  it('begin with the heading of the group that a page continues', () => {
    expect(shown(['prod'], 1, 4)).toEqual(['prod', 'd']);
    expect(pageOfGroup(tableLines(groups, ['prod']), 'prod', 4)).toBe(0);
  });

  it('open and close one group, also after all were opened', () => {
    expect(toggleGroup('dev', [], groups)).toEqual(['dev']);
    expect(toggleGroup('dev', ['*'], groups)).toEqual(['stg', 'prod']);
    expect(toggleGroup('dev', ['stg', 'prod', 'gone'], groups)).toEqual(['*']);
  });
});

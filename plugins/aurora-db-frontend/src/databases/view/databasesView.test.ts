import { testEnvironments, testSummary } from '../../testing/testData';
import { formatDatabasesAddress, parseDatabasesAddress } from './databasesView';
import { filterChoices, knownFilter } from './filterChoices';
import { filterDatabases, type DatabaseFilter } from './filterDatabases';
import { sortDatabases } from './sortDatabases';

const parse = (address: string) =>
  parseDatabasesAddress(new URLSearchParams(address));

describe('the address of the list of databases', () => {
  it('has all that the list shows', () => {
    const address =
      'text=a+b&environment=prod&account=111111111111.eu-west-1&engine=15&severity=warning&origin=existing&owner=mine&group=account&open=111111111111.eu-west-1&open=x&sort=-lastSnapshot&page=3';
    expect(formatDatabasesAddress(parse(address)).toString()).toBe(address);
    expect(parse(address)).toMatchObject({
      page: 2,
      sort: { column: 'lastSnapshot', direction: 'descending' },
    });
  });

  it('is empty for the defaults, and keeps what others have there', () => {
    expect(
      formatDatabasesAddress(
        parse(''),
        new URLSearchParams('tab=1&page=4&text=x'),
      ).toString(),
    ).toBe('tab=1');
  });

  it.each([
    'severity=awful',
    'origin=elsewhere',
    'group=colour',
    'sort=colour',
    'sort=-',
    'page=0',
    'page=-1',
    'page=1.5',
    'page=many',
    'page=1e99',
    'open=prod',
  ])('has no meaning with %s', address => {
    expect(formatDatabasesAddress(parse(address)).toString()).toBe('');
  });
});

describe('the filter', () => {
  const databases = [
    testSummary({
      entityRef: 'resource:default/ours',
      owner: 'guests',
      engineVersion: '16.4',
    }),
    testSummary({
      entityRef: 'resource:default/prod.theirs',
      origin: 'existing',
      owner: 'group:default/payments',
      accountId: '111111111111',
      region: 'eu-west-1',
      clusterIdentifier: 'theirs-whose-identifier-is-long',
      instanceClasses: ['db.r6g.large'],
    }),
  ];
  const choices = filterChoices(databases, testEnvironments);
  const found = (filter: DatabaseFilter) =>
    filterDatabases(databases, knownFilter(filter, choices), [
      'group:default/payments',
    ]).map(({ entityRef }) => entityRef.split('/')[1]);

  it.each<[DatabaseFilter, string[]]>([
    [{ account: '111111111111.eu-west-1' }, ['prod.theirs']],
    [{ engine: '16' }, ['ours']],
    [{ origin: 'portal' }, ['ours']],
    [{ owner: 'mine' }, ['prod.theirs']],
    [{ owner: 'group:default/guests' }, ['ours']],
    [{ text: 'R6G eu-west' }, ['prod.theirs']],
    [{ text: 'is-long' }, ['prod.theirs']],
    [{ environment: 'dev' }, []],
  ])('%j finds %j', (filter, names) => {
    expect(found(filter)).toEqual(names);
  });

  it.each<DatabaseFilter>([
    { environment: 'mars' },
    { account: '999999999999.eu-west-1' },
    { engine: '12' },
    { owner: 'group:default/nobody' },
  ])('%j is none, because there is no such value', filter => {
    expect(found(filter)).toHaveLength(2);
  });
});

it('databases sort by ACU, after those that have classes instead', () => {
  const [acu, classes, more] = [
    testSummary({ entityRef: 'resource:default/acu' }),
    testSummary({
      entityRef: 'resource:default/classes',
      capacity: undefined,
      instanceClasses: ['db.r6g.large'],
    }),
    testSummary({
      entityRef: 'resource:default/more',
      capacity: { min: 1, max: 16, current: 12 },
    }),
  ];
  expect(
    sortDatabases([more, acu, classes], {
      column: 'capacity',
      direction: 'ascending',
    }),
  ).toEqual([classes, acu, more]);
});

import { testSummary } from '../../testing/testData';
import { databasesCsv } from './databasesCsv';
import { toCsv } from './toCsv';

describe('databasesCsv', () => {
  it('has a line with stable names and a line for each database', () => {
    const [header, ours, theirs, rest] = databasesCsv([
      testSummary({
        accountId: '012345678901',
        region: 'ap-northeast-1',
        lastSnapshotAt: '2026-11-23T02:31:05.000Z',
        earliestRestorableTime: '2026-11-01T00:00:00.000Z',
        latestRestorableTime: '2026-11-24T00:00:00.000Z',
      }),
      testSummary({
        entityRef: 'resource:default/prod.orders',
        origin: 'existing',
        clusterIdentifier: 'orders-of-a-long-name',
        environmentTitle: '本番',
        engineVersion: '15.10',
        capacity: undefined,
        instanceClasses: ['db.r6g.large', 'db.t4g.medium'],
      }),
    ]).split('\r\n');
    expect(header).toBe(
      '\uFEFFname,entity_ref,origin,environment,environment_title,account_id,region,severity,status,capacity_min_acu,capacity_max_acu,capacity_current_acu,instance_classes,engine,owner,last_snapshot_at,restorable_from,restorable_to,cluster_identifier',
    );
    expect(ours).toBe(
      'goal-mandala-prd,resource:default/goal-mandala-prd,portal,prod,,012345678901,ap-northeast-1,ok,available,1,16,6.5,,PostgreSQL 15.17,group:default/guests,2026-11-23T02:31:05.000Z,2026-11-01T00:00:00.000Z,2026-11-24T00:00:00.000Z,',
    );
    expect(theirs).toBe(
      'prod.orders,resource:default/prod.orders,existing,prod,本番,,,ok,available,,,,db.r6g.large db.t4g.medium,PostgreSQL 15.10,group:default/guests,,,,orders-of-a-long-name',
    );
    expect(rest).toBe('');
  });

  it.each([
    ['a comma', 'a,b', '"a,b"'],
    ['quotation marks', 'the "new" one', '"the ""new"" one"'],
    ['a line break', 'a\r\nb', '"a\r\nb"'],
    ['a formula', '=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
    ['a plus', '+1', "'+1"],
    ['a minus', '-1', "'-1"],
    ['an at sign', '@SUM(A1)', "'@SUM(A1)"],
    ['a tab', '\t=1', "'\t=1"],
    ['a carriage return', '\r=1', '"\'\r=1"'],
    ['a full-width equals sign', '＝1', "'＝1"],
    ['a formula character within', 'a=b', 'a=b'],
  ])('makes a cell with %s harmless', (_, value, cell) => {
    expect(toCsv([[value]])).toBe(`\uFEFF${cell}\r\n`);
  });

  it('leaves negative numbers as they are', () => {
    expect(toCsv([[-1.5, undefined]])).toBe('\uFEFF-1.5,\r\n');
  });
});

import { testExistingCluster } from '../../testing/databases/testExistingCluster';
import { matchesExisting } from './matchesExisting';

const none = { all: false, defaultOwner: 'platform' };
const cluster = (id: string, tags: Record<string, string> = {}) =>
  testExistingCluster(id, 'prod', { tags });

describe('the configuration of existing clusters', () => {
  it.each([
    ['orders', 'orders', true],
    ['orders', 'orders-2', false],
    ['orders', 'my-orders', false],
    // RDS keeps identifiers in lower case.
    ['Orders', 'orders', true],
    ['orders-*', 'orders-2', true],
    ['orders-*', 'orders', false],
    ['*-orders', 'my-orders', true],
    ['*-orders', 'my-orders-2', false],
    ['a*b*c', 'a-b-c', true],
    ['a*b*c', 'abc', true],
    ['a*b*c', 'ac', false],
    ['a*b*b', 'a-b', false],
    ['a*a', 'a', false],
    ['**', 'orders', true],
    ['*', 'orders', true],
  ])('with the identifier %s includes %s: %s', (pattern, id, expected) => {
    expect(
      matchesExisting({ ...none, identifiers: [pattern] }, cluster(id)),
    ).toBe(expected);
  });

  it.each<[Record<string, string>, Record<string, string>, boolean]>([
    [{ team: 'payments' }, { team: 'payments', x: 'y' }, true],
    [{ team: 'payments' }, {}, false],
    // AWS distinguishes the case of tags.
    [{ team: 'payments' }, { team: 'Payments' }, false],
    [{ team: 'payments' }, { Team: 'payments' }, false],
    [{ team: '*' }, { team: 'payments' }, true],
    [{ team: '*' }, { team: '' }, true],
    [{ team: '*' }, {}, false],
    [{ team: '' }, { team: '' }, true],
    [{ team: '' }, {}, false],
    [{ team: 'pay*' }, { team: 'payments' }, true],
    [{ team: 'p.y*' }, { team: 'payments' }, false],
    [{ team: '*', stage: 'prod' }, { team: 'payments', stage: 'prod' }, true],
    [{ team: '*', stage: 'prod' }, { team: 'payments', stage: 'dev' }, false],
  ])(
    'with the tags %j includes a cluster with %j: %s',
    (tags, own, expected) => {
      expect(matchesExisting({ ...none, tags }, cluster('orders', own))).toBe(
        expected,
      );
    },
  );

  it('includes every cluster, or those that have both the tags and an identifier', () => {
    const both = {
      ...none,
      tags: { team: 'payments' },
      identifiers: ['ledger', 'orders*'],
    };
    const tagged = { team: 'payments' };
    expect(matchesExisting({ ...none, all: true }, cluster('x'))).toBe(true);
    expect(matchesExisting(both, cluster('orders-2', tagged))).toBe(true);
    expect(matchesExisting(both, cluster('orders-2'))).toBe(false);
    expect(matchesExisting(both, cluster('search', tagged))).toBe(false);
    expect(matchesExisting(none, cluster('orders', tagged))).toBe(false);
  });
});

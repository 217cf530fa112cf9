import { boundsOf, formatLogAddress, parseLogAddress } from './logAddress';

const parse = (query: string) => parseLogAddress(new URLSearchParams(query));

describe('the address of the log', () => {
  it.each([
    ['kind=slow&range=24h', { kind: 'slow', time: { range: '24h' } }],
    [
      'kind=all&from=2026-11-29T05%3A00%3A00.000Z&to=2026-11-29T06%3A00%3A00.000Z&search=orders_pkey',
      {
        kind: 'all',
        time: {
          from: '2026-11-29T05:00:00.000Z',
          to: '2026-11-29T06:00:00.000Z',
        },
        search: 'orders_pkey',
      },
    ],
  ])('%s survives a round trip', (query, view) => {
    expect(parse(query)).toEqual(view);
    expect(formatLogAddress(parse(query))).toBe(query);
  });

  it.each([
    ['', 'nothing'],
    ['kind=everything&range=9y', 'unknown values'],
    ['from=yesterday&to=2026-11-29T06:00:00Z', 'a time that is none'],
    ['from=2026-11-29T07:00:00Z&to=2026-11-29T06:00:00Z', 'a wrong order'],
    ['search=%20%20', 'an empty search'],
  ])('%s falls back to the errors of the last hour: %s', query => {
    expect(parse(query)).toEqual({ kind: 'errors', time: { range: '1h' } });
  });

  it('ends a range when it is read', () => {
    const now = Date.parse('2026-11-29T06:00:00.000Z');
    expect(boundsOf({ range: '15m' }, now)).toEqual({
      from: '2026-11-29T05:45:00.000Z',
      to: '2026-11-29T06:00:00.000Z',
    });
    expect(boundsOf({ range: '7d' }, now).from).toBe(
      '2026-11-22T06:00:00.000Z',
    );
  });
});

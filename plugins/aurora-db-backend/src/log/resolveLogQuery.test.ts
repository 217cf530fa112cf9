import { encodeLogToken } from './logToken';
import { resolveLogQuery } from './resolveLogQuery';

const entityRef = 'resource:default/orders-dev';
const now = Date.parse('2026-11-29T20:00:00.500Z');
const resolve = (request: Partial<Parameters<typeof resolveLogQuery>[1]>) =>
  resolveLogQuery(entityRef, { kind: 'all', ...request }, now);
const at = (text: string) => Date.parse(text);

describe('a request for the log', () => {
  it('is for the last hour by default, with an end that viewers share', () => {
    expect(resolve({})).toEqual({
      kind: 'all',
      from: at('2026-11-29T19:00:02Z'),
      to: at('2026-11-29T20:00:02Z'),
      search: '',
    });
    expect(resolveLogQuery(entityRef, { kind: 'all' }, now + 900)).toEqual(
      resolve({}),
    );
  });

  it('has an hour before its end by default', () => {
    expect(resolve({ to: '2026-11-29T21:00:00+09:00' })).toMatchObject({
      from: at('2026-11-29T11:00:00Z'),
      to: at('2026-11-29T12:00:00Z'),
    });
  });

  it('follows a database whose clock is ahead', () => {
    const from = '2026-11-29T20:00:30Z';
    const { from: start, to } = resolve({ from });
    expect(start).toBe(at(from));
    expect(to).toBeGreaterThan(start);
  });

  it.each([
    [{ from: '2026-11-29T20:10:00Z' }, 'input.logFuture', '2026-11-29T20:10'],
    [
      { from: '2026-11-29T19:00:00Z', to: '2026-11-29T19:00:00Z' },
      'input.logOrder',
      '2026-11-29T19:00',
    ],
    [{ from: '2026-10-01T00:00:00Z' }, 'input.logSpan', '31 days'],
    [{ from: 'yesterday' }, 'input.wrong', 'from'],
    [{ from: '2026-11-29' }, 'input.wrong', '2026-11-29'],
    [{ to: '2026-02-30T00:00:00Z' }, 'input.wrong', 'to'],
    [{ search: 'x'.repeat(201) }, 'input.logSearch', '200'],
    [{ next: 'x' }, 'input.logNext', 'next'],
  ])('is refused: %j', (request, code, text) => {
    expect(() => resolve(request)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(text),
        messages: [expect.objectContaining({ code })],
      }),
    );
  });

  it('does not repeat a search that is too long, because it can be a secret', () => {
    expect(() => resolve({ search: 'secret'.repeat(100) })).toThrow(
      expect.not.objectContaining({
        message: expect.stringContaining('secret'),
      }),
    );
  });

  it('continues with the range of its first page', () => {
    const asked = { entityRef, kind: 'slow' as const, search: 'x' };
    const place = { from: now - 5_000, to: now - 1_000, next: 'b/1' };
    const next = encodeLogToken(asked, place);
    expect(
      resolveLogQuery(entityRef, { kind: 'slow', search: ' x ', next }, now),
    ).toEqual({ kind: 'slow', search: 'x', ...place });
    expect(() =>
      resolveLogQuery('resource:default/other', { ...asked, next }, now),
    ).toThrow('does not belong to this query');
    const wide = encodeLogToken(asked, { from: 0, to: now });
    expect(() =>
      resolveLogQuery(entityRef, { ...asked, next: wide }, now),
    ).toThrow('31 days');
  });
});

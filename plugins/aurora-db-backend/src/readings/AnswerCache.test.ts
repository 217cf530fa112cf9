import { AnswerCache } from './AnswerCache';

describe('cached answers', () => {
  const make = jest.fn((text: string = 'an answer') => ({ text }));
  const series = { points: [1] };
  let answers: AnswerCache<{ text: string }>;

  beforeEach(() => {
    make.mockClear();
    answers = new AnswerCache();
  });

  const get = (
    key: string,
    inputs: unknown[],
    made: () => { text: string } = make,
  ) => answers.get(key, inputs, made).text;

  it('are made once for the same inputs', () => {
    expect(get('a', [series, 1, undefined])).toBe('an answer');
    expect(get('a', [series, 1, undefined])).toBe('an answer');
    expect(make).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['another object, though it looks the same', [{ points: [1] }, 1]],
    ['another value', [series, 2]],
    ['nothing where there was a value', [series, undefined]],
  ])('are made again for %s', (_, inputs) => {
    get('a', [series, 1], () => make('the first'));
    expect(get('a', inputs, () => make('the second'))).toBe('the second');
    expect(get('a', inputs, () => make('the third'))).toBe('the second');
  });

  it('are separate for each key', () => {
    get('a', [series], () => make('of a'));
    expect(get('b', [series], () => make('of b'))).toBe('of b');
    expect(get('a', [series])).toBe('of a');
  });

  it('are limited in number: the least recently used ones are removed', () => {
    const large = 'x'.repeat(1024 * 1024);
    for (let index = 0; index < 40; index += 1) {
      get(`${index}`, [series], () => make(large));
    }
    expect(get('39', [series])).toBe(large);
    expect(get('0', [series])).toBe('an answer');
  });
});

import { AnswerCache } from './AnswerCache';

describe('cached answers', () => {
  const make = jest.fn((text: string = 'an answer') => text);
  const series = { points: [1] };
  let answers: AnswerCache;

  beforeEach(() => {
    make.mockClear();
    answers = new AnswerCache();
  });

  it('are made once for the same inputs', () => {
    expect(answers.get('a', [series, 1, undefined], make)).toBe('an answer');
    expect(answers.get('a', [series, 1, undefined], make)).toBe('an answer');
    expect(make).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['another object, though it looks the same', [{ points: [1] }, 1]],
    ['another value', [series, 2]],
    ['nothing where there was a value', [series, undefined]],
  ])('are made again for %s', (_, inputs) => {
    answers.get('a', [series, 1], () => make('the first'));
    expect(answers.get('a', inputs, () => make('the second'))).toBe(
      'the second',
    );
    expect(answers.get('a', inputs, () => make('the third'))).toBe(
      'the second',
    );
  });

  it('are separate for each key', () => {
    answers.get('a', [series], () => make('of a'));
    expect(answers.get('b', [series], () => make('of b'))).toBe('of b');
    expect(answers.get('a', [series], make)).toBe('of a');
  });

  it('are limited in number: the least recently used ones are removed', () => {
    const large = 'x'.repeat(1024 * 1024);
    for (let index = 0; index < 40; index += 1) {
      answers.get(`${index}`, [series], () => large);
    }
    expect(answers.get('39', [series], make)).toBe(large);
    expect(answers.get('0', [series], make)).toBe('an answer');
  });
});

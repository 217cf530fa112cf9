import fc from 'fast-check';
import { searchPattern } from './searchPattern';

/** Texts of users, with the characters that patterns and regular expressions interpret. */
const texts = fc
  .string({
    unit: fc.constantFrom(...'aZ09 "\\?-{}[]%()*+.^$|\'/&=:é語'),
    minLength: 1,
    maxLength: 40,
  })
  .filter(text => text.trim() === text);

describe('the filter pattern of a search', () => {
  it('is a single term, whatever the text contains', () => {
    fc.assert(
      fc.property(texts, text => {
        const { pattern = '' } = searchPattern(text);
        // Alphanumeric characters, brackets and numbered ones; or one quoted term.
        expect(pattern).toMatch(
          /^(%(?:\d|\[[A-Z][a-z]\]|\\x[0-9A-F]{2})+%|"(?:[^"\\]|\\["\\])+")$/,
        );
      }),
    );
  });

  it('of ASCII matches the text in both cases and nothing else', () => {
    fc.assert(
      fc.property(texts, fc.string(), (text, other) => {
        const { pattern = '', matches } = searchPattern(text);
        fc.pre(pattern.startsWith('%'));
        const expression = new RegExp(pattern.slice(1, -1));
        expect(expression.test(`x${text.toUpperCase()}y`)).toBe(true);
        expect(expression.test(other)).toBe(matches(other));
      }),
    );
  });

  it('of 200 characters is within the maximum of CloudWatch Logs', () => {
    expect(searchPattern('é"'.repeat(100)).pattern?.length).toBeLessThan(1_024);
    expect(searchPattern('a"'.repeat(100)).pattern?.length).toBeLessThan(1_024);
  });

  it('of other alphabets is a quoted term, in which case matters', () => {
    const { pattern, matches } = searchPattern('Straße "\\');
    expect(pattern).toBe('"Straße \\"\\\\"');
    expect(matches('in der Straße "\\')).toBe(true);
    expect(matches('in der STRASSE')).toBe(false);
  });

  it('is absent without a text', () => {
    expect(searchPattern('').pattern).toBeUndefined();
    expect(searchPattern('').matches('anything')).toBe(true);
  });
});

/** A search in log lines. */
export interface LogSearch {
  /** A filter pattern of CloudWatch Logs; undefined to match all. */
  pattern?: string;
  /** Whether a text contains what the user searches for. */
  matches(text: string): boolean;
}

/**
 * Searches for plain text. Letters of ASCII match in both cases: the pattern is a regular expression
 * that names each other character by its number, so that none has a meaning. CloudWatch Logs accepts
 * only ASCII in regular expressions, so another text is a quoted term, in which case matters.
 *
 * @param search - empty to match all
 */
export function searchPattern(search: string): LogSearch {
  if (search === '') {
    return { matches: () => true };
  }
  if (/^\p{ASCII}+$/u.test(search)) {
    const lower = search.toLowerCase();
    return {
      pattern: `%${search.replace(/[^\d]/g, toExpression)}%`,
      matches: text => text.toLowerCase().includes(lower),
    };
  }
  return {
    pattern: `"${search.replace(/["\\]/g, '\\$&')}"`,
    matches: text => text.includes(search),
  };
}

function toExpression(character: string): string {
  if (/[a-z]/i.test(character)) {
    return `[${character.toUpperCase()}${character.toLowerCase()}]`;
  }
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`;
}

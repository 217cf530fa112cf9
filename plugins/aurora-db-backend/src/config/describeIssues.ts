import type { z } from 'zod';

/**
 * Returns a line for each issue: the full key, the expected value, and the actual value.
 *
 * @param prefix - the key of the input
 */
export function describeIssues(
  error: z.ZodError,
  input: unknown,
  prefix: string,
): string[] {
  return error.issues.flatMap(issue => {
    const key = [prefix, ...issue.path].reduce<string>(
      (joined, part) =>
        typeof part === 'number'
          ? `${joined}[${part}]`
          : `${joined}.${String(part)}`,
      '',
    );
    const at = key.slice(1);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map(unknown => `${at}.${unknown}: unknown key`);
    }
    const value = valueAt(input, issue.path);
    return value === undefined
      ? [`${at}: missing; ${lowerFirst(issue.message)}`]
      : [`${at}: ${lowerFirst(issue.message)} (got ${JSON.stringify(value)})`];
  });
}

function valueAt(input: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null
        ? Reflect.get(value, part)
        : undefined,
    input,
  );
}

/** Zod's messages begin with a capital letter. In this line they follow a key. */
function lowerFirst(text: string): string {
  return text.replace(/^(Invalid|Too)/, word =>
    word.toLocaleLowerCase('en-US'),
  );
}

import type { z } from 'zod';

/**
 * A line for each issue: the full key, what is expected there, and the value that is.
 *
 * @param prefix - the key of the input itself
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

/** Zod's own messages begin with a capital; after a key they don't. */
function lowerFirst(text: string): string {
  return text.replace(/^(Invalid|Too)/, word =>
    word.toLocaleLowerCase('en-US'),
  );
}

import type { z } from 'zod';
import { inputProblem } from '../ports/errors/inputMessages';

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
  const lines = error.issues.flatMap(issue => {
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
    const value = shown(valueAt(input, issue.path), issue.path.at(-1));
    return value === undefined
      ? [`${at}: missing; ${expectedBy(issue)}`]
      : [`${at}: ${expectedBy(issue)} (got ${JSON.stringify(value)})`];
  });
  // A wrong type and a wrong length can have one message.
  return [...new Set(lines)];
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

/**
 * Hides the value of keys such as `masterPassword`, in which a reader may expect a secret, and the
 * user and password of a URL. The log and the portal's pages show the problem.
 */
function shown(value: unknown, key: PropertyKey | undefined): unknown {
  if (/password/i.test(String(key)) && typeof value === 'string') {
    return '…';
  }
  if (typeof value === 'string') {
    return value.replace(/\/\/[^/@]*@/, '//…@');
  }
  if (Array.isArray(value)) {
    return value.map(inner => shown(inner, key));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, shown(inner, name)]),
    );
  }
  return value;
}

/** The message of the schema. Zod's own ones begin with a capital letter, and name no way out. */
function expectedBy(issue: z.core.$ZodIssue): string {
  return /^(Invalid|Too)/.test(issue.message)
    ? inputProblem(issue).text
    : issue.message;
}

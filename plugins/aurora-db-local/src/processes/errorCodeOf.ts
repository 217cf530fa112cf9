/** The code of a Node.js system error, e.g. `ENOENT`; undefined for anything else that was thrown. */
export function errorCodeOf(error: unknown): string | undefined {
  return typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string'
    ? error.code
    : undefined;
}

/** The code of a Node.js system error, for example `ENOENT`; undefined for other thrown values. */
export function errorCodeOf(error: unknown): string | undefined {
  return typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string'
    ? error.code
    : undefined;
}

import { AwsError } from './AwsService';

/** A page of a list, and the token of the next page. */
export interface Page<T> {
  items: T[];
  nextToken: string | undefined;
}

/**
 * Returns a page of a list. Refuses a token that it did not issue, with the code of the service.
 */
export function paginate<T>(
  items: readonly T[],
  options: {
    maxItems: number;
    token: string | undefined;
    invalidTokenCode: string;
  },
): Page<T> {
  const start =
    options.token === undefined
      ? 0
      : Number(Buffer.from(options.token, 'base64url').toString('utf8'));
  if (
    !Number.isInteger(start) ||
    start < 0 ||
    (options.token !== undefined && start === 0)
  ) {
    throw new AwsError(
      options.invalidTokenCode,
      'The pagination token is not valid.',
    );
  }
  const end = start + options.maxItems;
  return {
    items: items.slice(start, end),
    nextToken:
      end < items.length
        ? Buffer.from(String(end)).toString('base64url')
        : undefined,
  };
}

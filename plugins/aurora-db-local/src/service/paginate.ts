import { AwsError } from './AwsService';

/** One page of a listing, and the token of the next. */
export interface Page<T> {
  items: T[];
  nextToken: string | undefined;
}

/** Cuts a listing. A token that this function didn't give out is refused with the code that the service has for it. */
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

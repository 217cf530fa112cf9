import { paginate } from '../service/paginate';

/** A page of a list, with the members by which IAM tells whether there are more. */
export function iamPage<T, Name extends string>(
  name: Name,
  items: readonly T[],
  { Marker, MaxItems }: { Marker?: string; MaxItems: number },
) {
  const page = paginate(items, {
    maxItems: MaxItems,
    token: Marker,
    invalidTokenCode: 'ValidationError',
  });
  return {
    [name]: page.items,
    IsTruncated: page.nextToken !== undefined,
    Marker: page.nextToken,
  };
}

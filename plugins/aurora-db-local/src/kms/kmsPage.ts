import { paginate } from '../service/paginate';

/** A page of a list, with the members by which KMS tells whether there are more. */
export function kmsPage<T, Name extends string>(
  name: Name,
  items: readonly T[],
  { Limit, Marker }: { Limit: number; Marker?: string },
) {
  const page = paginate(items, {
    maxItems: Limit,
    token: Marker,
    invalidTokenCode: 'InvalidMarkerException',
  });
  return {
    [name]: page.items,
    Truncated: page.nextToken !== undefined,
    NextMarker: page.nextToken,
  };
}

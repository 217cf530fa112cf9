import { paginate } from '../../service/paginate';
import { invalidArgument } from '../piErrors';

/** Amazon DocumentDB has other dimensions and no instances here. */
export function checkServiceType({
  ServiceType,
}: {
  ServiceType: string;
}): void {
  if (ServiceType !== 'RDS') {
    throw invalidArgument(
      `ServiceType ${ServiceType} is not valid here. aurora-db-local has only RDS.`,
    );
  }
}

/** A page, if the caller asked for pages. */
export function pageOf<T>(
  items: readonly T[],
  { MaxResults, NextToken }: { MaxResults?: number; NextToken?: string },
): { items: T[]; NextToken?: string } {
  const page = paginate(items, {
    // 0 is in the API's range, but a page without items would never end.
    maxItems: MaxResults || (NextToken === undefined ? Infinity : 25),
    token: NextToken,
    invalidTokenCode: 'InvalidArgumentException',
  });
  return { items: page.items, NextToken: page.nextToken };
}

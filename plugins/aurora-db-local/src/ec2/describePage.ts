import { AwsError } from '../service/AwsService';
import { paginate } from '../service/paginate';

/** A page of an EC2 list. Throws EC2's error if a call with ids asks for pages. */
export function describePage<T, Name extends string>(
  name: Name,
  items: readonly T[],
  {
    MaxResults,
    NextToken,
    ids,
  }: {
    MaxResults?: number;
    NextToken?: string;
    /** The ids of the call, by the name of their parameter. */
    ids: Readonly<Record<string, readonly string[]>>;
  },
) {
  const [given] = Object.entries(ids).find(([, list]) => list.length > 0) ?? [];
  if (given !== undefined && MaxResults !== undefined) {
    throw new AwsError(
      'InvalidParameterCombination',
      `The parameter ${given} cannot be used with the parameter maxResults`,
    );
  }
  const page = paginate(items, {
    maxItems: MaxResults ?? 1000,
    token: NextToken,
    invalidTokenCode: 'InvalidNextToken',
  });
  return { [name]: page.items, NextToken: page.nextToken };
}

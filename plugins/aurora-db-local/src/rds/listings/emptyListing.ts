import { z } from 'zod';
import { defineOperation } from '../../service/defineOperation';
import type {
  AwsError,
  Operation,
  RequestContext,
} from '../../service/AwsService';
import { filtersOf, page, pageInput } from '../listing';

const paging = z.object(pageInput);

/** A listing of resources that never exist here. */
interface EmptyListing {
  /** The member of the answer with the list. */
  list: string;
  /** See `filtersOf`. */
  filters?: Parameters<typeof filtersOf>[0];
  /** Members that name a resource, each with RDS's error for a missing one. */
  missing?: Readonly<Record<string, (name: string) => AwsError>>;
  /** Other members. They select from nothing, so it is enough that they are valid. */
  members?: Readonly<Record<string, z.ZodType>>;
  /** Throws for a name of another resource that does not exist. */
  check?: (input: Record<string, unknown>, context: RequestContext) => void;
}

/** An operation with an empty list, or with RDS's error for a resource that a caller names. */
export function emptyListing({
  list,
  filters,
  missing = {},
  members = {},
  check,
}: EmptyListing): Operation {
  const names = Object.fromEntries(
    Object.keys(missing).map(name => [name, z.string().optional()]),
  );
  const input = z
    .strictObject({ ...pageInput, Filters: filtersOf(filters) })
    .extend({ ...names, ...members });
  return defineOperation(input, async (parsed, context) => {
    const given: Record<string, unknown> = parsed;
    for (const [member, errorOf] of Object.entries(missing)) {
      const name = given[member];
      if (typeof name === 'string') {
        throw errorOf(name);
      }
    }
    check?.(given, context);
    return page(list, [], paging.parse(given));
  });
}

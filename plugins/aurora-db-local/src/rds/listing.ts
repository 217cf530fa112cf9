import { z } from 'zod';
import { integerInput, listInput } from '../service/inputs';
import { paginate } from '../service/paginate';
import { invalidValue } from './rdsFaults';

/** Input members for paging. */
export const pageInput = pageInputUpTo(100);

/** Input members for paging, if RDS allows larger pages. */
export function pageInputUpTo(most: number) {
  return {
    Marker: z.string().optional(),
    MaxRecords: integerInput
      .transform(records => {
        if (records < 20 || records > most) {
          throw invalidValue(
            `Invalid value ${records} for MaxRecords. Must be between 20 and ${most}`,
          );
        }
        return records;
      })
      .default(100),
  };
}

const filtersInput = listInput(
  z.strictObject({ Name: z.string(), Values: listInput(z.string()) }),
).default([]);
export type Filters = z.infer<typeof filtersInput>;

/**
 * The `Filters` of an operation. Refuses names that RDS does not support there, and values that RDS
 * does not know.
 *
 * @param known - the names, each with its valid values. `any`: RDS accepts every value.
 */
export function filtersOf(
  known: Readonly<Record<string, readonly string[] | 'any'>> = {},
) {
  return filtersInput.transform(filters => {
    for (const { Name, Values } of filters) {
      const valid = Object.hasOwn(known, Name) ? known[Name] : undefined;
      if (valid === undefined) {
        throw invalidValue(`Unrecognized filter name: ${Name}`);
      }
      const unknown = Values.find(
        value =>
          valid !== 'any' && !valid.includes(value.toLocaleLowerCase('en-US')),
      );
      if (unknown !== undefined) {
        throw invalidValue(
          Name === 'engine'
            ? `Unrecognized engine name: ${unknown}`
            : `Invalid value ${unknown} for the filter ${Name}. Valid values: ${[...valid].join(', ')}`,
        );
      }
    }
    return filters;
  });
}

/** A page of a list, with the list's name in the answer. Describes only the items on the page. */
export function page<T>(
  member: string,
  items: readonly T[],
  input: { Marker?: string; MaxRecords: number },
  describe: (item: T) => unknown = item => item,
): Record<string, unknown> {
  const cut = paginate(items, {
    maxItems: input.MaxRecords,
    token: input.Marker,
    invalidTokenCode: 'InvalidParameterValue',
  });
  return {
    [member]: cut.items.map(item => describe(item)),
    Marker: cut.nextToken,
  };
}

/** Whether a resource passes all filters. An unknown filter is an InvalidParameterValue. */
export function passes(
  filters: Filters,
  values: Readonly<Record<string, readonly string[]>>,
): boolean {
  return filters.every(({ Name, Values }) => {
    const held = values[Name];
    if (!held) {
      throw invalidValue(`Unrecognized filter name: ${Name}`);
    }
    return held.some(value =>
      Values.some(
        wanted =>
          wanted.toLocaleLowerCase('en-US') ===
          value.toLocaleLowerCase('en-US'),
      ),
    );
  });
}

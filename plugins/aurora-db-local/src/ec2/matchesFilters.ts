import { AwsError } from '../service/AwsService';
import type { Filter, Tag } from './ec2Inputs';

/** The values of a resource for each filter name. */
export type FilterValues = Readonly<
  Record<string, ReadonlyArray<string | undefined>>
>;

/**
 * Whether a resource passes all filters. A filter is a name with alternatives; `*` stands for any
 * text and `?` for any character.
 */
export function matchesFilters(
  filters: readonly Filter[],
  values: FilterValues,
  tags: readonly Tag[],
): boolean {
  return filters.every(({ Name, Values }) => {
    const held = valuesOf(Name, values, tags);
    return Values.some(pattern =>
      held.some(value => value !== undefined && toRegExp(pattern).test(value)),
    );
  });
}

function valuesOf(
  name: string,
  values: FilterValues,
  tags: readonly Tag[],
): ReadonlyArray<string | undefined> {
  if (name === 'tag-key') {
    return tags.map(({ Key }) => Key);
  }
  if (name.startsWith('tag:')) {
    return tags
      .filter(({ Key }) => Key === name.slice('tag:'.length))
      .map(({ Value }) => Value);
  }
  const held = Object.hasOwn(values, name) ? values[name] : undefined;
  if (!held) {
    throw new AwsError(
      'InvalidParameterValue',
      `The filter '${name}' is invalid`,
    );
  }
  return held;
}

function toRegExp(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`, 's');
}

import { AwsError } from '../service/AwsService';
import type { Filter, Tag } from './ec2Inputs';

type Values = ReadonlyArray<string | undefined>;

/** How EC2's filters of a kind of resource read it, by the name of the filter. */
export type FilterReaders<T> = Readonly<
  Record<string, (resource: T) => Values>
>;

/**
 * The resources that pass all filters. A filter is a name with alternatives; `*` stands for any
 * text and `?` for any character, unless a backslash precedes them. Throws EC2's error for a name
 * that EC2 does not have for this kind, also if there are no resources.
 *
 * @param readers - all filters of the kind, except those of tags
 */
export function filtered<T extends { tags: readonly Tag[] }>(
  resources: readonly T[],
  filters: readonly Filter[],
  readers: FilterReaders<T>,
): T[] {
  const tests = filters.map(({ Name, Values }) => {
    const read = readerOf(Name, readers);
    const patterns = Values.map(toRegExp);
    return (resource: T) =>
      read(resource).some(
        value =>
          value !== undefined && patterns.some(pattern => pattern.test(value)),
      );
  });
  return resources.filter(resource => tests.every(test => test(resource)));
}

function readerOf<T extends { tags: readonly Tag[] }>(
  name: string,
  readers: FilterReaders<T>,
): (resource: T) => Values {
  if (name === 'tag-key') {
    return ({ tags }) => tags.map(({ Key }) => Key);
  }
  if (name.startsWith('tag:')) {
    const key = name.slice('tag:'.length);
    return ({ tags }) =>
      tags.filter(({ Key }) => Key === key).map(({ Value }) => Value);
  }
  const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
  if (!reader) {
    throw new AwsError(
      'InvalidParameterValue',
      `The filter '${name}' is invalid`,
    );
  }
  return reader;
}

function toRegExp(pattern: string): RegExp {
  const source = pattern.replace(
    /\\([*?\\])|[.+^${}()|[\]\\*?]/g,
    (match, escaped: string | undefined) =>
      escaped === undefined
        ? ({ '*': '.*', '?': '.' }[match] ?? `\\${match}`)
        : `\\${escaped}`,
  );
  return new RegExp(`^${source}$`, 's');
}

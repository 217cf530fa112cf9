import { AwsError } from '../service/AwsService';
import { invalid } from './checkParameter';
import type { ParameterRecord, ParameterVersion } from './ParameterRecord';
import type { ParameterFilter } from './ssmInputs';

/** Parameter Store's requirements for `ParameterFilters`. */
export function checkFilters(
  filters: readonly ParameterFilter[],
  keys: readonly string[],
  { tags }: { tags: boolean },
): void {
  const seen = new Set<string>();
  for (const { Key, Option, Values } of filters) {
    if (!(keys.includes(Key) || (tags && Key.startsWith('tag:')))) {
      throw new AwsError(
        'InvalidFilterKey',
        `The following filter key is not valid: ${Key}. Valid filter keys include: [${keys.join(', ')}].`,
      );
    }
    if (seen.has(Key)) {
      throw new AwsError(
        'InvalidFilterKey',
        `The following filter is duplicated in the request: ${Key}. A request can contain only one occurrence of a specific filter.`,
      );
    }
    seen.add(Key);
    if (Values.length === 0 && !Key.startsWith('tag:')) {
      throw new AwsError(
        'InvalidFilterValue',
        `The following filter values are missing : null for filter key ${Key}.`,
      );
    }
    const options = optionsOf(Key);
    if (Option !== undefined && !options.includes(Option)) {
      throw new AwsError(
        'InvalidFilterOption',
        `The following filter option is not valid: ${Option}. Valid options include: [${options.join(', ')}].`,
      );
    }
    checkValues(Key, Values);
  }
}

export function matchesFilter(
  { Key, Option, Values }: ParameterFilter,
  { name, tags }: ParameterRecord,
  version: ParameterVersion,
): boolean {
  if (Key === 'Path') {
    return Values.some(path => isBelow(name, path, Option === 'Recursive'));
  }
  if (Key === 'Label') {
    return version.labels.some(label => Values.includes(label));
  }
  if (Key.startsWith('tag:')) {
    const value = tags[Key.slice('tag:'.length)];
    return value !== undefined && (Values.length === 0 || compare(value));
  }
  const members: Readonly<Record<string, string | undefined>> = {
    Name: name,
    Type: version.type,
    KeyId: version.keyId,
    Tier: version.tier,
    DataType: version.dataType,
  };
  const member = members[Key];
  return member !== undefined && compare(member);

  function compare(text: string): boolean {
    return Values.some(value => {
      // A name is found with and without its first slash.
      const wanted =
        Key === 'Name' && Option !== 'Contains'
          ? [value, value.startsWith('/') ? value.slice(1) : `/${value}`]
          : [value];
      return wanted.some(one => {
        switch (Option) {
          case 'BeginsWith':
            return text.startsWith(one);
          case 'Contains':
            return text.includes(one);
          default:
            return text === one;
        }
      });
    });
  }
}

/** Whether a parameter is on the level below the path, or on any level below it. */
export function isBelow(
  name: string,
  path: string,
  recursive: boolean,
): boolean {
  const prefix = path.endsWith('/') ? path : `${path}/`;
  // Parameters outside of a hierarchy are on the level of the root.
  const full = name.startsWith('/') ? name : `/${name}`;
  return (
    full.startsWith(prefix) &&
    (recursive || !full.slice(prefix.length).includes('/'))
  );
}

function optionsOf(key: string): string[] {
  if (key === 'Path') {
    return ['Recursive', 'OneLevel'];
  }
  if (key === 'Name') {
    return ['BeginsWith', 'Equals', 'Contains'];
  }
  return key === 'KeyId' ? ['BeginsWith', 'Equals'] : ['Equals'];
}

const knownValues: Readonly<Record<string, readonly string[]>> = {
  Type: ['String', 'StringList', 'SecureString'],
  Tier: ['Standard', 'Advanced', 'Intelligent-Tiering'],
};

function checkValues(key: string, values: readonly string[]): void {
  const known = knownValues[key];
  const unknown = known && values.find(value => !known.includes(value));
  if (known && unknown !== undefined) {
    throw new AwsError(
      'InvalidFilterValue',
      `The following filter value is not valid: ${unknown}. Valid values include: [${known.join(', ')}].`,
    );
  }
  const path =
    key === 'Path' ? values.find(value => !value.startsWith('/')) : undefined;
  if (path !== undefined) {
    throw invalid(
      `The parameter doesn't meet the parameter name requirements. The parameter name must begin with a forward slash "/": ${path}.`,
    );
  }
}

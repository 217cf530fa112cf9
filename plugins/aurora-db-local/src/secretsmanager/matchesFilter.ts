import type { SecretFilter } from './secretInputs';
import type { SecretRecord } from './SecretRecord';

/**
 * Whether a secret passes a filter. A leading `!` inverts a value. The words are those that moto
 * found on AWS: its documentation does not define them.
 */
export function matchesFilter(
  secret: SecretRecord,
  { Key, Values }: SecretFilter,
): boolean {
  const matches =
    Key === 'all' || Key === 'description' ? matchesWords : matchesPrefix;
  return Values.some(value => {
    const [wanted, expected] = value.startsWith('!')
      ? [value.slice(1), false]
      : [value, true];
    return (
      attributesOf(secret, Key).some(held => matches(wanted, held)) === expected
    );
  });
}

function attributesOf(
  secret: SecretRecord,
  key: SecretFilter['Key'],
): readonly string[] {
  const { name, description, owningService, tags } = secret;
  const present = (value: string | undefined) =>
    value === undefined ? [] : [value];
  switch (key) {
    case 'name':
      return [name];
    case 'description':
      return present(description);
    case 'tag-key':
      return tags.map(tag => tag.Key);
    case 'tag-value':
      return tags.map(tag => tag.Value);
    case 'primary-region':
      return present(secret.arn.split(':')[3]);
    case 'owning-service':
      return present(owningService);
    case 'all':
      return [
        name,
        ...present(description),
        ...tags.flatMap(({ Key, Value }) => [Key, Value]),
      ];
    default:
      return [];
  }
}

function matchesPrefix(wanted: string, held: string): boolean {
  return held.startsWith(wanted);
}

/** Whether each wanted word is the beginning of a held one, in any case. */
function matchesWords(wanted: string, held: string): boolean {
  const words = wordsOf(held);
  const prefixes = wordsOf(wanted);
  return (
    prefixes.length > 0 &&
    prefixes.every(prefix => words.some(word => word.startsWith(prefix)))
  );
}

/**
 * Words end at a separator and before an upper case letter that a lower case one follows. A text
 * with different separators is one word to them.
 */
function wordsOf(text: string): string[] {
  const separators = new Set(text.match(/[/\-_+=.@]/g));
  const parts = separators.size === 1 ? text.split(/[/\-_+=.@]/) : [text];
  return parts
    .flatMap(part => part.split(/([^a-z][a-z]+)/))
    .map(word => word.trim().toLowerCase())
    .filter(word => word !== '');
}

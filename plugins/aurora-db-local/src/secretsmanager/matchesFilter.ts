import type { SecretRecord } from './SecretRecord';

/** Filters match the beginning of a value. A leading `!` inverts a filter. */
export function matchesFilter(
  secret: SecretRecord,
  { Key, Values }: { Key: string; Values: string[] },
): boolean {
  const tagKeys = secret.tags.map(tag => tag.Key);
  const tagValues = secret.tags.map(tag => tag.Value);
  const subjects: Record<string, string[]> = {
    name: [secret.name],
    description: [secret.description ?? ''],
    'owning-service': secret.owningService ? [secret.owningService] : [],
    'tag-key': tagKeys,
    'tag-value': tagValues,
    all: [secret.name, secret.description ?? '', ...tagKeys, ...tagValues],
  };
  return Values.some(value => {
    const [wanted, expected] = value.startsWith('!')
      ? [value.slice(1), false]
      : [value, true];
    return (
      (subjects[Key] ?? []).some(subject => subject.startsWith(wanted)) ===
      expected
    );
  });
}

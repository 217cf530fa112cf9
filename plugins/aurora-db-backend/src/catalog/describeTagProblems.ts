import type { ExistingDatabase } from '../database/existing/existingDatabase';

/** Maximum number of values in a line of the log. */
const maxNamed = 20;

const clusters = (values: readonly string[]) =>
  values.length === 1 ? '1 cluster has' : `${values.length} clusters have`;

/**
 * Says which tags of clusters do not lead to an owner or a system. `isMissing`: whether the catalog
 * lacks one, which may appear.
 *
 * @param known - the references that the catalog has
 */
export function describeTagProblems(
  databases: readonly ExistingDatabase[],
  known: ReadonlySet<string>,
): { texts: string[]; isMissing: boolean } {
  const missingOf = (key: 'taggedOwner' | 'taggedSystem') =>
    databases.flatMap(database => {
      const ref = database[key];
      return ref && !known.has(ref) ? [ref] : [];
    });
  const owners = missingOf('taggedOwner');
  const systems = missingOf('taggedSystem');
  const malformed = Map.groupBy(
    databases.flatMap(database => database.malformed),
    ({ tag }) => tag,
  );
  const texts = [
    ...(owners.length > 0
      ? [
          `${clusters(owners)} the default owner ${databases[0]?.defaultOwner}, because the catalog does not have the owners of their tags: ${counted(owners)}`,
        ]
      : []),
    ...(systems.length > 0
      ? [
          `${clusters(systems)} no system, because the catalog does not have the systems of their tags: ${counted(systems)}`,
        ]
      : []),
    ...[...malformed].map(([tag, found]) => {
      const values = found.map(({ value }) => JSON.stringify(value));
      return `the tag ${tag} of ${values.length} ${values.length === 1 ? 'cluster' : 'clusters'} does not name an owner or a system, such as group:default/payments: ${counted(values)}`;
    }),
  ];
  return { texts, isMissing: owners.length + systems.length > 0 };
}

/** Such as `group:default/payments (12), group:default/search (1)`, in a stable order. */
function counted(values: readonly string[]): string {
  const groups = [...Map.groupBy(values, value => value)].toSorted(
    ([one, { length }], [other, { length: otherLength }]) =>
      otherLength - length || one.localeCompare(other),
  );
  const named = groups
    .slice(0, maxNamed)
    .map(([value, { length }]) => `${value} (${length})`);
  const others = groups.length - named.length;
  return [...named, ...(others > 0 ? [`${others} others`] : [])].join(', ');
}

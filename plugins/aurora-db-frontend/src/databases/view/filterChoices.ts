import type { ClusterSummary } from '@aurora-db/backstage-plugin-aurora-db-common';
import { ownerRefOf } from '../../catalog/ownerRefOf';
import { accountKeyOf, engineMajorOf } from './databaseFacts';
import { filterNames } from './databasesView';
import { mine, type DatabaseFilter } from './filterDatabases';
import type { NamedEnvironment } from './useNamedEnvironments';

/** The values that the filters can have. */
export interface FilterChoices {
  environments: readonly NamedEnvironment[];
  /** As in `accountKeyOf`. */
  accounts: readonly string[];
  /** Major versions, the newest first. */
  engines: readonly string[];
  /** Full entity references. */
  owners: readonly string[];
  hasExisting: boolean;
}

const unique = (values: readonly (string | undefined)[]) =>
  [...new Set(values)].filter(value => value !== undefined);

/** The values of the filters: those of the databases, and all environments with their accounts. */
export function filterChoices(
  databases: readonly ClusterSummary[],
  environments: readonly NamedEnvironment[],
): FilterChoices {
  const byText = new Intl.Collator(undefined, { numeric: true }).compare;
  return {
    environments,
    accounts: unique([...databases, ...environments].map(accountKeyOf)).sort(
      byText,
    ),
    engines: unique(databases.map(engineMajorOf)).sort((a, b) => byText(b, a)),
    owners: unique(databases.map(({ owner }) => ownerRefOf(owner))).sort(
      byText,
    ),
    hasExisting: databases.some(({ origin }) => origin === 'existing'),
  };
}

/** A filter without the values that do not exist, such as those of an old link. */
export function knownFilter(
  filter: DatabaseFilter,
  choices: FilterChoices,
): DatabaseFilter {
  const known: Partial<Record<keyof DatabaseFilter, readonly string[]>> = {
    environment: choices.environments.map(({ name }) => name),
    account: choices.accounts,
    engine: choices.engines,
    owner: [mine, ...choices.owners],
  };
  return Object.fromEntries(
    filterNames.flatMap(name => {
      const value = filter[name];
      const isKnown = value && (known[name]?.includes(value) ?? true);
      return isKnown ? [[name, value]] : [];
    }),
  );
}

import {
  databaseOriginSchema,
  severitySchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { SortDescriptor } from '@backstage/ui';
import type { DatabaseFilter } from './filterDatabases';
import { isDatabaseColumn } from './sortDatabases';

/** What databases can be grouped by. */
export const groupings = ['environment', 'account', 'engine'] as const;

/** One of {@link groupings}. */
export type Grouping = (typeof groupings)[number];

/** The key in {@link DatabasesView.open} that stands for all groups. */
export const allGroups = '*';

/** What the list of databases shows. The address stores it, so that it can be shared. */
export interface DatabasesView extends DatabaseFilter {
  group?: Grouping;
  /** The keys of the groups whose databases are visible. */
  open: readonly string[];
  sort: SortDescriptor;
  /** Counts from 0. */
  page: number;
}

/** Databases that need attention come first. */
const worstFirst: SortDescriptor = {
  column: 'severity',
  direction: 'ascending',
};

/** The fields of the filter, which are in the address under the same names. */
export const filterNames = [
  'text',
  'environment',
  'account',
  'engine',
  'severity',
  'origin',
  'owner',
] as const satisfies (keyof DatabaseFilter)[];

/** All names of the address. */
const names = [...filterNames, 'group', 'open', 'sort', 'page'] as const;

/** Before the column of a descending sort. */
const descendingSign = '-';

function sortOf(text: string | null): SortDescriptor {
  const isDescending = text?.startsWith(descendingSign);
  const column = isDescending ? text?.slice(descendingSign.length) : text;
  return isDatabaseColumn(column)
    ? { column, direction: isDescending ? 'descending' : 'ascending' }
    : worstFirst;
}

/**
 * Reads an address. What is missing or invalid gets its default. Whether an environment, an
 * account, a version or an owner exists is not known here.
 */
export function parseDatabasesAddress(params: URLSearchParams): DatabasesView {
  const get = (name: (typeof names)[number]) => params.get(name) ?? undefined;
  const number = Number(get('page'));
  return {
    text: get('text'),
    environment: get('environment'),
    account: get('account'),
    engine: get('engine'),
    severity: severitySchema.optional().catch(undefined).parse(get('severity')),
    origin: databaseOriginSchema
      .optional()
      .catch(undefined)
      .parse(get('origin')),
    owner: get('owner'),
    group: groupings.find(grouping => grouping === get('group')),
    open: params.getAll('open'),
    sort: sortOf(params.get('sort')),
    page: Number.isSafeInteger(number) && number > 0 ? number - 1 : 0,
  };
}

/**
 * Returns an address with a view. Defaults are left out.
 *
 * @param others - the present address: parameters of other plugins stay
 */
export function formatDatabasesAddress(
  view: DatabasesView,
  others = new URLSearchParams(),
): URLSearchParams {
  const { group, open, page } = view;
  const { column, direction } = view.sort;
  const isDefaultSort =
    column === worstFirst.column && direction === worstFirst.direction;
  const sign = direction === 'descending' ? descendingSign : '';
  const next = new URLSearchParams(others);
  const put = (name: (typeof names)[number], value: string | undefined) =>
    value ? next.set(name, value) : next.delete(name);
  filterNames.forEach(name => put(name, view[name]));
  put('group', group);
  next.delete('open');
  if (group) {
    open.forEach(key => next.append('open', key));
  }
  put('sort', isDefaultSort ? undefined : `${sign}${column}`);
  put('page', page > 0 ? String(page + 1) : undefined);
  return next;
}

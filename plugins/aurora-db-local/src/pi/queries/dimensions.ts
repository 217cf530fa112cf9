import type { LoadKey } from '../LoadRecord';
import { syntheticId } from '../sampling/Statements';
import { invalidArgument } from '../piErrors';

/** Performance Insights return at most so many bytes of a value. */
const mostBytes = 500;

/** Performance Insights' limit of the members of a group, and the default here. */
export const mostMembers = 25;

type Dimension = (key: LoadKey) => string | undefined;

/** The dimensions of the load, by group. The first one of a group identifies its members. */
const groups: Readonly<Record<string, Readonly<Record<string, Dimension>>>> = {
  db: { 'db.name': ({ database }) => database },
  'db.application': { 'db.application.name': ({ application }) => application },
  'db.host': {
    'db.host.id': ({ host }) => host,
    'db.host.name': ({ host }) => host,
  },
  'db.session_type': {
    'db.session_type.name': ({ sessionType }) => sessionType,
  },
  'db.sql': {
    'db.sql.id': ({ sql }) => sql?.id,
    'db.sql.db_id': ({ sql }) => sql && syntheticId(sql.id),
    'db.sql.statement': ({ sql }) => sql?.text,
    'db.sql.tokenized_id': ({ statement }) => statement?.id,
  },
  'db.sql_tokenized': {
    'db.sql_tokenized.id': ({ statement }) => statement?.id,
    'db.sql_tokenized.db_id': ({ statement }) => statement?.dbId,
    'db.sql_tokenized.statement': ({ statement }) => statement?.text,
  },
  'db.user': {
    'db.user.id': ({ userId }) => userId,
    'db.user.name': ({ user }) => user,
  },
  'db.wait_event': {
    'db.wait_event.name': ({ wait }) => wait,
    'db.wait_event.type': ({ waitType }) => waitType,
  },
  'db.wait_event_type': {
    'db.wait_event_type.name': ({ waitType }) => waitType,
  },
};

const dimensions: Readonly<Record<string, Dimension>> = Object.assign(
  {},
  ...Object.values(groups),
);

/** The names of the groups with their dimensions. */
export const dimensionGroups: ReadonlyArray<{
  group: string;
  dimensions: string[];
}> = Object.entries(groups).map(([group, members]) => ({
  group,
  dimensions: Object.keys(members),
}));

/** How load is grouped. */
export interface Grouping {
  group: string;
  limit: number;
  /** What is the same for the load of a member; undefined for load that is in none. */
  nameOf(key: LoadKey): string | undefined;
  valuesOf(key: LoadKey): Record<string, string>;
}

interface GroupInput {
  Group: string;
  Dimensions?: string[];
  Limit?: number;
}

export function groupingOf({ Group, Dimensions, Limit }: GroupInput): Grouping {
  const members = Object.hasOwn(groups, Group) ? groups[Group] : undefined;
  if (!members) {
    throw invalidArgument(
      `The dimension group ${Group} is not valid. aurora-db-local has ${Object.keys(groups).join(', ')}.`,
    );
  }
  const unknown = Dimensions?.find(name => !Object.hasOwn(members, name));
  if (unknown !== undefined) {
    throw invalidArgument(
      `The dimension ${unknown} is not in the group ${Group}, which has ${Object.keys(members).join(', ')}.`,
    );
  }
  const chosen = Object.entries(members).filter(
    ([name]) => !Dimensions || Dimensions.includes(name),
  );
  const [identifying] = Object.entries(members);
  // A text of PostgreSQL may replace an earlier one of the same statement.
  const named = chosen.filter(([name]) => name === identifying?.[0]);
  const naming = (named.length > 0 ? named : chosen).map(([, of]) => of);
  return {
    group: Group,
    limit: Limit ?? mostMembers,
    nameOf(key) {
      const values = naming.map(of => of(key));
      return values.every(value => value === undefined)
        ? undefined
        : JSON.stringify(values);
    },
    valuesOf: key =>
      Object.fromEntries(
        chosen.flatMap(([name, of]) => {
          const value = of(key);
          return value === undefined ? [] : [[name, cut(value)]];
        }),
      ),
  };
}

export type Filter = (key: LoadKey) => boolean;

export function filterOf(
  input: Readonly<Record<string, string>> | undefined,
): Filter {
  const conditions = Object.entries(input ?? {}).map(([name, value]) => {
    const of = Object.hasOwn(dimensions, name) ? dimensions[name] : undefined;
    if (!of) {
      throw invalidArgument(
        `The filter ${name} is not valid. aurora-db-local has ${Object.keys(dimensions).join(', ')}.`,
      );
    }
    return (key: LoadKey) => {
      const own = of(key);
      return own !== undefined && cut(own) === value;
    };
  });
  return key => conditions.every(matches => matches(key));
}

function cut(text: string): string {
  if (Buffer.byteLength(text) <= mostBytes) {
    return text;
  }
  // Half a character at the end would be unreadable.
  return Buffer.from(text)
    .subarray(0, mostBytes)
    .toString('utf8')
    .replace(/\uFFFD+$/, '');
}

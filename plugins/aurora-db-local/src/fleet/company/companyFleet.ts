import type { FleetInput } from '../fleetSchema';
import { companyAlarms } from './companyAlarms';
import { chooseStyle, type NamedCluster } from './namingStyles';
import { Random } from './Random';
import { shapeOf } from './shapes';
import { purposes, type Purpose } from './teams';

type Database = FleetInput['databases'][number];

/** RDS's limit of identifiers, which a fleet's clusters have too. */
const longestIdentifier = 59;
/** Global databases have a few members. */
const globalShare = 0.04;

/**
 * The clusters of a company that has grown: teams with tools, versions, sizes and habits of their
 * own. The same seed gives the same clusters.
 */
export function companyFleet({
  accountId,
  region,
  count,
  seed,
}: {
  accountId: string;
  region: string;
  count: number;
  seed: number;
}): FleetInput {
  const random = new Random(seed);
  const taken = new Set<string>();
  const databases: Database[] = [];
  const wanted = purposes(random);
  while (databases.length < count) {
    const { value: purpose } = wanted.next();
    const database = newDatabase(purpose, random, { accountId, region });
    const names = namesOf(database);
    if (names.every(name => !taken.has(name))) {
      names.forEach(name => taken.add(name));
      databases.push(database);
    }
  }
  return { accountId, region, databases };
}

/** The names that a database shares with no other one. */
function namesOf({
  stack,
  cluster,
  alarms = [],
  compositeAlarms = [],
}: Database): string[] {
  return [
    `cluster ${cluster.identifier}`,
    ...(stack ? [`stack ${stack.name}`] : []),
    ...(cluster.instances ?? []).map(one => `instance ${one.identifier}`),
    ...[...alarms, ...compositeAlarms].map(one => `alarm ${one.AlarmName}`),
  ];
}

function newDatabase(
  purpose: Purpose,
  random: Random,
  place: { accountId: string; region: string },
): Database {
  const named = chooseStyle(random)(purpose, random, place);
  const identifier = shortened(named.identifier);
  const shape = shapeOf(purpose, named, random);
  const instances = shape.instances?.map(instance => ({
    ...instance,
    identifier: shortened(instance.identifier ?? identifier),
  }));
  const isPostgres = shape.engine === undefined;
  return {
    stack: named.stack,
    cluster: {
      ...shape,
      identifier,
      instances,
      tags: named.tags,
      ...(isPostgres && groupOf(identifier, random)),
      ...globalMembership(identifier, random),
      ...conditionOf(instances?.length ?? 0, random),
      databaseName: purpose.service.replaceAll('-', '_'),
      masterUsername: random.pick('postgres', 'dbadmin', 'root_user', 'app'),
      managedPassword: random.chance(0.4),
      iamAuthentication: random.chance(0.3),
      deletionProtection: random.chance(0.6),
      storageEncrypted: random.chance(0.9),
      performanceInsights: random.chance(0.5),
      logExports: random.chance(0.4) ? ['postgresql'] : [],
    },
    ...companyAlarms(
      named.alarms,
      identifier,
      (instances ?? []).map(one => one.identifier),
      random,
    ),
  };
}

/** A parameter group of the cluster's own, which may set the number of connections. */
function groupOf(
  identifier: string,
  random: Random,
): Pick<Database['cluster'], 'parameterGroup'> {
  const connections = random.pick<string | undefined>(
    undefined,
    undefined,
    '500',
    'LEAST({DBInstanceClassMemory/12582880},2000)',
    'GREATEST({DBInstanceClassMemory/9531392},200)',
    // Only RDS knows its value.
    'LEAST({DBInstanceClassMemory/9531392},{DBInstanceVCPU*150})',
  );
  return random.chance(0.4)
    ? {
        parameterGroup: {
          name: `${identifier}-pg`,
          parameters: {
            log_min_duration_statement: '1000',
            ...(connections !== undefined && { max_connections: connections }),
          },
        },
      }
    : {};
}

function globalMembership(
  identifier: string,
  random: Random,
): Pick<Database['cluster'], 'globalCluster'> {
  return random.chance(globalShare)
    ? {
        globalCluster: {
          identifier: `${identifier.slice(0, 50).replace(/-$/, '')}-global`,
          role: random.pick('primary', 'secondary'),
        },
      }
    : {};
}

/** Most clusters are well; some are stopped, busy, or near a limit. */
function conditionOf(
  instances: number,
  random: Random,
): Pick<Database['cluster'], 'status' | 'load' | 'metrics'> {
  const kind = random.next();
  if (instances > 0 && kind < 0.04) {
    return { status: 'stopped' };
  }
  if (kind < 0.08) {
    return { load: 0.7, metrics: { CPUUtilization: 92 } };
  }
  if (kind < 0.11) {
    return { load: 0.93 };
  }
  if (kind < 0.13) {
    return { load: 0.5, metrics: { FreeableMemory: 128 * 1024 ** 2 } };
  }
  if (kind < 0.18) {
    return { load: 0 };
  }
  return { load: random.integer(5, 55) / 100 };
}

/** An identifier that RDS takes, with its end, which tells it from others. */
function shortened(identifier: NamedCluster['identifier']): string {
  return identifier.length <= longestIdentifier
    ? identifier
    : `${identifier.slice(0, longestIdentifier - 14).replace(/-$/, '')}-${identifier.slice(-12).replace(/^-/, '')}`;
}

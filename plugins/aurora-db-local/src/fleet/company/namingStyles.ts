import type { FleetInput } from '../fleetSchema';
import type { Random } from './Random';
import { isProduction, type Purpose } from './teams';

/** How a tool names and tags a cluster. */
export interface NamedCluster {
  identifier: string;
  /** The identifiers of instances, the first one's first. */
  instance(number: number): string;
  tags: Record<string, string>;
  stack?: FleetInput['databases'][number]['stack'];
  /** The prefix of its alarms. */
  alarms: string;
}

type NamingStyle = (
  purpose: Purpose,
  random: Random,
  place: { accountId: string; region: string },
) => NamedCluster;

/** A module of Terraform's registry: everything is named after the cluster. */
const terraform: NamingStyle = ({ team, service, stage }, random) => {
  const identifier = `${stage}-${team}-${service}-aurora`;
  return {
    identifier,
    instance: number => `${identifier}-${number}`,
    tags: {
      Name: identifier,
      Environment: stage,
      Terraform: 'true',
      ...owner(team, random, ['team']),
      service,
    },
    alarms: identifier,
  };
};

/** Constructs of the CDK: logical ids and hashes, in a stack. */
const cdk: NamingStyle = (
  { team, service, stage },
  random,
  { accountId, region },
) => {
  const stackName = `${pascal(service)}Stack-${pascal(stage)}`;
  const hash = random.digits(8, 16).toUpperCase();
  const logicalId = `Database${hash}`;
  const physical = (logical: string) =>
    `${stackName}-${logical}-${random.digits(12, 36)}`.toLowerCase();
  const ownTags = { ...owner(team, random, ['Owner', 'team']), app: service };
  return {
    identifier: physical(logicalId),
    instance: number =>
      physical(
        number === 1 ? `DatabaseWriter${hash}` : `Reader${number}${hash}`,
      ),
    tags: {
      ...ownTags,
      'aws:cloudformation:stack-name': stackName,
      'aws:cloudformation:stack-id': `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/${random.digits(8, 16)}-0000-11f0-8000-${random.digits(12, 16)}`,
      'aws:cloudformation:logical-id': logicalId,
    },
    stack: {
      name: stackName,
      tags: ownTags,
      outputs: {},
      status: random.pick('CREATE_COMPLETE', 'UPDATE_COMPLETE'),
      terminationProtection: isProduction({ team, service, stage }),
    },
    alarms: `${stackName}-${logicalId}`,
  };
};

/** A template from before the CDK, with an owner as an address. */
const classicTemplate: NamingStyle = ({ team, service, stage }, random) => {
  const name = `${service}-${stage}`;
  const identifier = `${name}-auroracluster-${random.digits(12, 36)}`;
  const tags = {
    Owner: `${team}@example.com`,
    CostCenter: `${random.integer(1000, 9999)}`,
  };
  return {
    identifier,
    instance: number => `${name}-instance${number}-${random.digits(12, 36)}`,
    tags: { ...tags, 'aws:cloudformation:stack-name': name },
    stack: { name, tags },
    alarms: name,
  };
};

const pulumi: NamingStyle = ({ team, service, stage }, random) => {
  const identifier = `${service}-db-${random.digits(7, 16)}`;
  return {
    identifier,
    instance: number => `${service}-db-${number}-${random.digits(7, 16)}`,
    tags: {
      'pulumi:project': service,
      'pulumi:stack': stage,
      ...owner(team, random, ['team', 'owner']),
    },
    alarms: `${service}-${stage}`,
  };
};

/** The console's names, and those that people think of. Most have no tags. */
const byHand: NamingStyle = ({ team, service, stage }, random) => {
  const identifier = random.pick(
    `database-${random.integer(1, 9999)}`,
    `${service}-${stage}-new`,
    `${random.pick('yuki', 'maria', 'sam', 'noor', 'jan')}-${service}-${stage}`,
  );
  const tags: Record<string, string> = random.chance(0.4)
    ? { Name: identifier, Team: team }
    : {};
  return {
    identifier,
    instance: number => `${identifier}-instance-${number}`,
    tags,
    alarms: identifier,
  };
};

/** A naming style, with the shares of a company that has grown. */
export function chooseStyle(random: Random): NamingStyle {
  return random.pick<NamingStyle>(
    terraform,
    terraform,
    terraform,
    terraform,
    cdk,
    cdk,
    cdk,
    classicTemplate,
    pulumi,
    byHand,
    byHand,
  );
}

/** A tag with the owner, or none. */
function owner(
  team: string,
  random: Random,
  keys: readonly [string, ...string[]],
): Record<string, string> {
  return random.chance(0.88)
    ? {
        [random.pick(...keys)]: random.pick(team, team, `team-${team}`),
      }
    : {};
}

function pascal(name: string): string {
  return name
    .split('-')
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

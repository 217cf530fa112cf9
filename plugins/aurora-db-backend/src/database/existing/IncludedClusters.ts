import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LiveCluster } from '../../ports/ClusterReader';
import type {
  DatabaseStack,
  DatabaseStackReader,
} from '../../ports/DatabaseStacks';
import type {
  EnvironmentConfig,
  InvalidEnvironment,
} from '../../ports/EnvironmentConfig';
import { baseOfCluster, databaseOfStack } from '../databaseOfStack';
import { databasesOfCluster } from '../databasesOfEntityRef';
import { matchesExisting } from './matchesExisting';

/** A cluster of another tool that an environment includes. */
interface IncludedCluster {
  cluster: LiveCluster;
  /**
   * Whether CloudFormation created it for a stack of the portal that does not exist any more. The
   * stack's deletion kept the cluster, or has deleted it since the clusters were read.
   */
  isLeftBehind: boolean;
}

/** Only CloudFormation can set it, because AWS reserves tags that begin with `aws:`. */
const stackNameTag = 'aws:cloudformation:stack-name';

/**
 * Decides which clusters of other tools an environment includes. A cluster that several
 * environments of one account and region include belongs to the first of them. A cluster of a
 * portal's stack, in any environment, is none of these.
 */
export class IncludedClusters {
  readonly #environments: readonly EnvironmentConfig[];
  readonly #invalid: ReadonlySet<string>;

  constructor(options: {
    environments: readonly EnvironmentConfig[];
    invalid?: readonly InvalidEnvironment[];
  }) {
    this.#environments = options.environments;
    this.#invalid = new Set(options.invalid?.map(({ name }) => name));
  }

  /**
   * Lists the stacks of an environment only if a cluster has a name of its databases. Throws an
   * AwsUnavailableError if AWS gives no answer.
   *
   * @param clusters - were read before `stacks` are, because a stack is older than its cluster
   */
  async select(
    environment: EnvironmentConfig,
    clusters: readonly LiveCluster[],
    stacks: Pick<DatabaseStackReader, 'describe' | 'list'>,
  ): Promise<IncludedCluster[]> {
    const sharing = this.#environments.filter(
      ({ accountId, region, endpoint }) =>
        accountId === environment.accountId &&
        region === environment.region &&
        endpoint === environment.endpoint,
    );
    const lists = new Map<string, Promise<Map<string, DatabaseStack>>>();
    const listOnce = (one: EnvironmentConfig) => {
      const list =
        lists.get(one.name) ??
        stacks
          .list(one)
          .then(found => new Map(found.map(stack => [stack.stackName, stack])));
      lists.set(one.name, list);
      return list;
    };
    const included: IncludedCluster[] = [];
    for (const cluster of clusters.filter(one => !one.otherEngine)) {
      const owning = sharing.find(
        ({ existing }) => existing && matchesExisting(existing, cluster),
      );
      if (owning?.name === environment.name && !this.#isOfInvalid(cluster)) {
        const origin = await originOf(cluster, sharing, {
          find: async (one, name) => (await listOnce(one)).get(name),
          describe: (one, name) => stacks.describe(one, name),
        });
        if (origin !== 'portal') {
          included.push({ cluster, isLeftBehind: origin === 'left-behind' });
        }
      }
    }
    return included;
  }

  /**
   * Whether a cluster belongs to a stack of an environment that cannot be used now. Its entity
   * stays in the catalog.
   */
  #isOfInvalid({ clusterIdentifier, tags }: LiveCluster): boolean {
    const environment = tags[auroraDbTags.environment];
    const base = baseOfCluster(clusterIdentifier);
    return (
      environment !== undefined &&
      this.#invalid.has(environment) &&
      base !== undefined &&
      tags[stackNameTag] === `${base}-database`
    );
  }
}

type FindStack = (
  environment: EnvironmentConfig,
  stackName: string,
) => Promise<DatabaseStack | undefined>;

/** `find` finds a stack in a list, which may be older than the stack; `describe` reads it. */
async function originOf(
  { clusterIdentifier, tags }: LiveCluster,
  environments: readonly EnvironmentConfig[],
  { find, describe }: { find: FindStack; describe: FindStack },
): Promise<'portal' | 'left-behind' | 'other'> {
  const named = databasesOfCluster(environments, clusterIdentifier);
  for (const { environment, names } of named) {
    if (isOurs(environment, await find(environment, names.stackName))) {
      return 'portal';
    }
  }
  for (const { environment, names } of named) {
    if (
      tags[stackNameTag] === names.stackName &&
      tags[auroraDbTags.environment] === environment.name
    ) {
      const stack = await describe(environment, names.stackName);
      return isOurs(environment, stack) ? 'portal' : 'left-behind';
    }
  }
  return 'other';
}

function isOurs(
  environment: EnvironmentConfig,
  stack: DatabaseStack | undefined,
): boolean {
  return (
    stack !== undefined &&
    databaseOfStack(environment, stack).outcome === 'ours'
  );
}

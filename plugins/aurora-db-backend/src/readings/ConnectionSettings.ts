import type { ClusterInstances, LiveCluster } from '../ports/ClusterReader';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import {
  type GroupValue,
  groupFreshMs,
  type ParameterGroup,
  type ParameterGroups,
} from './ParameterGroups';

/** The values of max_connections that apply to a cluster, as numbers or formulas. */
export interface ConnectionSettings {
  /** By instance. Instances without an entry have an unknown value. */
  ofInstances: ReadonlyMap<string, string>;
  /** The value of the cluster, if it has no instances. */
  ofCluster?: string;
}

type Instances = ClusterInstances['instances'];

/** How long a value stays fresh while an instance waits for a reboot, in ms. */
const pendingFreshMs = 5 * 60_000;
/**
 * How long values stay fresh for lists, in ms. Within it, lists read 1,000 groups. With a shorter
 * time, they would read the first ones again and again.
 */
const listedFreshMs = 12 * 3_600_000;

/**
 * Reads the max_connections of clusters from their parameter groups: the instance's, then the
 * cluster's, then the default of the engine version's family.
 */
export class ConnectionSettingReads {
  readonly #groups: ParameterGroups;

  constructor(groups: ParameterGroups) {
    this.#groups = groups;
  }

  /** Reads what is not known. Never throws because of AWS: values are then older or unknown. */
  async read(
    environment: EnvironmentConfig,
    live: LiveCluster,
    instances: Instances,
  ): Promise<ConnectionSettings> {
    let found = this.#find(environment, live, instances, groupFreshMs);
    while (
      found.wanted.length > 0 &&
      (await this.#groups.refresh(environment, found.wanted, 'view'))
    ) {
      found = this.#find(environment, live, instances, groupFreshMs);
    }
    return found.settings;
  }

  /** Returns what is known. Reads the rest in the background, a few groups a minute. */
  peek(
    environment: EnvironmentConfig,
    live: LiveCluster,
    instances: Instances,
  ): ConnectionSettings {
    const { settings, wanted } = this.#find(
      environment,
      live,
      instances,
      () => listedFreshMs,
    );
    if (wanted.length > 0) {
      this.#groups.refresh(environment, wanted, 'list').catch(() => {
        // The next viewer of the database gets the error.
      });
    }
    return settings;
  }

  #find(
    environment: EnvironmentConfig,
    live: LiveCluster,
    instances: Instances,
    freshMsOf: (group: ParameterGroup) => number,
  ): { settings: ConnectionSettings; wanted: ParameterGroup[] } {
    const wanted = new Map<string, ParameterGroup>();
    const isPending =
      live.members.some(({ pendingReboot }) => pendingReboot) ||
      instances.some(({ pendingReboot }) => pendingReboot);
    const valueOf = (group: ParameterGroup | undefined) => {
      if (!group) {
        return undefined;
      }
      const known = this.#groups.find(environment, group);
      const freshMs =
        isPending && group.kind !== 'family'
          ? pendingFreshMs
          : freshMsOf(group);
      if (!known || known.ageMs >= freshMs) {
        wanted.set(`${group.kind} ${group.name}`, group);
      }
      return known?.value;
    };
    const ofCluster = () =>
      cascade(
        groupOf('cluster', live.parameterGroup),
        valueOf,
        () => valueOf(familyOf(live.engineVersion))?.maxConnections,
      );
    const ofInstances = new Map<string, string>();
    for (const { id, parameterGroup } of instances) {
      const setting = cascade(
        groupOf('instance', parameterGroup),
        valueOf,
        ofCluster,
      );
      if (setting !== undefined) {
        ofInstances.set(id, setting);
      }
    }
    const cluster = instances.length === 0 ? ofCluster() : undefined;
    return {
      settings: {
        ofInstances,
        ...(cluster !== undefined && { ofCluster: cluster }),
      },
      wanted: [...wanted.values()],
    };
  }
}

type Group = ParameterGroup | 'default' | undefined;

/** Undefined if RDS did not say which group it is. A default group has no values of users. */
function groupOf(
  kind: 'cluster' | 'instance',
  name: string | undefined,
): Group {
  if (!name) {
    return undefined;
  }
  return name.startsWith('default.') ? 'default' : { kind, name };
}

/** The value of a group, or of the next one if the group has none. Undefined if it is unknown. */
function cascade(
  group: Group,
  valueOf: (group: ParameterGroup) => GroupValue | undefined,
  next: () => string | undefined,
): string | undefined {
  if (group === undefined) {
    return undefined;
  }
  const value = group === 'default' ? {} : valueOf(group);
  if (!value || value.isUnreadable) {
    return undefined;
  }
  return value.maxConnections ?? next();
}

/** Such as `aurora-postgresql15`; undefined for a version that is none. */
function familyOf(engineVersion: string): ParameterGroup | undefined {
  const [, major, minor, edition = ''] =
    /^(\d+)(?:\.(\d+))?[\d.]*(-limitless)?/.exec(engineVersion) ?? [];
  if (major === undefined) {
    return undefined;
  }
  const version = Number(major) < 10 ? `${major}.${minor ?? 0}` : major;
  return { kind: 'family', name: `aurora-postgresql${version}${edition}` };
}

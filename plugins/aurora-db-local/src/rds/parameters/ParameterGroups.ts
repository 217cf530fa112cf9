import { AwsError, type Scope } from '../../service/AwsService';
import { identifierInput } from '../identifierInput';
import type { RdsContext } from '../RdsContext';
import { invalidValue } from '../rdsFaults';
import { rdsArn } from '../RdsStore';
import type { Tag } from '../Tag';
import type { ParameterLevel } from './catalog/EngineParameter';
import { parameterGroupInputs } from './parameterGroupInputs';
import type { ParameterGroupRecord } from './ParameterGroupRecord';

/** Groups of a level in an account and region. Source: Aurora user guide, "Quotas". */
export const parameterGroupLimit = 50;

/** Whether a group counts towards {@link parameterGroupLimit}. */
export function countsTowardsQuota({
  simulated = false,
}: Pick<ParameterGroupRecord, 'simulated'>): boolean {
  return !simulated;
}

/** The parameter groups of a level, and the names of their operations and members. */
export class ParameterGroups {
  readonly inputs;
  readonly nameMember: string;

  constructor(
    readonly rds: RdsContext,
    readonly level: ParameterLevel,
    /** As in `CreateDBClusterParameterGroup`. */
    readonly structure: 'DBClusterParameterGroup' | 'DBParameterGroup',
  ) {
    this.inputs = parameterGroupInputs(structure);
    this.nameMember = `${structure}Name`;
  }

  get #collection() {
    const { store } = this.rds;
    return this.level === 'cluster'
      ? store.clusterParameterGroups
      : store.parameterGroups;
  }

  get #arnKind(): string {
    return this.level === 'cluster' ? 'cluster-pg' : 'pg';
  }

  get(scope: Scope, name: string): ParameterGroupRecord {
    return this.rds.store.parameterGroup(scope, this.level, name);
  }

  list(scope: Scope): ParameterGroupRecord[] {
    return this.#collection.list(scope);
  }

  /** A group by name or ARN. An ARN of another account or region has no group here. */
  byIdentifier(scope: Scope, identifier: string): ParameterGroupRecord {
    const prefix = rdsArn(scope, this.#arnKind, '');
    return this.get(
      scope,
      identifier.startsWith(prefix)
        ? identifier.slice(prefix.length)
        : identifier,
    );
  }

  /** A group that its account can change. */
  changeable(scope: Scope, name: string): ParameterGroupRecord {
    const group = this.get(scope, name);
    if (group.name.startsWith('default.')) {
      throw new AwsError(
        'InvalidDBParameterGroupState',
        `Cannot modify a default parameter group.`,
      );
    }
    return group;
  }

  /** Adds a group. Throws RDS's errors for a name that is malformed or taken, and for the quota. */
  async add(
    scope: Scope,
    member: string,
    given: {
      name: string;
      family: string;
      description: string;
      tags: Tag[];
      parameters: Record<string, string>;
    },
  ): Promise<ParameterGroupRecord> {
    const name = identifierInput(member, 255).parse(given.name);
    if (this.#collection.get(scope, name)) {
      throw new AwsError(
        'DBParameterGroupAlreadyExists',
        `Parameter group ${name} already exists`,
      );
    }
    if (
      this.list(scope).filter(countsTowardsQuota).length >= parameterGroupLimit
    ) {
      throw new AwsError(
        'DBParameterGroupQuotaExceeded',
        `An account has at most ${parameterGroupLimit} parameter groups of this kind in a region.`,
      );
    }
    const group = { ...given, name, arn: rdsArn(scope, this.#arnKind, name) };
    await this.#collection.put(scope, name, group);
    return group;
  }

  async delete(scope: Scope, group: ParameterGroupRecord): Promise<void> {
    const { databases } = this.rds;
    const users =
      this.level === 'cluster'
        ? databases.clusters(scope)
        : databases.instances(scope);
    if (users.some(({ record }) => record.parameterGroup === group.name)) {
      throw new AwsError(
        'InvalidDBParameterGroupState',
        'One or more database instances are still members of this parameter group, so the group cannot be deleted',
      );
    }
    await this.#collection.delete(scope, group.name);
  }

  /** Stores values, and sets those that need no reboot on the servers. */
  async change(
    scope: Scope,
    group: ParameterGroupRecord,
    change: Pick<ParameterGroupRecord, 'parameters' | 'deferred'>,
  ): Promise<void> {
    const { store, reconciler } = this.rds;
    await this.#collection.put(scope, group.name, { ...group, ...change });
    const clusters =
      this.level === 'cluster'
        ? store.clusters
            .list(scope)
            .filter(({ parameterGroup }) => parameterGroup === group.name)
            .map(({ identifier }) => identifier)
        : store.instances
            .list(scope)
            .filter(({ parameterGroup }) => parameterGroup === group.name)
            .map(({ clusterIdentifier }) => clusterIdentifier);
    await Promise.all(
      [...new Set(clusters)].map(identifier =>
        reconciler.request(scope, identifier),
      ),
    );
  }

  /** The RDS structure. */
  describe(group: ParameterGroupRecord): Record<string, unknown> {
    return {
      [this.nameMember]: group.name,
      DBParameterGroupFamily: group.family,
      Description: group.description,
      [`${this.structure}Arn`]: group.arn,
    };
  }

  refuseUnknownFamily(families: readonly string[], family: string): void {
    if (!families.includes(family)) {
      throw invalidValue(
        `ParameterGroupFamily ${family} is not a valid parameter group family`,
      );
    }
  }
}

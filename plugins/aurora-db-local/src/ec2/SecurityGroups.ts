import { AwsError, type Collection, type Scope } from '../service/AwsService';
import { defaultSecurityGroups } from './defaultLandscape';
import type { SecurityGroupRecord } from './SecurityGroupRecord';

const defaults = defaultSecurityGroups();

/** Security groups: the created ones, and the default ones until a caller changes them. */
export class SecurityGroups {
  readonly #groups: Collection<SecurityGroupRecord>;

  constructor(groups: Collection<SecurityGroupRecord>) {
    this.#groups = groups;
  }

  list(scope: Scope): SecurityGroupRecord[] {
    const stored = this.#groups.list(scope);
    const ids = new Set(stored.map(({ groupId }) => groupId));
    return [...defaults.filter(({ groupId }) => !ids.has(groupId)), ...stored];
  }

  get(scope: Scope, groupId: string): SecurityGroupRecord {
    const group =
      this.#groups.get(scope, groupId) ??
      defaults.find(candidate => candidate.groupId === groupId);
    if (!group) {
      throw new AwsError(
        'InvalidGroup.NotFound',
        `The security group '${groupId}' does not exist`,
      );
    }
    return group;
  }

  isDefault(groupId: string): boolean {
    return defaults.some(group => group.groupId === groupId);
  }

  put(scope: Scope, group: SecurityGroupRecord): Promise<void> {
    return this.#groups.put(scope, group.groupId, group);
  }

  delete(scope: Scope, groupId: string): Promise<void> {
    return this.#groups.delete(scope, groupId);
  }

  clear(): Promise<void> {
    return this.#groups.clear();
  }
}

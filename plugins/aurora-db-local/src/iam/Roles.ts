import { AwsError, type Collection, type Scope } from '../service/AwsService';
import { beyondQuota, iamQuotas } from './iamQuotas';
import { defaultRole, describeRole, type RoleRecord } from './RoleRecord';

/** IAM's resources belong to an account. */
export type Account = Pick<Scope, 'accountId'>;

/** The roles of all accounts: the created ones and the default one. */
export class Roles {
  readonly #stored: Collection<RoleRecord>;

  constructor(stored: Collection<RoleRecord>) {
    this.#stored = stored;
  }

  find(scope: Account, name: string): RoleRecord | undefined {
    return (
      this.#stored.get(globally(scope), name) ??
      (name === defaultRole.name ? defaultRole : undefined)
    );
  }

  get(scope: Scope, name: string): RoleRecord {
    const role = this.find(scope, name);
    if (!role) {
      throw new AwsError(
        'NoSuchEntity',
        `The role with name ${name} cannot be found.`,
        404,
      );
    }
    return role;
  }

  list(scope: Scope): RoleRecord[] {
    const roles = this.#stored.list(globally(scope));
    return roles.some(({ name }) => name === defaultRole.name)
      ? roles
      : [defaultRole, ...roles];
  }

  async create(scope: Scope, role: RoleRecord) {
    const namesake = this.list(scope).some(
      ({ name }) => name.toLowerCase() === role.name.toLowerCase(),
    );
    if (namesake) {
      throw new AwsError(
        'EntityAlreadyExists',
        `Role with name ${role.name} already exists.`,
        409,
      );
    }
    if (this.list(scope).length >= iamQuotas.roles) {
      throw beyondQuota('RolesPerAccount', iamQuotas.roles);
    }
    await this.put(scope, role);
    return { Role: describeRole(role, scope.accountId) };
  }

  put(scope: Scope, role: RoleRecord): Promise<void> {
    return this.#stored.put(globally(scope), role.name, role);
  }

  delete(scope: Scope, role: RoleRecord): Promise<void> {
    return this.#stored.delete(globally(scope), role.name);
  }

  clear(): Promise<void> {
    return this.#stored.clear();
  }
}

/** IAM's resources belong to an account, not to a region. */
export function globally({ accountId }: Account): Scope {
  return { accountId, region: 'aws-global' };
}

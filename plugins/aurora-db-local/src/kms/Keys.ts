import { AwsError, type Collection, type Scope } from '../service/AwsService';
import {
  aliasArn,
  defaultRdsAlias,
  defaultRdsKey,
  keyArn,
  type Alias,
  type Key,
} from './KeyRecord';

/** The keys and aliases of all accounts: the created ones and those of AWS. */
export class Keys {
  constructor(
    private readonly stored: Collection<Key>,
    private readonly aliases: Collection<Alias>,
  ) {}

  list(scope: Scope): Key[] {
    return [defaultRdsKey, ...this.stored.list(scope).filter(isKept)];
  }

  listAliases(scope: Scope): Alias[] {
    return [defaultRdsAlias, ...this.aliases.list(scope)].sort((a, b) =>
      a.name < b.name ? -1 : 1,
    );
  }

  /** By its id, its ARN, the name of an alias, or the ARN of an alias. */
  get(scope: Scope, given: string): Key {
    const aliasPrefix = aliasArn(scope, 'alias/');
    if (given.startsWith('alias/') || given.startsWith(aliasPrefix)) {
      const name = given.slice(given.indexOf('alias/'));
      const alias = this.findAlias(scope, name);
      if (!alias) {
        throw missing(`Alias ${aliasArn(scope, name)} is not found.`);
      }
      return this.get(scope, alias.keyId);
    }
    return this.getByIdOrArn(scope, given);
  }

  /** Like {@link get}, but refuses aliases, as most operations that change a key do. */
  getByIdOrArn(scope: Scope, given: string): Key {
    const arn = given.startsWith('arn:') ? given : keyArn(scope, given);
    const id = arn.slice(keyArn(scope, '').length);
    const key =
      id === defaultRdsKey.id ? defaultRdsKey : this.stored.get(scope, id);
    if (!key || !isKept(key) || arn !== keyArn(scope, id)) {
      throw missing(`Key '${arn}' does not exist`);
    }
    return key;
  }

  /** Like {@link getByIdOrArn}, but refuses the key of AWS, which users cannot change. */
  getChangeable(scope: Scope, given: string): Key {
    const key = this.getByIdOrArn(scope, given);
    if (key.manager === 'AWS') {
      throw new AwsError(
        'AccessDeniedException',
        `${keyArn(scope, key.id)} is managed by AWS and cannot be changed.`,
      );
    }
    return key;
  }

  /** Like {@link getChangeable}, but refuses a key that is pending deletion. */
  getUsable(scope: Scope, given: string): Key {
    const key = this.getChangeable(scope, given);
    if (key.state === 'PendingDeletion') {
      throw new AwsError(
        'KMSInvalidStateException',
        `${keyArn(scope, key.id)} is pending deletion.`,
      );
    }
    return key;
  }

  put(scope: Scope, key: Key): Promise<void> {
    return this.stored.put(scope, key.id, key);
  }

  findAlias(scope: Scope, name: string): Alias | undefined {
    return name === defaultRdsAlias.name
      ? defaultRdsAlias
      : this.aliases.get(scope, name);
  }

  putAlias(scope: Scope, alias: Alias): Promise<void> {
    return this.aliases.put(scope, alias.name, alias);
  }

  deleteAlias(scope: Scope, name: string): Promise<void> {
    return this.aliases.delete(scope, name);
  }

  async clear(): Promise<void> {
    await this.aliases.clear();
    await this.stored.clear();
  }
}

/** A key is gone when the waiting period of its deletion has passed. */
function isKept({ deletedAt }: Key): boolean {
  return deletedAt === undefined || deletedAt.getTime() > Date.now();
}

function missing(message: string): AwsError {
  return new AwsError('NotFoundException', message);
}

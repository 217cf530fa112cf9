import { AwsError, type Collection, type Scope } from '../service/AwsService';
import type { RepositoryRecord } from './RepositoryRecord';

/** There are no policies of registries that would let other accounts in. */
export function checkRegistry(
  { accountId }: Scope,
  { registryId = accountId }: { registryId?: string },
): void {
  if (registryId !== accountId) {
    throw new AwsError(
      'InvalidParameterException',
      `Invalid parameter at 'registryId': ${registryId} is not the caller's account ${accountId}`,
    );
  }
}

/** The repositories of each account and region, by name. */
export class Repositories {
  readonly #records: Collection<RepositoryRecord>;

  constructor(records: Collection<RepositoryRecord>) {
    this.#records = records;
  }

  list(scope: Scope): RepositoryRecord[] {
    return this.#records.list(scope).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  get(
    scope: Scope,
    input: { registryId?: string; repositoryName: string },
  ): RepositoryRecord {
    const { registryId = scope.accountId, repositoryName } = input;
    const record =
      registryId === scope.accountId
        ? this.#records.get(scope, repositoryName)
        : undefined;
    if (!record) {
      throw new AwsError(
        'RepositoryNotFoundException',
        `The repository with name '${repositoryName}' does not exist in the registry with id '${registryId}'`,
      );
    }
    return record;
  }

  byArn(scope: Scope, arn: string): RepositoryRecord {
    const prefix = repositoryArn(scope, '');
    if (!arn.startsWith(prefix)) {
      throw new AwsError(
        'InvalidParameterException',
        `Invalid parameter at 'resourceArn': ${arn} is not the ARN of a repository of this account and region`,
      );
    }
    return this.get(scope, { repositoryName: arn.slice(prefix.length) });
  }

  async create(
    scope: Scope,
    record: RepositoryRecord,
  ): Promise<RepositoryRecord> {
    if (this.#records.get(scope, record.name)) {
      throw new AwsError(
        'RepositoryAlreadyExistsException',
        `The repository with name '${record.name}' already exists in the registry with id '${scope.accountId}'`,
      );
    }
    await this.put(scope, record);
    return record;
  }

  put(scope: Scope, record: RepositoryRecord): Promise<void> {
    return this.#records.put(scope, record.name, record);
  }

  delete(scope: Scope, { name }: RepositoryRecord): Promise<void> {
    return this.#records.delete(scope, name);
  }

  clear(): Promise<void> {
    return this.#records.clear();
  }
}

export function repositoryArn(
  { region, accountId }: Scope,
  name: string,
): string {
  return `arn:aws:ecr:${region}:${accountId}:repository/${name}`;
}

export function repositoryUri(
  { region, accountId }: Scope,
  name: string,
): string {
  return `${accountId}.dkr.ecr.${region}.amazonaws.com/${name}`;
}

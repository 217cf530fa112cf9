import { AwsError, type Collection, type Scope } from '../service/AwsService';
import type { SecretRecord } from './SecretRecord';

/**
 * Finds secrets by any SecretId that Secrets Manager accepts, and deletes those whose recovery
 * window is over.
 */
export class SecretStore {
  readonly #secrets: Collection<SecretRecord>;

  constructor(secrets: Collection<SecretRecord>) {
    this.#secrets = secrets;
  }

  list(scope: Scope): SecretRecord[] {
    return this.#secrets.list(scope).filter(isKept);
  }

  /** By name, by ARN, or by ARN without its random suffix. */
  find(scope: Scope, secretId: string): SecretRecord | undefined {
    const byName = this.#secrets.get(scope, secretId);
    if (byName) {
      return isKept(byName) ? byName : undefined;
    }
    return secretId.startsWith('arn:')
      ? this.list(scope).find(
          ({ arn }) => arn === secretId || arn.slice(0, -7) === secretId,
        )
      : undefined;
  }

  get(scope: Scope, secretId: string): SecretRecord {
    const secret = this.find(scope, secretId);
    if (!secret) {
      throw new AwsError(
        'ResourceNotFoundException',
        "Secrets Manager can't find the specified secret.",
      );
    }
    return secret;
  }

  /** Like {@link get}, but throws if the secret is scheduled for deletion. */
  getUsable(scope: Scope, secretId: string): SecretRecord {
    const secret = this.get(scope, secretId);
    if (secret.deletionDate) {
      throw new AwsError(
        'InvalidRequestException',
        "You can't perform this operation on the secret because it was marked for deletion.",
      );
    }
    return secret;
  }

  /** Like {@link getUsable}, but throws if a service owns the secret: callers may not change it. */
  getChangeable(scope: Scope, secretId: string): SecretRecord {
    const secret = this.getUsable(scope, secretId);
    refuseOwned(secret);
    return secret;
  }

  put(scope: Scope, secret: SecretRecord): Promise<void> {
    return this.#secrets.put(scope, secret.name, secret);
  }

  delete(scope: Scope, secret: SecretRecord): Promise<void> {
    return this.#secrets.delete(scope, secret.name);
  }

  clear(): Promise<void> {
    return this.#secrets.clear();
  }
}

/** Throws if callers of Secrets Manager may not change or delete the secret. */
export function refuseOwned({ arn, owningService }: SecretRecord): void {
  if (owningService !== undefined) {
    throw new AwsError(
      'InvalidRequestException',
      `You can't perform this operation on secret ${arn} because the service ${owningService} manages it: use that service to change or delete it.`,
    );
  }
}

function isKept({ deletionDate }: SecretRecord): boolean {
  return deletionDate === undefined || deletionDate.getTime() > Date.now();
}

import { randomUUID } from 'node:crypto';
import type { OwnedSecret, OwnedSecrets, Scope } from '../service/AwsService';
import { newSecretArn } from './newSecretArn';
import {
  current,
  pending,
  withStages,
  withVersion,
  type SecretRecord,
  type SecretVersion,
} from './SecretRecord';
import type { SecretStore } from './SecretStore';

/** Secrets that services of this endpoint own. Callers of Secrets Manager can only read them. */
export class ServiceSecrets implements OwnedSecrets {
  readonly #secrets: SecretStore;

  constructor(secrets: SecretStore) {
    this.#secrets = secrets;
  }

  newArn(scope: Scope, name: string): string {
    return newSecretArn(scope, name);
  }

  async pend(
    scope: Scope,
    secret: OwnedSecret,
    newValue: () => string,
  ): Promise<string> {
    const present = this.#secrets.find(scope, secret.arn) ?? asRecord(secret);
    const waiting = pendingOf(present)?.secretString;
    if (waiting !== undefined) {
      return waiting;
    }
    const value = newValue();
    const version = {
      id: randomUUID(),
      createdDate: new Date(),
      secretString: value,
    };
    await this.#secrets.put(scope, withVersion(present, version, [pending]));
    return value;
  }

  async promote(scope: Scope, arn: string): Promise<void> {
    const secret = this.#secrets.get(scope, arn);
    const version = pendingOf(secret);
    if (version) {
      const now = new Date();
      await this.#secrets.put(scope, {
        ...withStages(secret, version.id, [current]),
        lastChangedDate: now,
        lastRotatedDate: now,
      });
    }
  }

  async removeOf(
    scope: Scope,
    owner: OwnedSecret['owner'],
    except?: string,
  ): Promise<void> {
    const left = this.#secrets
      .list(scope)
      .filter(
        ({ arn, owningService, tags }) =>
          owningService !== undefined &&
          arn !== except &&
          tags.some(
            ({ Key, Value }) => Key === owner.Key && Value === owner.Value,
          ),
      );
    await Promise.all(left.map(secret => this.#secrets.delete(scope, secret)));
  }
}

/** As on AWS, a version keeps AWSPENDING when it becomes the current one. */
function pendingOf({ versions }: SecretRecord): SecretVersion | undefined {
  return versions.find(
    ({ stages }) => stages.includes(pending) && !stages.includes(current),
  );
}

function asRecord(secret: OwnedSecret): SecretRecord {
  const now = new Date();
  return {
    arn: secret.arn,
    name: secret.name,
    description: secret.description,
    kmsKeyId: secret.kmsKeyId,
    tags: [
      secret.owner,
      {
        Key: 'aws:secretsmanager:owningService',
        Value: secret.owningService,
      },
    ],
    owningService: secret.owningService,
    createdDate: now,
    lastChangedDate: now,
    versions: [],
  };
}

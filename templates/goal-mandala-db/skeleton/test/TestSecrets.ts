import { randomBytes } from 'node:crypto';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { DatabaseAddress } from '../src/database/readDatabaseAddress.ts';

/** Secrets `test-<random>` of a test's own. */
export class TestSecrets {
  readonly #client = new SecretsManagerClient();
  readonly #made: string[] = [];

  /** @returns its ARN */
  async create(content: object): Promise<string> {
    const { ARN = '' } = await this.#client.send(
      new CreateSecretCommand({
        Name: `test-${randomBytes(6).toString('hex')}`,
        SecretString: JSON.stringify(content),
      }),
    );
    this.#made.push(ARN);
    return ARN;
  }

  /** One as RDS writes it, for another database of a server. */
  async createLogin(
    { host, port, user, password }: DatabaseAddress,
    dbname: string,
  ): Promise<string> {
    return this.create({
      username: user,
      password: await password(),
      engine: 'postgres',
      host,
      port,
      dbname,
    });
  }

  async put(secretId: string, content: object): Promise<void> {
    await this.#client.send(
      new PutSecretValueCommand({
        SecretId: secretId,
        SecretString: JSON.stringify(content),
      }),
    );
  }

  async deleteAll(): Promise<void> {
    for (const SecretId of this.#made.splice(0)) {
      await this.#client.send(
        new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }),
      );
    }
  }
}

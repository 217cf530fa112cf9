import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { EncryptionKey, KeyReader } from '../ports/KeyReader';
import type { AwsClients } from './AwsClients';
import { awsErrorCode } from './awsErrors';
import { kmsSdk } from './lazySdks';

/** Reads keys from KMS. */
export class KmsKeys implements KeyReader {
  readonly #clients: AwsClients;

  constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  find(
    environment: EnvironmentConfig,
    arn: string,
  ): Promise<EncryptionKey | undefined> {
    return this.#clients.call(environment, 'kms:DescribeKey', async () => {
      try {
        const { KeyMetadata } = await this.#clients
          .kms(environment)
          .send(new (kmsSdk().DescribeKeyCommand)({ KeyId: arn }));
        const { KeyState = 'unknown', KeyUsage, KeySpec } = KeyMetadata ?? {};
        return {
          state: KeyState,
          usage: [KeyUsage, KeySpec].filter(Boolean).join(' '),
          canEncrypt:
            KeyUsage === 'ENCRYPT_DECRYPT' && KeySpec === 'SYMMETRIC_DEFAULT',
        };
      } catch (error) {
        if (/^NotFoundException$/.test(awsErrorCode(error) ?? '')) {
          return undefined;
        }
        throw error;
      }
    });
  }
}

import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  CloudFormationClient,
  type CloudFormationClientConfig,
} from '@aws-sdk/client-cloudformation';
import {
  CloudWatchClient,
  type CloudWatchClientConfig,
} from '@aws-sdk/client-cloudwatch';
import type {
  CloudWatchLogsClient,
  CloudWatchLogsClientConfig,
} from '@aws-sdk/client-cloudwatch-logs';
import type { EC2Client, EC2ClientConfig } from '@aws-sdk/client-ec2';
import type { IAMClient, IAMClientConfig } from '@aws-sdk/client-iam';
import type { KMSClient, KMSClientConfig } from '@aws-sdk/client-kms';
import type { PIClient, PIClientConfig } from '@aws-sdk/client-pi';
import { RDSClient, type RDSClientConfig } from '@aws-sdk/client-rds';
import type { SNSClient, SNSClientConfig } from '@aws-sdk/client-sns';
import { STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import type { Config } from '@backstage/config';
import type { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import { StandardRetryStrategy } from '@smithy/core/retry';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { Telemetry } from '../ports/Telemetry';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import { AccountCredentials } from './AccountCredentials';
import { callAws, connectionCodeOf } from './awsErrors';
import { countThrottles, type SdkClient } from './countThrottles';
import {
  cloudWatchLogsSdk,
  ec2Sdk,
  iamSdk,
  kmsSdk,
  piSdk,
  snsSdk,
} from './lazySdks';

/** Longest wait for a connection, in ms. AWS then counts as unreachable. */
const connectionTimeoutMs = 5_000;
const defaultRequestTimeoutMs = 20_000;
/** Tries per call. The SDK's `standard` retries back off exponentially with jitter. */
const maxAttempts = 5;

type ClientSettings = CloudFormationClientConfig &
  CloudWatchClientConfig &
  CloudWatchLogsClientConfig &
  EC2ClientConfig &
  IAMClientConfig &
  KMSClientConfig &
  PIClientConfig &
  RDSClientConfig &
  SNSClientConfig &
  STSClientConfig;
type AwsCredentialIdentity = Awaited<
  ReturnType<
    Awaited<
      ReturnType<DefaultAwsCredentialsManager['getCredentialProvider']>
    >['sdkCredentialProvider']
  >
>;

/**
 * Clients of the AWS services: one per service, account, region and endpoint, with keep-alive
 * connections. All clients of an account and region share one budget of retries, so that the
 * services together do not overload a struggling account.
 */
export class AwsClients {
  readonly #credentials: AccountCredentials;
  readonly #requestTimeoutMs: number;
  readonly #telemetry: Telemetry;
  readonly #clients = new Map<string, { destroy(): void }>();
  readonly #retries = new Map<string, StandardRetryStrategy>();

  private constructor(
    credentials: AccountCredentials,
    requestTimeoutMs: number,
    telemetry: Telemetry,
  ) {
    this.#credentials = credentials;
    this.#requestTimeoutMs = requestTimeoutMs;
    this.#telemetry = telemetry;
  }

  /**
   * Uses the credentials of `aws.accounts` and the keys beside it.
   *
   * @param options - `requestTimeoutMs`: longest wait for an answer, 20 s if absent
   */
  static fromConfig(
    rootConfig: Config,
    options: { requestTimeoutMs?: number; telemetry?: Telemetry } = {},
  ): AwsClients {
    return new AwsClients(
      new AccountCredentials(rootConfig),
      options.requestTimeoutMs ?? defaultRequestTimeoutMs,
      options.telemetry ?? new Telemetry(),
    );
  }

  cloudFormation(environment: EnvironmentConfig): CloudFormationClient {
    return this.#client('cloudformation', CloudFormationClient, environment);
  }

  rds(environment: EnvironmentConfig): RDSClient {
    return this.#client('rds', RDSClient, environment);
  }

  cloudWatch(environment: EnvironmentConfig): CloudWatchClient {
    return this.#client('cloudwatch', CloudWatchClient, environment);
  }

  logs(environment: EnvironmentConfig): CloudWatchLogsClient {
    return this.#client(
      'logs',
      cloudWatchLogsSdk().CloudWatchLogsClient,
      environment,
    );
  }

  ec2(environment: EnvironmentConfig): EC2Client {
    return this.#client('ec2', ec2Sdk().EC2Client, environment);
  }

  iam(environment: EnvironmentConfig): IAMClient {
    return this.#client('iam', iamSdk().IAMClient, environment);
  }

  kms(environment: EnvironmentConfig): KMSClient {
    return this.#client('kms', kmsSdk().KMSClient, environment);
  }

  /** Its calls are counted per minute, so the SDK does not repeat them. */
  pi(environment: EnvironmentConfig): PIClient {
    return this.#client('pi', piSdk().PIClient, environment, 1);
  }

  sns(environment: EnvironmentConfig): SNSClient {
    return this.#client('sns', snsSdk().SNSClient, environment);
  }

  sts(environment: EnvironmentConfig): STSClient {
    return this.#client('sts', STSClient, environment);
  }

  /** Calls AWS as {@link callAws} does, and measures the call. */
  call<T>(
    environment: EnvironmentConfig,
    action: string,
    call: () => Promise<T>,
  ): Promise<T> {
    return this.#telemetry.awsCall(environment.region, action, () =>
      callAws(environment, action, call),
    );
  }

  /** Closes every connection. */
  destroy(): void {
    for (const client of this.#clients.values()) {
      client.destroy();
    }
    this.#clients.clear();
  }

  #client<T extends object, Input extends object, Output extends object>(
    service: string,
    Client: new (settings: ClientSettings) => SdkClient<Input, Output> & T,
    environment: EnvironmentConfig,
    attempts: number = maxAttempts,
  ): T {
    const key = `${service} ${placeOf(environment)}`;
    const cached = this.#clients.get(key);
    if (cached instanceof Client) {
      return cached;
    }
    const client = new Client({
      region: environment.region,
      ...(environment.endpoint && { endpoint: environment.endpoint }),
      credentials: () => this.#resolveCredentials(environment),
      retryStrategy: this.#retryStrategy(environment, attempts),
      requestHandler: {
        connectionTimeout: connectionTimeoutMs,
        requestTimeout: this.#requestTimeoutMs,
        throwOnRequestTimeout: true,
      },
    });
    countThrottles(client, operation =>
      this.#telemetry.attemptThrottled(environment.region, service, operation),
    );
    this.#clients.set(key, client);
    return client;
  }

  #retryStrategy(
    environment: EnvironmentConfig,
    attempts: number,
  ): StandardRetryStrategy {
    const key = `${attempts} ${placeOf(environment)}`;
    const strategy =
      this.#retries.get(key) ??
      new StandardRetryStrategy({ maxAttempts: attempts });
    this.#retries.set(key, strategy);
    return strategy;
  }

  async #resolveCredentials(
    environment: EnvironmentConfig,
  ): Promise<AwsCredentialIdentity> {
    const { accountId } = environment;
    try {
      return await withDeadline(
        this.#requestTimeoutMs,
        this.#readCredentials(accountId),
      );
    } catch (error) {
      const code = connectionCodeOf(error);
      throw code === undefined
        ? error
        : new AwsUnavailableError(
            createMessage('error.stsUnreachable', {
              host: hostOf(error) ?? this.#credentials.stsHostOf(accountId),
              accountId,
              environment: environment.name,
              answer: code,
            }),
            'unreachable',
            accountId,
          );
    }
  }

  async #readCredentials(accountId: string): Promise<AwsCredentialIdentity> {
    const { sdkCredentialProvider } = await this.#credentials
      .managerFor(accountId)
      .getCredentialProvider({ accountId });
    return sdkCredentialProvider();
  }
}

function placeOf({ accountId, region, endpoint }: EnvironmentConfig): string {
  return [accountId, region, endpoint].join(' ');
}

/** The host that a failed look-up in the DNS names. */
function hostOf(error: unknown): string | undefined {
  const host =
    error instanceof Error ? Reflect.get(error, 'hostname') : undefined;
  return typeof host === 'string' ? host : undefined;
}

/** Rejects if the result takes longer. The SDK's own clients of STS wait for minutes. */
async function withDeadline<T>(ms: number, result: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error(), { code: 'ETIMEDOUT' })),
      ms,
    );
  });
  try {
    return await Promise.race([result, late]);
  } finally {
    clearTimeout(timer);
  }
}

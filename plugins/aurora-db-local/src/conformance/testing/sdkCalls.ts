import * as cloudFormation from '@aws-sdk/client-cloudformation';
import * as cloudWatch from '@aws-sdk/client-cloudwatch';
import * as cloudWatchLogs from '@aws-sdk/client-cloudwatch-logs';
import * as ec2 from '@aws-sdk/client-ec2';
import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as rds from '@aws-sdk/client-rds';
import * as secretsManager from '@aws-sdk/client-secrets-manager';
import * as sns from '@aws-sdk/client-sns';
import * as sts from '@aws-sdk/client-sts';
import { z } from 'zod';
import { clientConfig, type JudgedEndpoint } from '../endpoints';
import type { Clients } from './Recorder';

const sdks: Readonly<
  Record<string, { client: string; sdk: Readonly<Record<string, unknown>> }>
> = {
  cloudformation: { client: 'CloudFormationClient', sdk: cloudFormation },
  cloudwatch: { client: 'CloudWatchClient', sdk: cloudWatch },
  ec2: { client: 'EC2Client', sdk: ec2 },
  iam: { client: 'IAMClient', sdk: iam },
  kms: { client: 'KMSClient', sdk: kms },
  logs: { client: 'CloudWatchLogsClient', sdk: cloudWatchLogs },
  rds: { client: 'RDSClient', sdk: rds },
  secretsmanager: { client: 'SecretsManagerClient', sdk: secretsManager },
  sns: { client: 'SNSClient', sdk: sns },
  sts: { client: 'STSClient', sdk: sts },
};

const constructorOf = <T>() =>
  z.custom<new (input: object) => T>(value => typeof value === 'function');
const outputSchema = z.record(z.string(), z.unknown());

/** Calls of the SDK by the names of services and operations, at one endpoint. */
export function sdkCalls(endpoint: JudgedEndpoint): Clients {
  const opened = new Map<string, { send(command: object): Promise<unknown> }>();
  return async (service, operation, input) => {
    const known = sdks[service];
    if (!known) {
      throw new Error(`There is no SDK of '${service}' in sdkCalls.ts.`);
    }
    const Client = constructorOf<{
      send(command: object): Promise<unknown>;
    }>().parse(known.sdk[known.client]);
    const client = opened.get(service) ?? new Client(clientConfig(endpoint));
    opened.set(service, client);
    const Command = constructorOf<object>().parse(
      known.sdk[`${operation}Command`],
    );
    return outputSchema.parse(await client.send(new Command(input)));
  };
}

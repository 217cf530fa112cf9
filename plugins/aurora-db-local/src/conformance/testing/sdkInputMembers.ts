import * as cloudFormation from '@aws-sdk/client-cloudformation';
import * as cloudWatch from '@aws-sdk/client-cloudwatch';
import * as cloudWatchLogs from '@aws-sdk/client-cloudwatch-logs';
import * as ec2 from '@aws-sdk/client-ec2';
import * as ecr from '@aws-sdk/client-ecr';
import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as pi from '@aws-sdk/client-pi';
import * as rds from '@aws-sdk/client-rds';
import * as s3 from '@aws-sdk/client-s3';
import * as secretsManager from '@aws-sdk/client-secrets-manager';
import * as sns from '@aws-sdk/client-sns';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import { NormalizedSchema } from '@smithy/core/schema';
import { z } from 'zod';

/** The SDK's clients, by the signing name of their service. */
const clients: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  cloudformation: cloudFormation,
  ec2,
  ecr,
  iam,
  kms,
  logs: cloudWatchLogs,
  monitoring: cloudWatch,
  pi,
  rds,
  s3,
  secretsmanager: secretsManager,
  sns,
  ssm,
  sts,
};

/** An operation's schema in the SDK: kind, namespace, name, traits, input, output. */
const operationSchema = z.tuple([
  z.literal(9),
  z.string(),
  z.string(),
  z.unknown(),
  z.custom<Parameters<typeof NormalizedSchema.of>[0]>(),
  z.unknown(),
]);

const commandClass = z.custom<new (input: object) => object>(
  value => typeof value === 'function',
);

/**
 * The paths of all members of an operation's input in the SDK's model, such as
 * `ServerlessV2ScalingConfiguration.MinCapacity`. Lists and maps add nothing to a path.
 */
export function sdkInputMembers(
  signingName: string,
  operation: string,
): string[] {
  const Command = commandClass.parse(
    clients[signingName]?.[`${operation}Command`],
  );
  const { schema } = z
    .object({ schema: operationSchema })
    .parse(new Command({}));
  return membersOf(NormalizedSchema.of(schema[4]), '', []);
}

function membersOf(
  schema: NormalizedSchema,
  prefix: string,
  above: readonly string[],
): string[] {
  if (schema.isListSchema() || schema.isMapSchema()) {
    return membersOf(schema.getValueSchema(), prefix, above);
  }
  const name = schema.getName(true) ?? '';
  // A recursive structure has the members of the one above it.
  if (!schema.isStructSchema() || above.includes(name)) {
    return [];
  }
  return [...schema.structIterator()].flatMap(([member, inner]) => [
    `${prefix}${member}`,
    ...membersOf(inner, `${prefix}${member}.`, [...above, name]),
  ]);
}

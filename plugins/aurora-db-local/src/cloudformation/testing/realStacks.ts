import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStackResourceCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { RDS } from '@aws-sdk/client-rds';
import {
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { Client } from 'pg';
import { z } from 'zod';
import { database } from './templates';

const credentialsSchema = z.object({
  username: z.string(),
  password: z.string(),
  host: z.string(),
  port: z.number(),
  dbname: z.string(),
});

const Group = {
  Type: 'AWS::RDS::DBSubnetGroup',
  Properties: {
    DBSubnetGroupDescription: 'private',
    SubnetIds: {
      'Fn::Split': [',', { 'Fn::ImportValue': 'VpcStack-DatabaseSubnetIds' }],
    },
  },
};

/** A database whose cluster is a real server. */
export function realDatabase(properties: Record<string, unknown> = {}) {
  const template = database(
    {
      EngineVersion: '15.17',
      ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 1 },
      ...properties,
    },
    { DeletionPolicy: 'Snapshot' },
  );
  return { ...template, Resources: { ...template.Resources, Group } };
}

let count = 0;

/** Deploys to an endpoint with real servers, as its clients do, and logs in. */
export function realStacks(url: string) {
  const config = {
    endpoint: url,
    region: 'ap-northeast-1',
    credentials: {
      accessKeyId: '123456789012',
      secretAccessKey: 'not-checked',
    },
  };
  const cfn = new CloudFormationClient(config);

  const stackOf = async (StackName: string): Promise<Stack> => {
    const { Stacks } = await cfn.send(new DescribeStacksCommand({ StackName }));
    const [stack] = Stacks ?? [];
    if (!stack) {
      throw new Error(`No stack ${StackName}`);
    }
    return stack;
  };
  const settled = async (name: string): Promise<Stack> => {
    for (;;) {
      const stack = await stackOf(name);
      if (!stack.StackStatus?.endsWith('_IN_PROGRESS')) {
        return stack;
      }
      await sleep(50);
    }
  };
  const execute = async (
    StackName: string,
    ChangeSetType: 'CREATE' | 'UPDATE',
    template: unknown,
  ) => {
    count += 1;
    const names = { StackName, ChangeSetName: `change-${count}` };
    const { StackId = '' } = await cfn.send(
      new CreateChangeSetCommand({
        ...names,
        ChangeSetType,
        TemplateBody: JSON.stringify(template),
      }),
    );
    const { Status, StatusReason, Changes } = await cfn.send(
      new DescribeChangeSetCommand(names),
    );
    expect([Status, StatusReason]).toEqual(['CREATE_COMPLETE', undefined]);
    await cfn.send(
      new ExecuteChangeSetCommand({
        ...names,
        ClientRequestToken: `token-${count}`,
      }),
    );
    return { stackId: StackId, changes: Changes ?? [] };
  };
  const reasons = async (StackName: string) => {
    const { StackEvents = [] } = await cfn.send(
      new DescribeStackEventsCommand({ StackName }),
    );
    return StackEvents.filter(({ ResourceStatus }) =>
      ResourceStatus?.endsWith('_FAILED'),
    ).map(event => event.ResourceStatusReason);
  };
  /** Logs in with the content of the stack's secret, and runs a query. */
  const query = async (StackName: string, sql: string) => {
    const { StackResourceDetail } = await cfn.send(
      new DescribeStackResourceCommand({
        StackName,
        LogicalResourceId: 'Secret',
      }),
    );
    const { SecretString } = await new SecretsManagerClient(config).send(
      new GetSecretValueCommand({
        SecretId: StackResourceDetail?.PhysicalResourceId,
      }),
    );
    const { username, password, host, port, dbname } = credentialsSchema.parse(
      JSON.parse(String(SecretString)),
    );
    const client = new Client({
      host,
      port,
      user: username,
      password,
      database: dbname,
      ssl: { rejectUnauthorized: false },
    });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  };

  return {
    cfn,
    rds: new RDS(config),
    stackOf,
    settled,
    execute,
    reasons,
    query,
  };
}

export type RealStacks = ReturnType<typeof realStacks>;

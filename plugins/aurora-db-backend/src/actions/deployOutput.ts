import type { z } from 'zod/v3';
import type { DeployResult } from '../deploy/AuroraDeployService';

type Zod = typeof z;

/** Output of the actions that create or change a database. The scaffolder passes its own zod. */
export const deployOutputSchema = {
  entityRef: (zod: Zod) => zod.string().describe('Entity of the database'),
  stackId: (zod: Zod) =>
    zod.string().optional().describe('ARN of its CloudFormation stack'),
  stackName: (zod: Zod) => zod.string().describe('Name of that stack'),
  clusterIdentifier: (zod: Zod) => zod.string().describe('Cluster in RDS'),
  endpoint: (zod: Zod) =>
    zod.string().optional().describe('Host of the writer'),
  readerEndpoint: (zod: Zod) =>
    zod.string().optional().describe('Host of the readers'),
  port: (zod: Zod) => zod.number().optional().describe('TCP port of both'),
  secretArn: (zod: Zod) =>
    zod
      .string()
      .optional()
      .describe('ARN of the secret that holds the master credentials'),
  connectionSecretArn: (zod: Zod) =>
    zod
      .string()
      .optional()
      .describe(
        'ARN of the secret that holds the address without a password, for functions',
      ),
  awsEndpoint: (zod: Zod) =>
    zod
      .string()
      .optional()
      .describe(
        "Address that replaces AWS's endpoints in this environment, such as that of aurora-db-local",
      ),
  engineVersion: (zod: Zod) => zod.string().describe('Exact engine version'),
  changes: (zod: Zod) =>
    zod
      .array(
        zod.object({
          action: zod.enum(['add', 'modify', 'replace', 'remove']),
          resource: zod.string(),
          type: zod.string(),
          properties: zod.array(zod.string()),
          allowed: zod.boolean(),
        }),
      )
      .describe('What was changed, or would be in a dry run'),
};

/** Sets each output that has a value. */
export function setDeployOutput(
  output: <K extends keyof DeployResult>(
    name: K,
    value: DeployResult[K],
  ) => void,
  result: DeployResult,
): void {
  output('entityRef', result.entityRef);
  output('stackId', result.stackId);
  output('stackName', result.stackName);
  output('clusterIdentifier', result.clusterIdentifier);
  output('endpoint', result.endpoint);
  output('readerEndpoint', result.readerEndpoint);
  output('port', result.port);
  output('secretArn', result.secretArn);
  output('connectionSecretArn', result.connectionSecretArn);
  output('awsEndpoint', result.awsEndpoint);
  output('engineVersion', result.engineVersion);
  output('changes', result.changes);
}

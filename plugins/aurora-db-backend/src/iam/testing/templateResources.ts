import {
  environmentDefaults,
  type EnvironmentProfile,
  type SynthRequestInput,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { synthesizeDatabase } from '@aurora-db/cdk/synth';
import { z } from 'zod';
import { examplePlace } from '../IamPlace';

const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
});

/** A resource of a template that a deploy passes to CloudFormation. */
export interface TemplateResource {
  logicalId: string;
  type: string;
  properties: Record<string, unknown>;
}

/**
 * Resources of a database with all features: alarms that notify, functions, and the resources of
 * `changes`.
 */
export function templateResources(
  name: string,
  environment: EnvironmentProfile,
  changes: Partial<SynthRequestInput> = {},
): TemplateResource[] {
  const { accountId, region, vpcId, lambdaRoleArns } = examplePlace;
  const template = synthesizeDatabase({
    name,
    environment,
    accountId,
    region,
    network: {
      vpcId,
      privateSubnets: [
        { id: 'subnet-0a0b0c0d0e0f0001a', availabilityZone: `${region}a` },
        { id: 'subnet-0a0b0c0d0e0f0001c', availabilityZone: `${region}c` },
      ],
      lambdaSecurityGroupId: 'sg-0a0b0c0d0e0f00001',
    },
    config: environmentDefaults[environment],
    engineVersion: '15.17',
    owner: 'group:default/payments',
    alarmTopicArn: `arn:aws:sns:${region}:${accountId}:alarms`,
    lambdaRoleArns: [...lambdaRoleArns],
    protect: true,
    ...changes,
  });
  const { Resources } = templateSchema.parse(JSON.parse(template));
  return Object.entries(Resources).map(([logicalId, resource]) => ({
    logicalId,
    type: resource.Type,
    properties: resource.Properties,
  }));
}

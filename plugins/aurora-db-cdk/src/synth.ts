import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  databaseNames,
  synthRequestSchema,
  type SynthRequestInput,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { App } from 'aws-cdk-lib';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { DatabaseStack } from './DatabaseStack';

/** CloudFormation's limit for a template that goes inline, in bytes. Source: CloudFormation quotas. */
export const templateSizeLimit = 51_200;

/**
 * Flags under which templates are made. They are part of what a database is: changing one may change every template.
 * The first: a database restored from a snapshot has one secret, not two. The second: what imported security groups and
 * removal policies say is taken as it is written here, not from a context file of wherever this runs.
 */
const context = {
  '@aws-cdk/aws-rds:preventRenderingDeprecatedCredentials': true,
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/core:checkSecretUsage': true,
  '@aws-cdk/aws-rds:databaseProxyUniqueResourceName': true,
  'aws:cdk:disable-stack-trace': true,
};

/**
 * Makes the CloudFormation template of a database. The same request gives the same bytes. Calls no AWS.
 *
 * @returns JSON without white space
 * @throws ZodError for a request that is not valid; Error for a template over the limit
 */
export function synthesizeDatabase(request: SynthRequestInput): string {
  const { name, environment } = synthRequestSchema.parse(request);
  const { stackName } = databaseNames(name, environment);
  const outdir = mkdtempSync(join(tmpdir(), 'aurora-db-synth-'));
  try {
    const app = new App({ analyticsReporting: false, context, outdir });
    const stack = new DatabaseStack(app, stackName, request);
    const artifact = app.synth().getStackByName(stack.stackName);
    return inlineTemplate(stackName, artifact);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function inlineTemplate(
  stackName: string,
  artifact: CloudFormationStackArtifact,
): string {
  if (artifact.assets.length > 0) {
    throw new Error(
      `The template of ${stackName} needs assets, which an account without CDK bootstrap can't take`,
    );
  }
  const template = JSON.stringify(artifact.template);
  const size = Buffer.byteLength(template);
  if (size > templateSizeLimit) {
    throw new Error(
      `The template of ${stackName} has ${size} bytes; CloudFormation takes ${templateSizeLimit} inline. Configure fewer lambdaRoleArns or subnets.`,
    );
  }
  return template;
}

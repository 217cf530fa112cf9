import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';

/**
 * Maximum size of an inline template, in bytes. Source: CloudFormation quotas, "Template body size
 * in a request".
 */
const templateSizeLimit = 51_200;

/**
 * Returns a stack's template as JSON without white space.
 *
 * @throws Error if the template cannot be sent inline: it needs assets, exceeds the limit, or CDK
 *   reported an error
 */
export function inlineTemplate(artifact: CloudFormationStackArtifact): string {
  const { stackName } = artifact;
  const errors = artifact.messages.filter(({ level }) => level === 'error');
  if (errors.length > 0) {
    throw new Error(
      `The template of ${stackName} is wrong: ${errors.map(({ id, entry }) => `${id}: ${String(entry.data)}`).join('; ')}`,
    );
  }
  if (artifact.assets.length > 0) {
    throw new Error(
      `The template of ${stackName} needs ${artifact.assets.length} assets, which an account without CDK bootstrap can't take. ` +
        'Leave out the constructs that upload files, such as Lambda functions.',
    );
  }
  const template = JSON.stringify(artifact.template);
  const size = Buffer.byteLength(template);
  if (size > templateSizeLimit) {
    throw new Error(
      `The template of ${stackName} has ${size} bytes, but CloudFormation takes at most ${templateSizeLimit} inline. ` +
        'Give fewer lambdaRoleArns or subnets.',
    );
  }
  return template;
}

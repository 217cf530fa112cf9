import { z } from 'zod';
import { booleanInput, listInput } from '../../service/inputs';
import { tagSchema, type Deployable, type StackRecord } from '../StackRecord';
import { parseTemplate, type Template } from '../template/parseTemplate';
import { resolveParameters } from '../template/resolveParameters';
import {
  requiredCapabilities,
  validateTemplate,
} from '../template/validateTemplate';
import { validationError } from '../validationError';
import { AwsError } from '../../service/AwsService';

/**
 * Maximum size of an inline template, in bytes. Source:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
const TEMPLATE_BODY_LIMIT = 51_200;

export const stackNameInput = z.string().min(1);

export const templateInput = z.object({
  TemplateBody: z.string().optional(),
  TemplateURL: z.string().optional(),
});

/** Input that CreateStack, UpdateStack and CreateChangeSet share. */
export const deployableInput = templateInput.extend({
  StackName: stackNameInput,
  UsePreviousTemplate: booleanInput.optional(),
  Parameters: listInput(
    z.object({
      ParameterKey: z.string(),
      ParameterValue: z.string().optional(),
      UsePreviousValue: booleanInput.optional(),
    }),
  ).optional(),
  Tags: listInput(tagSchema).optional(),
  Capabilities: listInput(z.string()).optional(),
  NotificationARNs: listInput(z.string()).optional(),
  RoleARN: z.string().optional(),
});
export type DeployableInput = z.infer<typeof deployableInput>;

/** Validates the name of a new stack. */
export function checkNewStackName(name: string): void {
  if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name)) {
    throw validationError(
      `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  }
}

/** Returns the template's text after a check of its size. */
export function templateBody({
  TemplateBody,
  TemplateURL,
}: z.infer<typeof templateInput>): string {
  if (TemplateURL !== undefined) {
    throw validationError(
      'aurora-db-local has no S3: send the template as TemplateBody.',
    );
  }
  if (TemplateBody === undefined) {
    throw validationError(
      'Either Template URL or Template Body must be specified.',
    );
  }
  if (Buffer.byteLength(TemplateBody) > TEMPLATE_BODY_LIMIT) {
    const shown = `${TemplateBody.slice(0, 200)}…`;
    throw validationError(
      `1 validation error detected: Value '${shown}' at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${TEMPLATE_BODY_LIMIT}`,
    );
  }
  return TemplateBody;
}

/** Validates a request's target. `previous` is the deployed state if this is an update. */
export function deployableFrom(
  input: DeployableInput,
  previous?: StackRecord,
): { target: Deployable; template: Template } {
  const body =
    input.UsePreviousTemplate && previous
      ? previous.deployed.templateBody
      : templateBody(input);
  const template = parseTemplate(body);
  validateTemplate(template);
  const parameters = resolveParameters(
    template,
    input.Parameters ?? [],
    previous?.deployed.parameters,
  );
  checkCapabilities(template, input.Capabilities ?? []);
  return {
    template,
    target: {
      templateBody: body,
      parameters,
      tags: checkedTags(input.Tags ?? previous?.deployed.tags ?? []),
      capabilities: input.Capabilities ?? [],
      description: template.Description,
      roleArn: input.RoleARN ?? previous?.deployed.roleArn,
      notificationArns:
        input.NotificationARNs ?? previous?.deployed.notificationArns ?? [],
    },
  };
}

function checkCapabilities(template: Template, given: readonly string[]): void {
  const { capabilities } = requiredCapabilities(template);
  const missing = capabilities.filter(
    name => !given.includes(name) && !given.includes('CAPABILITY_NAMED_IAM'),
  );
  if (missing.length > 0) {
    throw new AwsError(
      'InsufficientCapabilitiesException',
      `Requires capabilities : [${missing.join(', ')}]`,
    );
  }
}

function checkedTags(tags: Deployable['tags']): Deployable['tags'] {
  const reserved = tags.find(({ Key }) => Key.startsWith('aws:'));
  if (reserved) {
    throw validationError(
      `aws: prefixed tag key names are not allowed for external use. Tag key: ${reserved.Key}`,
    );
  }
  return tags;
}

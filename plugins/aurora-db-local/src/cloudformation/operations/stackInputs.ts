import { z } from 'zod';
import { ignored, rejected } from '../../service/inputHandling';
import { booleanInput, listInput } from '../../service/inputs';

export const stackNameInput = z.string().min(1);
export const nextTokenInput = z.string().min(1).max(1024).optional();

/** A token that the events of an operation have. */
export const requestTokenInput = z
  .string()
  .max(128)
  .regex(
    /^[a-zA-Z0-9][-a-zA-Z0-9]*$/,
    'Member must satisfy regular expression pattern: [a-zA-Z0-9][-a-zA-Z0-9]*',
  )
  .optional();

export const roleInput = z.string().max(2048).optional();

export const templateMembers = {
  TemplateBody: z.string().min(1).optional(),
  TemplateURL: z.string().min(1).max(5120).optional(),
};
export interface TemplateInput {
  TemplateBody?: string;
  TemplateURL?: string;
}

const noTriggers =
  'There are no rollback triggers: no alarm ends an operation of a stack.';

/** Members that CreateStack, UpdateStack and CreateChangeSet share. */
export const deployableMembers = {
  ...templateMembers,
  StackName: stackNameInput,
  Parameters: listInput(
    z.strictObject({
      ParameterKey: z.string(),
      ParameterValue: z.string().optional(),
      UsePreviousValue: booleanInput.optional(),
      ResolvedValue: ignored(
        'AWS fills it in when it describes a parameter, and does not read it.',
      ),
    }),
  ).default([]),
  Capabilities: listInput(
    z.enum([
      'CAPABILITY_IAM',
      'CAPABILITY_NAMED_IAM',
      'CAPABILITY_AUTO_EXPAND',
    ]),
  ).default([]),
  ResourceTypes: listInput(z.string().min(1).max(256)).optional(),
  RoleARN: roleInput,
  RollbackConfiguration: z
    .strictObject({
      RollbackTriggers: rejected(noTriggers, ['[]', '']),
      MonitoringTimeInMinutes: rejected(noTriggers, ['0']),
    })
    .optional(),
  NotificationARNs: listInput(z.string().min(1))
    .pipe(z.array(z.string()).max(5))
    .optional(),
  Tags: listInput(
    z.strictObject({
      Key: z.string().min(1).max(128),
      Value: z.string().min(1).max(256),
    }),
  )
    .pipe(z.array(z.object({ Key: z.string(), Value: z.string() })).max(50))
    .optional(),
};

const deployableInput = z.strictObject({
  ...deployableMembers,
  UsePreviousTemplate: booleanInput.default(false),
});
/** Inputs of a stack that this service validates together. */
export type DeployableInput = Omit<
  z.infer<typeof deployableInput>,
  'UsePreviousTemplate'
> & { UsePreviousTemplate?: boolean };

const isComplete =
  'An operation ends when its resources are complete, after all checks.';

/** Members of operations whose failure is not rolled back if the caller asks for it. */
export const deploymentMembers = {
  DeploymentConfig: z
    .strictObject({
      Mode: rejected(isComplete, ['STANDARD']),
      DisableRollback: booleanInput.default(false),
    })
    .optional(),
};
export const rollbackDeploymentMembers = {
  DeploymentConfig: z
    .strictObject({
      Mode: rejected(isComplete, ['STANDARD']),
      DisableRollback: rejected('Use DisableRollback of the execution.', [
        'false',
      ]),
    })
    .optional(),
};

export const validationMembers = {
  DisableValidation: rejected(isComplete, ['false']),
};

const noPolicies =
  'There are no stack policies: an update may change every resource.';

export const policyMembers = {
  StackPolicyBody: rejected(noPolicies),
  StackPolicyURL: rejected(noPolicies),
};

export const policyDuringUpdateMembers = {
  StackPolicyDuringUpdateBody: rejected(noPolicies),
  StackPolicyDuringUpdateURL: rejected(noPolicies),
};

import { z } from 'zod';
import { defineOperation } from '../../service/defineOperation';
import { rejected } from '../../service/inputHandling';
import { booleanInput } from '../../service/inputs';
import type { Operation, RequestContext } from '../../service/AwsService';
import { isKnownResourceType } from '../template/isKnownResourceType';
import { parseTemplate, type Template } from '../template/parseTemplate';
import { requiredCapabilities } from '../template/requiredCapabilities';
import { validateTemplate } from '../template/validateTemplate';
import { validationError } from '../validationError';
import type { CloudFormationContext } from './beginOperation';
import { getChangeSet } from './changeSetOperations';
import { readTemplate } from './readTemplate';
import {
  stackNameInput,
  templateMembers,
  type TemplateInput,
} from './stackInputs';
import { unlessEmpty } from './unlessEmpty';

const noStackSets = 'There are no stack sets.';

const inputs = {
  GetTemplate: z.strictObject({
    StackName: stackNameInput.optional(),
    ChangeSetName: z.string().optional(),
    // Both are the same, because no transform changes a template.
    TemplateStage: z.enum(['Original', 'Processed']).optional(),
  }),
  GetTemplateSummary: z.strictObject({
    ...templateMembers,
    CallAs: rejected(noStackSets, ['SELF']),
    StackName: stackNameInput.optional(),
    StackSetName: rejected(noStackSets),
    TemplateSummaryConfig: z
      .strictObject({
        TreatUnrecognizedResourceTypesAsWarnings: booleanInput.default(false),
      })
      .optional(),
  }),
  ValidateTemplate: z.strictObject(templateMembers),
};

export function templateOperations({
  store,
  services,
}: Pick<CloudFormationContext, 'store' | 'services'>): Record<
  string,
  Operation
> {
  /** The template of a summary: a stack's or the request's. */
  async function summarized(
    context: RequestContext,
    { StackName, ...source }: TemplateInput & { StackName?: string },
  ): Promise<string> {
    if (StackName === undefined) {
      return readTemplate(services, context, source);
    }
    if (source.TemplateBody !== undefined || source.TemplateURL !== undefined) {
      throw validationError(
        'Only one of StackName, TemplateBody and TemplateURL can be specified.',
      );
    }
    const { status, deployed } = store.get(context, StackName);
    if (status === 'REVIEW_IN_PROGRESS') {
      throw validationError(
        'GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.',
      );
    }
    return deployed.templateBody;
  }

  return {
    GetTemplate: defineOperation(
      inputs.GetTemplate,
      async ({ StackName, ChangeSetName }, context) => {
        if (StackName === undefined && ChangeSetName === undefined) {
          throw validationError('StackName must not be null');
        }
        const { templateBody } =
          ChangeSetName === undefined
            ? store.get(context, StackName ?? '').deployed
            : getChangeSet(store, context, { ChangeSetName, StackName }).target;
        return {
          // A stack in review has none yet.
          TemplateBody: templateBody === '' ? undefined : templateBody,
          StagesAvailable: ['Original', 'Processed'],
        };
      },
    ),

    GetTemplateSummary: defineOperation(
      inputs.GetTemplateSummary,
      async (input, context) => {
        const allowUnknownTypes =
          input.TemplateSummaryConfig
            ?.TreatUnrecognizedResourceTypesAsWarnings ?? false;
        const template = parseTemplate(await summarized(context, input));
        validateTemplate(template, { allowUnknownTypes });
        const types = Array.from(
          new Set(Object.values(template.Resources).map(({ Type }) => Type)),
        );
        const unknown = types.filter(type => !isKnownResourceType(type));
        return {
          ...describeTemplate(template),
          ResourceTypes: types.filter(isKnownResourceType),
          Version: template.AWSTemplateFormatVersion,
          Metadata:
            template.Metadata === undefined
              ? undefined
              : JSON.stringify(template.Metadata),
          Warnings:
            unknown.length > 0
              ? { UnrecognizedResourceTypes: unknown }
              : undefined,
        };
      },
    ),

    ValidateTemplate: defineOperation(
      inputs.ValidateTemplate,
      async (input, context) => {
        const template = parseTemplate(
          await readTemplate(services, context, input),
        );
        validateTemplate(template);
        const { Parameters, ...description } = describeTemplate(template);
        return {
          ...description,
          Parameters: Parameters.map(
            ({ ParameterKey, DefaultValue, NoEcho, Description }) => ({
              ParameterKey,
              DefaultValue,
              NoEcho,
              Description,
            }),
          ),
        };
      },
    ),
  };
}

function describeTemplate(template: Template) {
  const { capabilities, resourceTypes } = requiredCapabilities(template);
  return {
    Description: template.Description,
    Parameters: Object.entries(template.Parameters).map(
      ([ParameterKey, parameter]) => ({
        ParameterKey,
        ParameterType: parameter.Type,
        DefaultValue: defaultOf(parameter),
        NoEcho: parameter.NoEcho ?? false,
        Description: parameter.Description,
        ParameterConstraints: {
          AllowedValues: parameter.AllowedValues?.map(String),
        },
      }),
    ),
    Capabilities: unlessEmpty(capabilities),
    CapabilitiesReason:
      capabilities.length > 0
        ? `The following resource(s) require capabilities: [${resourceTypes.join(', ')}]`
        : undefined,
    DeclaredTransforms: unlessEmpty(template.Transform.map(String)),
  };
}

function defaultOf({
  Default,
  NoEcho,
}: Template['Parameters'][string]): string | undefined {
  if (Default === undefined) {
    return undefined;
  }
  return NoEcho ? '****' : String(Default);
}

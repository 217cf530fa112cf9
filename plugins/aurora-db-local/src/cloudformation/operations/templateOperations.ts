import { z } from 'zod';
import type { Operation } from '../../service/AwsService';
import type { StackStore } from '../StackStore';
import { parseTemplate, type Template } from '../template/parseTemplate';
import {
  requiredCapabilities,
  validateTemplate,
} from '../template/validateTemplate';
import { getChangeSet } from './changeSetOperations';
import { stackNameInput, templateBody, templateInput } from './stackInputs';

const getInput = z.object({
  StackName: stackNameInput.optional(),
  ChangeSetName: z.string().optional(),
  TemplateStage: z.enum(['Original', 'Processed']).optional(),
});
const summaryInput = templateInput.extend({
  StackName: stackNameInput.optional(),
});

export function templateOperations(
  store: StackStore,
): Record<string, Operation> {
  return {
    async GetTemplate(rawInput, context) {
      const { StackName, ChangeSetName } = getInput.parse(rawInput);
      // Without macros, the processed template is the original one.
      const TemplateBody =
        ChangeSetName === undefined
          ? store.get(context, StackName ?? '').deployed.templateBody
          : getChangeSet(store, context, { ChangeSetName, StackName }).target
              .templateBody;
      return { TemplateBody, StagesAvailable: ['Original', 'Processed'] };
    },

    async GetTemplateSummary(rawInput, context) {
      const input = summaryInput.parse(rawInput);
      const body =
        input.StackName === undefined
          ? templateBody(input)
          : store.get(context, input.StackName).deployed.templateBody;
      const template = parseTemplate(body);
      validateTemplate(template);
      return {
        ...describeTemplate(template),
        ResourceTypes: Array.from(
          new Set(Object.values(template.Resources).map(({ Type }) => Type)),
        ),
        Version: template.AWSTemplateFormatVersion,
        Metadata:
          template.Metadata === undefined
            ? undefined
            : JSON.stringify(template.Metadata),
      };
    },

    async ValidateTemplate(rawInput) {
      const template = parseTemplate(
        templateBody(templateInput.parse(rawInput)),
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
        DefaultValue:
          parameter.Default === undefined
            ? undefined
            : String(parameter.Default),
        NoEcho: parameter.NoEcho ?? false,
        Description: parameter.Description,
        ParameterConstraints: {
          AllowedValues: parameter.AllowedValues?.map(String),
        },
      }),
    ),
    Capabilities: capabilities,
    CapabilitiesReason:
      capabilities.length > 0
        ? `The following resource(s) require capabilities: [${resourceTypes.join(', ')}]`
        : undefined,
  };
}

import { AwsError, type RequestContext } from '../../service/AwsService';
import type { Deployable, StackRecord } from '../StackRecord';
import type { StackStore } from '../StackStore';
import { stackScope } from '../stackScope';
import { checkKnownValues } from '../template/checkKnownValues';
import { checkRules } from '../template/evaluateRules';
import { parseTemplate, type Template } from '../template/parseTemplate';
import { requiredCapabilities } from '../template/requiredCapabilities';
import { resolveParameters } from '../template/resolveParameters';
import { validateActive, validateTemplate } from '../template/validateTemplate';
import { validationError } from '../validationError';
import type { DeployableInput } from './stackInputs';

interface Options {
  store: StackStore;
  context: RequestContext;
  input: DeployableInput;
  /** The text of the template, unless the previous one is used. */
  body: string | undefined;
  /** The values of parameters in Systems Manager, by key. */
  ssmValues: Record<string, string>;
  /** The deployed state if this is an update. */
  previous?: StackRecord;
  /** Whether it becomes a change set, which shows what a transform makes. */
  forChangeSet: boolean;
}

/** Validates the name of a new stack. */
export function checkNewStackName(name: string): void {
  if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name)) {
    throw validationError(
      `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  }
}

/** Throws AWS's error if a request names a template of its own and the previous one. */
export function checkTemplateSource(input: DeployableInput): void {
  if (
    input.UsePreviousTemplate &&
    (input.TemplateBody !== undefined || input.TemplateURL !== undefined)
  ) {
    throw validationError(
      'You cannot specify both usePreviousTemplate and Template Body/Template URL.',
    );
  }
}

/** Validates what a request deploys. */
export function deployableFrom(options: Options): Deployable {
  const { input, previous } = options;
  const body = options.body ?? previous?.deployed.templateBody ?? '';
  const template = parseTemplate(body);
  validateTemplate(template);
  const deployable: Deployable = {
    templateBody: body,
    parameters: resolveParameters(
      template,
      input.Parameters,
      previous?.deployed.parameters,
    ),
    resolvedParameters: options.ssmValues,
    hiddenParameters: Object.entries(template.Parameters)
      .filter(([, { NoEcho }]) => NoEcho)
      .map(([key]) => key),
    tags: checkedTags(input.Tags ?? previous?.deployed.tags ?? []),
    capabilities: input.Capabilities,
    description: template.Description,
    roleArn: input.RoleARN ?? previous?.deployed.roleArn,
    notificationArns:
      input.NotificationARNs ?? previous?.deployed.notificationArns ?? [],
  };
  const scope = stackScope({
    scope: options.context,
    store: options.store,
    stack: {
      stackId: previous?.stackId ?? '',
      stackName: previous?.stackName ?? input.StackName,
    },
    template,
    deployable,
    ref: () => '',
    attribute: () => '',
  });
  checkRules(scope);
  validateActive(scope.template);
  checkKnownValues(scope);
  checkCapabilities(template, options);
  checkAllowedTypes(scope.template, input.ResourceTypes);
  return deployable;
}

function checkCapabilities(
  template: Template,
  { input: { Capabilities }, forChangeSet }: Options,
): void {
  const { capabilities } = requiredCapabilities(template);
  const missing = capabilities.filter(
    name =>
      !Capabilities.some(
        given => given === name || given === 'CAPABILITY_NAMED_IAM',
      ),
  );
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html, Capabilities
  if (
    template.Transform.length > 0 &&
    !forChangeSet &&
    !Capabilities.includes('CAPABILITY_AUTO_EXPAND')
  ) {
    missing.push('CAPABILITY_AUTO_EXPAND');
  }
  if (missing.length > 0) {
    throw new AwsError(
      'InsufficientCapabilitiesException',
      `Requires capabilities : [${missing.join(', ')}]`,
    );
  }
}

/** ResourceTypes has names, or their beginnings with an asterisk: `AWS::RDS::*`. */
function checkAllowedTypes(
  { Resources }: Template,
  allowed: readonly string[] | undefined,
): void {
  const refused = Object.values(Resources)
    .map(({ Type }) => Type)
    .find(
      type =>
        allowed?.every(pattern =>
          pattern.endsWith('*')
            ? !type.startsWith(pattern.slice(0, -1))
            : type !== pattern,
        ) ?? false,
    );
  if (refused !== undefined) {
    throw validationError(
      `Resource type ${refused} is not allowed by parameter ResourceTypes [${allowed?.join(', ')}]`,
    );
  }
}

function checkedTags(tags: Deployable['tags']): Deployable['tags'] {
  const reserved = tags.find(({ Key }) => Key.toLowerCase().startsWith('aws:'));
  if (reserved) {
    throw validationError(
      `aws: prefixed tag key names are not allowed for external use. Tag key: ${reserved.Key}`,
    );
  }
  const keys = tags.map(({ Key }) => Key);
  const repeated = keys.find((key, index) => keys.indexOf(key) !== index);
  if (repeated !== undefined) {
    throw validationError(`Tags have the key ${repeated} more than once.`);
  }
  return tags;
}

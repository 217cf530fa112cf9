import type { Template } from './parseTemplate';

/** The properties that give an IAM resource a name of the template's. */
const names = [
  'GroupName',
  'InstanceProfileName',
  'ManagedPolicyName',
  'RoleName',
  'UserName',
];

/** Types whose properties name what exists, not themselves. */
const unnamed = ['AWS::IAM::AccessKey', 'AWS::IAM::RolePolicy'];

/** Capabilities that the caller must grant for IAM resources, with or without custom names. */
export function requiredCapabilities(template: Template): {
  capabilities: string[];
  resourceTypes: string[];
} {
  const iam = Object.values(template.Resources).filter(({ Type }) =>
    Type.startsWith('AWS::IAM::'),
  );
  if (iam.length === 0) {
    return { capabilities: [], resourceTypes: [] };
  }
  const named = iam.some(
    ({ Type, Properties = {} }) =>
      !unnamed.includes(Type) &&
      names.some(name => Properties[name] !== undefined),
  );
  return {
    capabilities: [named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM'],
    resourceTypes: Array.from(new Set(iam.map(({ Type }) => Type))),
  };
}

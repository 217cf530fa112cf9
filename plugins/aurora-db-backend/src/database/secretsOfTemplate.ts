import {
  clusterResourceType,
  databaseTemplateSchema,
} from './databaseTemplateSchema';

/** CloudFormation's resource type of a secret. */
export const secretResourceType = 'AWS::SecretsManager::Secret';

/** The secrets in a database's template. */
export interface TemplateSecrets {
  /** The secret of the stack with the master password. Absent if RDS makes the password. */
  master?: {
    /** Logical id. */
    id: string;
    /** Whether CloudFormation keeps the secret when a template removes it. */
    isKept: boolean;
  };
  /** Whether the roles of functions can read the master secret. */
  isMasterGranted: boolean;
  /** Whether RDS makes the master password and its secret. */
  isManaged: boolean;
  /** Logical ids of secrets whose text is in the template. They have no password. */
  withoutPassword: ReadonlySet<string>;
}

/**
 * Reads the secrets from a template of a database.
 *
 * @param template - JSON
 */
export function secretsOfTemplate(template: string): TemplateSecrets {
  const { Resources } = databaseTemplateSchema.parse(JSON.parse(template));
  const resources = Object.entries(Resources);
  const secrets = resources.filter(
    ([, { Type }]) => Type === secretResourceType,
  );
  const [id, secret] =
    secrets.find(([, { Properties }]) => !hasOwnText(Properties)) ?? [];
  return {
    ...(id !== undefined && {
      master: {
        id,
        isKept: (secret?.DeletionPolicy ?? 'Delete') !== 'Delete',
      },
    }),
    isMasterGranted: resources
      .filter(([, { Type }]) => /^AWS::IAM::(Managed)?Policy$/.test(Type))
      .map(([, { Properties }]) => JSON.stringify(Properties))
      .some(
        policy =>
          policy.includes('"MasterUserSecret.SecretArn"') ||
          policy.includes(JSON.stringify({ Ref: id })),
      ),
    isManaged: resources.some(
      ([, { Type, Properties }]) =>
        Type === clusterResourceType &&
        Properties?.ManageMasterUserPassword === true,
    ),
    withoutPassword: new Set(
      secrets
        .filter(([, { Properties }]) => hasOwnText(Properties))
        .map(([name]) => name),
    ),
  };
}

/** Whether the template has the secret's text, instead of generating it. */
function hasOwnText(properties: Record<string, unknown> | undefined): boolean {
  return (
    properties?.SecretString !== undefined &&
    properties.GenerateSecretString === undefined
  );
}

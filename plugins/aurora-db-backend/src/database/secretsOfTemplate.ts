import {
  clusterResourceType,
  databaseTemplateSchema,
} from './databaseTemplateSchema';

/** CloudFormation's type of a secret. */
export const secretResourceType = 'AWS::SecretsManager::Secret';

/** Which secrets a database's template holds. */
export interface TemplateSecrets {
  /** The secret of the stack that holds the master password; absent if RDS makes the password. */
  master?: {
    /** Logical id. */
    id: string;
    /** Whether the secret stays when it is removed from the stack. */
    isKept: boolean;
  };
  /** Whether roles of functions may read the master secret. */
  isMasterGranted: boolean;
  /** Whether RDS makes the master password, in a secret of its own. */
  isManaged: boolean;
  /** Logical ids of secrets whose text is in the template itself, and so no password. */
  withoutPassword: ReadonlySet<string>;
}

/**
 * Reads a template of a database.
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

/** Whether a secret's text is in the template, rather than generated. */
function hasOwnText(properties: Record<string, unknown> | undefined): boolean {
  return (
    properties?.SecretString !== undefined &&
    properties.GenerateSecretString === undefined
  );
}

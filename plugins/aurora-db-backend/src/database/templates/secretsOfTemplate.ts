import { z } from 'zod';
import {
  clusterResourceType,
  databaseTemplateSchema,
} from './databaseTemplateSchema';

const generatorSchema = z.object({ SecretStringTemplate: z.string() });
const userSchema = z.object({ username: z.string() });

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
  /** The master user in the master secret of the stack. */
  masterUsername?: string;
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
  const username = usernameIn(secret?.Properties);
  return {
    ...(username !== undefined && { masterUsername: username }),
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

/** Returns undefined if the generator of the secret has no user. */
function usernameIn(
  properties: Record<string, unknown> | undefined,
): string | undefined {
  const generator = generatorSchema.safeParse(properties?.GenerateSecretString);
  if (!generator.success) {
    return undefined;
  }
  try {
    return userSchema.safeParse(JSON.parse(generator.data.SecretStringTemplate))
      .data?.username;
  } catch {
    // The parser throws only for malformed text, which the portal does not write.
    return undefined;
  }
}

/** Whether the template has the secret's text, instead of generating it. */
function hasOwnText(properties: Record<string, unknown> | undefined): boolean {
  return (
    properties?.SecretString !== undefined &&
    properties.GenerateSecretString === undefined
  );
}

import { z } from 'zod';
import { defineOperation } from '../service/defineOperation';
import { AwsError, type Operation } from '../service/AwsService';
import { secretInputs } from './secretInputs';
import type { SecretStore } from './SecretStore';

const strings = z
  .union([z.string(), z.array(z.string())])
  .transform(value => [value].flat());

const statementSchema = z.looseObject({
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.union([strings, z.record(z.string(), strings)]).optional(),
  NotPrincipal: z.unknown().optional(),
  Action: strings.optional(),
  NotAction: strings.optional(),
  Resource: strings.optional(),
  NotResource: strings.optional(),
  Condition: z.record(z.string(), z.unknown()).default({}),
});

const policySchema = z.looseObject({
  Statement: z
    .union([statementSchema, z.array(statementSchema).min(1)])
    .transform(value => [value].flat()),
});

interface Finding {
  CheckName: string;
  ErrorMessage: string;
}

/** Resource policies of secrets, which are kept and not evaluated. */
export function resourcePolicyOperations(
  secrets: SecretStore,
): Record<string, Operation> {
  return {
    PutResourcePolicy: defineOperation(
      secretInputs.PutResourcePolicy,
      async (input, context) => {
        const secret = secrets.getChangeable(context, input.SecretId);
        for (const { CheckName, ErrorMessage } of review(
          input.ResourcePolicy,
        )) {
          if (CheckName === 'Syntax') {
            throw new AwsError(
              'MalformedPolicyDocumentException',
              ErrorMessage,
            );
          }
          if (input.BlockPublicPolicy) {
            throw new AwsError('PublicPolicyException', ErrorMessage);
          }
        }
        await secrets.put(context, {
          ...secret,
          resourcePolicy: input.ResourcePolicy,
        });
        return { ARN: secret.arn, Name: secret.name };
      },
    ),

    GetResourcePolicy: defineOperation(
      secretInputs.Secret,
      async ({ SecretId }, context) => {
        const secret = secrets.getUsable(context, SecretId);
        return {
          ARN: secret.arn,
          Name: secret.name,
          ResourcePolicy: secret.resourcePolicy,
        };
      },
    ),

    DeleteResourcePolicy: defineOperation(
      secretInputs.Secret,
      async ({ SecretId }, context) => {
        const { resourcePolicy: _, ...secret } = secrets.getChangeable(
          context,
          SecretId,
        );
        await secrets.put(context, secret);
        return { ARN: secret.arn, Name: secret.name };
      },
    ),

    ValidateResourcePolicy: defineOperation(
      secretInputs.ValidateResourcePolicy,
      async ({ SecretId, ResourcePolicy }, context) => {
        if (SecretId !== undefined) {
          secrets.getUsable(context, SecretId);
        }
        const findings = review(ResourcePolicy);
        return {
          PolicyValidationPassed: findings.length === 0,
          ValidationErrors: findings,
        };
      },
    ),
  };
}

/** What Secrets Manager finds wrong with a policy: its structure, or access for everyone. */
function review(document: string): Finding[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(document);
  } catch {
    return [syntax('This resource policy contains invalid Json.')];
  }
  const policy = policySchema.safeParse(parsed);
  if (!policy.success) {
    const [issue] = policy.error.issues;
    const path = issue?.path.map(String).join('.');
    return [
      syntax(`This resource policy is invalid: ${path}: ${issue?.message}.`),
    ];
  }
  for (const statement of policy.data.Statement) {
    const { Principal, Condition } = statement;
    const missing = [
      (Principal ?? statement.NotPrincipal) ? '' : 'Principal',
      (statement.Action ?? statement.NotAction) ? '' : 'Action',
      (statement.Resource ?? statement.NotResource) ? '' : 'Resource',
    ].find(name => name !== '');
    if (missing !== undefined) {
      return [
        syntax(`This resource policy has a statement without ${missing}.`),
      ];
    }
    const principals = Array.isArray(Principal)
      ? Principal
      : (Principal?.AWS ?? []);
    if (
      statement.Effect === 'Allow' &&
      principals.includes('*') &&
      Object.keys(Condition).length === 0
    ) {
      return [
        {
          CheckName: 'PublicAccess',
          ErrorMessage:
            'This resource policy grants broad access to your secret: it allows every principal.',
        },
      ];
    }
  }
  return [];
}

function syntax(message: string): Finding {
  return { CheckName: 'Syntax', ErrorMessage: message };
}

import type { EvaluationResult } from '@aws-sdk/client-iam';
import type { JsonObject } from '@backstage/types';
import { z } from 'zod';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type {
  PermissionDecision,
  PermissionQuestion,
  PermissionRefusal,
  PermissionSimulator,
} from '../ports/PermissionSimulator';
import type { IamRole, PrincipalReader } from '../ports/PrincipalReader';
import type { AwsClients } from './AwsClients';
import { awsErrorCode } from './awsErrors';
import { iamSdk } from './lazySdks';

const listed = z
  .union([z.string(), z.array(z.string())])
  .transform(value => [value].flat());

const policySchema: z.ZodType<JsonObject> = z.record(z.string(), z.json());

const trustPolicySchema = z.object({
  Statement: z
    .preprocess(
      value => [value].flat(),
      z.array(
        z.object({
          Effect: z.string(),
          Principal: z
            .union([z.literal('*'), z.object({ Service: listed.optional() })])
            .optional(),
        }),
      ),
    )
    .default([]),
});

/** Reads roles and policies from IAM, and asks it what a principal may do. */
export class IamPrincipals implements PrincipalReader, PermissionSimulator {
  readonly #clients: AwsClients;

  constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  findRole(
    environment: EnvironmentConfig,
    name: string,
  ): Promise<IamRole | undefined> {
    return this.#clients.call(environment, 'iam:GetRole', () =>
      unlessMissing(async () => {
        const { Role } = await this.#clients
          .iam(environment)
          .send(new (iamSdk().GetRoleCommand)({ RoleName: name }));
        const trustPolicy = readPolicy(Role?.AssumeRolePolicyDocument);
        return {
          arn: Role?.Arn ?? '',
          trustedServices: trustedServicesOf(trustPolicy),
          trustPolicy,
        };
      }),
    );
  }

  async hasPolicy(
    environment: EnvironmentConfig,
    arn: string,
  ): Promise<boolean> {
    const found = await this.#clients.call(environment, 'iam:GetPolicy', () =>
      unlessMissing(() =>
        this.#clients
          .iam(environment)
          .send(new (iamSdk().GetPolicyCommand)({ PolicyArn: arn })),
      ),
    );
    return found !== undefined;
  }

  simulate(
    environment: EnvironmentConfig,
    { principalArn, actions, resources, context }: PermissionQuestion,
  ): Promise<PermissionDecision[]> {
    return this.#clients.call(
      environment,
      'iam:SimulatePrincipalPolicy',
      async () => {
        const pages = iamSdk().paginateSimulatePrincipalPolicy(
          { client: this.#clients.iam(environment) },
          {
            PolicySourceArn: principalArn,
            ActionNames: [...actions],
            ...(resources.length > 0 && { ResourceArns: [...resources] }),
            ContextEntries: Object.entries(context).map(([key, value]) => ({
              ContextKeyName: key,
              ContextKeyValues: [value].flat(),
              ContextKeyType:
                typeof value === 'string' ? 'string' : 'stringList',
            })),
          },
        );
        const decisions: PermissionDecision[] = [];
        for await (const { EvaluationResults = [] } of pages) {
          decisions.push(...EvaluationResults.map(toDecision));
        }
        return decisions;
      },
    );
  }
}

function toDecision(result: EvaluationResult): PermissionDecision {
  const refusal = refusalOf(result);
  return {
    action: result.EvalActionName ?? '',
    resource: result.EvalResourceName ?? '*',
    ...(refusal && { refusal }),
  };
}

function refusalOf(result: EvaluationResult): PermissionRefusal | undefined {
  if (result.EvalDecision === 'allowed') {
    return undefined;
  }
  if (result.OrganizationsDecisionDetail?.AllowedByOrganizations === false) {
    return 'organization';
  }
  if (
    result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary ===
    false
  ) {
    return 'boundary';
  }
  return result.EvalDecision === 'explicitDeny' ? 'denied' : 'missing';
}

/** @param document - a URL-encoded policy, as GetRole returns it */
function readPolicy(document: string | undefined): JsonObject {
  return document
    ? policySchema.parse(JSON.parse(decodeURIComponent(document)))
    : {};
}

function trustedServicesOf(trustPolicy: JsonObject): string[] {
  const { Statement } = trustPolicySchema.parse(trustPolicy);
  return Statement.flatMap(({ Effect, Principal }) =>
    Effect === 'Allow' && typeof Principal === 'object'
      ? (Principal.Service ?? [])
      : [],
  );
}

async function unlessMissing<T>(
  read: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (/^NoSuchEntity(Exception)?$/.test(awsErrorCode(error) ?? '')) {
      return undefined;
    }
    throw error;
  }
}

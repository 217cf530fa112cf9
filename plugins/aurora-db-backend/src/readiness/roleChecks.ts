import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { JsonObject } from '@backstage/types';
import { requiredGrants } from '../iam/requiredGrants';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { PermissionSimulator } from '../ports/PermissionSimulator';
import type { PrincipalReader } from '../ports/PrincipalReader';
import { commandRemedy } from './commandRemedy';
import { iamPlaceOf } from './iamPlaceOf';
import { questionOf, refusedActions } from './permissionQuestions';
import { principalOf } from './principalOf';
import type { ReadinessCheck, ReadinessSubject } from './ReadinessCheck';

/** Whether the roles in `lambdaRoleArns` exist. */
export function functionRolesCheck(
  principals: PrincipalReader,
): ReadinessCheck {
  return {
    name: 'functionRoles',

    async run({ environment }) {
      const { accountId, lambdaRoles, name } = environment;
      const found = await Promise.all(
        lambdaRoles.map(async ({ arn }) => ({
          arn,
          role: await principals.findRole(environment, nameIn(arn)),
        })),
      );
      const missing = found.filter(({ role }) => !role);
      if (found.length > 0 && missing.length === 0) {
        return [
          { ok: true, message: createMessage('readiness.functionRoles') },
        ];
      }
      return missing.map(({ arn }) => ({
        ok: false,
        message: createMessage('preflight.roleMissing', {
          role: arn,
          accountId,
          key: `auroraDb.environments.${name}.lambdaRoleArns`,
        }),
        remedy: createRole(arn, 'lambda.amazonaws.com'),
      }));
    },
  };
}

/** Whether the role exists, and whether CloudFormation may assume it. */
export function cloudFormationRoleCheck(
  principals: PrincipalReader,
): ReadinessCheck {
  const service = 'cloudformation.amazonaws.com';
  return {
    name: 'cloudFormationRole',

    async run({ environment }) {
      const { cloudFormationRoleArn: roleArn, name } = environment;
      if (!roleArn) {
        return [];
      }
      const role = await principals.findRole(environment, nameIn(roleArn));
      if (role?.arn !== roleArn) {
        const key = `auroraDb.environments.${name}.cloudFormationRoleArn`;
        return [
          {
            ok: false,
            message: createMessage('readiness.cloudFormationRoleMissing', {
              roleArn,
              key,
            }),
            remedy: createRole(roleArn, service),
          },
        ];
      }
      if (!role.trustedServices.includes(service)) {
        return [
          {
            ok: false,
            message: createMessage('readiness.cloudFormationRoleTrust', {
              roleArn,
            }),
            remedy: commandRemedy(
              ...['aws', 'iam', 'update-assume-role-policy'],
              ...['--role-name', nameIn(roleArn)],
              ...['--policy-document', trustOf(service, role.trustPolicy)],
            ),
          },
        ];
      }
      const message = createMessage('readiness.cloudFormationRole', {
        roleArn,
      });
      return [{ ok: true, message }];
    },
  };
}

/** Whether the permissions boundary of the roles that CloudFormation creates exists. */
export function permissionsBoundaryCheck(
  principals: PrincipalReader,
): ReadinessCheck {
  return {
    name: 'permissionsBoundary',

    async run({ environment }) {
      const { permissionsBoundaryArn: boundaryArn, name } = environment;
      if (!boundaryArn) {
        return [];
      }
      const key = `auroraDb.environments.${name}.permissionsBoundaryArn`;
      return (await principals.hasPolicy(environment, boundaryArn))
        ? [
            {
              ok: true,
              message: createMessage('readiness.boundary', { boundaryArn }),
            },
          ]
        : [
            {
              ok: false,
              message: createMessage('readiness.boundaryMissing', {
                boundaryArn,
                key,
              }),
              remedy: commandRemedy(
                ...['aws', 'iam', 'list-policies', '--scope', 'Local'],
                ...['--query', 'Policies[].Arn', '--output', 'text'],
              ),
            },
          ];
    },
  };
}

/** Whether RDS has its service-linked role, or can get it with the first database. */
export function serviceRoleCheck(
  principals: PrincipalReader & PermissionSimulator,
): ReadinessCheck {
  return {
    name: 'serviceRole',

    async run(subject) {
      const { environment } = subject;
      if (await principals.findRole(environment, 'AWSServiceRoleForRDS')) {
        return [{ ok: true, message: createMessage('readiness.serviceRole') }];
      }
      const { creator, canCreate } = await judgeCreator(principals, subject);
      const principal = creator ?? '—';
      if (canCreate) {
        const message = createMessage('readiness.serviceRoleLater');
        return [{ ok: true, message }];
      }
      return [
        {
          ok: canCreate === undefined ? null : false,
          message: createMessage(
            canCreate === undefined
              ? 'readiness.serviceRoleUnknown'
              : 'readiness.serviceRoleMissing',
            { principal },
          ),
          remedy: commandRemedy(
            ...['aws', 'iam', 'create-service-linked-role'],
            ...['--aws-service-name', 'rds.amazonaws.com'],
          ),
        },
      ];
    },
  };
}

/** Who creates databases, and whether IAM lets it create the service-linked role. */
async function judgeCreator(
  principals: PrincipalReader & PermissionSimulator,
  { environment, principalArn: identity }: ReadinessSubject,
): Promise<{ creator?: string; canCreate?: boolean }> {
  if (!environment.cloudFormationRoleArn && identity?.endsWith(':root')) {
    return { creator: identity, canCreate: true };
  }
  const creator =
    environment.cloudFormationRoleArn ??
    (identity && (await principalOf(principals, environment, identity)));
  const grant = grantOfServiceRole(environment);
  if (!creator || !grant) {
    return {};
  }
  try {
    const decisions = await principals.simulate(
      environment,
      questionOf(grant, creator),
    );
    return { creator, canCreate: refusedActions(decisions).size === 0 };
  } catch {
    // The check of permissions tells why IAM does not answer.
    return { creator };
  }
}

function grantOfServiceRole(environment: EnvironmentConfig) {
  const { cloudFormation } = requiredGrants(
    iamPlaceOf(environment),
    environment.cloudFormationRoleArn,
  );
  return cloudFormation.find(({ actions }) =>
    actions.includes('iam:CreateServiceLinkedRole'),
  );
}

function createRole(arn: string, service: string) {
  const path = arn.slice(arn.indexOf('/'), arn.lastIndexOf('/') + 1);
  return commandRemedy(
    ...['aws', 'iam', 'create-role', '--role-name', nameIn(arn)],
    ...(path === '/' ? [] : ['--path', path]),
    ...['--assume-role-policy-document', trustOf(service)],
  );
}

/** A trust policy that adds a service to another one. The command replaces the whole policy. */
function trustOf(service: string, before: JsonObject = {}): string {
  return JSON.stringify({
    Version: '2012-10-17',
    ...before,
    Statement: [
      ...[before.Statement ?? []].flat(),
      {
        Effect: 'Allow',
        Principal: { Service: service },
        Action: 'sts:AssumeRole',
      },
    ],
  });
}

/** The name follows the path. */
function nameIn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

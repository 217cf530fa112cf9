import {
  createMessage,
  type MessageCode,
  type Remedy,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { IamGrant } from '../iam/IamGrant';
import { requiredGrants } from '../iam/requiredGrants';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type {
  PermissionRefusal,
  PermissionSimulator,
} from '../ports/PermissionSimulator';
import type { PrincipalReader } from '../ports/PrincipalReader';
import { messagesOf } from '../ports/errors/userErrors';
import { commandRemedy } from './commandRemedy';
import type { HarmlessCalls } from './HarmlessCalls';
import { iamPlaceOf, unknownVpcId } from './iamPlaceOf';
import { mapInTurns } from './mapInTurns';
import { permissionRemedy, statementRemedy } from './permissionRemedy';
import { questionOf, refusedActions } from './permissionQuestions';
import { principalOf } from './principalOf';
import {
  unknownFinding,
  type ReadinessCheck,
  type ReadinessFinding,
  type ReadinessSubject,
} from './ReadinessCheck';

/** IAM throttles simulations of an account, and each takes about 0.1 s. */
const simulationsAtOnce = 5;

const refusalTexts: Readonly<Record<PermissionRefusal, MessageCode>> = {
  missing: 'readiness.permissionMissing',
  denied: 'readiness.permissionDenied',
  organization: 'readiness.permissionOrganization',
  boundary: 'readiness.permissionBoundary',
};

/** A principal, and the grants that it needs. */
interface Demand {
  principalArn: string;
  grants: readonly IamGrant[];
  success: 'readiness.permissions' | 'readiness.cloudFormationPermissions';
}

const isOfPortal = ({ success }: Demand) => success === 'readiness.permissions';

/**
 * Whether the portal and CloudFormation have the permissions of the README's policies. IAM
 * simulates them. If the portal may not ask IAM, it tries harmless calls.
 */
export function permissionsCheck(
  principals: PrincipalReader & PermissionSimulator,
): ReadinessCheck {
  return {
    name: 'permissions',

    async run(subject) {
      const { environment, principalArn, calls } = subject;
      const demands = await demandsOf(principals, subject);
      const findings = await Promise.all(
        demands.map(async demand => {
          try {
            return await simulate(principals, environment, demand);
          } catch (error) {
            return isOfPortal(demand) &&
              error instanceof AwsUnavailableError &&
              error.reason === 'access-denied'
              ? tryCalls(environment, demand, calls, error)
              : [unknownFinding(environment, error)];
          }
        }),
      );
      const isRoot = principalArn?.endsWith(':root');
      return [
        ...(isRoot
          ? [
              {
                ok: true,
                message: createMessage('readiness.rootUser', {
                  accountId: environment.accountId,
                }),
              },
            ]
          : []),
        ...findings.flat(),
        ...(!isRoot && !demands.some(isOfPortal)
          ? [
              {
                ok: null,
                message: createMessage('readiness.principalUnknown'),
              },
            ]
          : []),
      ];
    },
  };
}

async function demandsOf(
  principals: PrincipalReader,
  { environment, principalArn: identity, network }: ReadinessSubject,
): Promise<Demand[]> {
  const { cloudFormationRoleArn } = environment;
  const [principalArn, vpcId] = await Promise.all([
    identity && principalOf(principals, environment, identity),
    network().then(
      ({ ids }) => ids?.vpcId,
      () => undefined,
    ),
  ]);
  const { portal, cloudFormation } = requiredGrants(
    iamPlaceOf(environment, vpcId),
    cloudFormationRoleArn,
  );
  const known = cloudFormation.filter(
    grant => !JSON.stringify(grant).includes(unknownVpcId),
  );
  return [
    ...(principalArn
      ? [
          {
            principalArn,
            grants: cloudFormationRoleArn ? portal : [...portal, ...known],
            success: 'readiness.permissions' as const,
          },
        ]
      : []),
    ...(cloudFormationRoleArn
      ? [
          {
            principalArn: cloudFormationRoleArn,
            grants: known,
            success: 'readiness.cloudFormationPermissions' as const,
          },
        ]
      : []),
  ];
}

async function simulate(
  simulator: PermissionSimulator,
  environment: EnvironmentConfig,
  { principalArn, grants, success }: Demand,
): Promise<ReadinessFinding[]> {
  const findings = await mapInTurns(grants, simulationsAtOnce, async grant => {
    const decisions = await simulator.simulate(
      environment,
      questionOf(grant, principalArn),
    );
    return [...refusedActions(decisions)].map(([refusal, actions]) =>
      refusedFinding(
        refusal,
        principalArn,
        grant,
        actions,
        remedyFor(refusal, principalArn, grant, actions),
      ),
    );
  });
  return findings.flat().length > 0
    ? findings.flat()
    : [
        {
          ok: true,
          message: createMessage(success, { principal: principalArn }),
        },
      ];
}

/** The portal works without an optional grant. The finding then says what is missing. */
function refusedFinding(
  refusal: PermissionRefusal,
  principalArn: string,
  grant: IamGrant,
  actions: readonly string[],
  remedy: Remedy | undefined,
): ReadinessFinding {
  const isOptional = grant.withoutIt !== undefined;
  return {
    ok: isOptional,
    message: createMessage(grant.withoutIt ?? refusalTexts[refusal], {
      principal: principalArn,
      actions: actions.join(', '),
      statement: grant.sid,
    }),
    remedy,
  };
}

/** A missing permission needs a statement; another refusal, the policy that causes it. */
function remedyFor(
  refusal: PermissionRefusal,
  principalArn: string,
  grant: IamGrant,
  actions: readonly string[],
): Remedy {
  const { resources } = questionOf(grant, principalArn);
  return refusal === 'denied' || refusal === 'organization'
    ? commandRemedy(
        ...['aws', 'iam', 'simulate-principal-policy'],
        ...['--policy-source-arn', principalArn],
        ...['--action-names', ...actions],
        ...(resources.length > 0 ? ['--resource-arns', ...resources] : []),
        ...['--query', 'EvaluationResults[].MatchedStatements'],
      )
    : statementRemedy(grant, actions);
}

async function tryCalls(
  environment: EnvironmentConfig,
  { principalArn, grants }: Demand,
  calls: HarmlessCalls,
  error: AwsUnavailableError,
): Promise<ReadinessFinding[]> {
  const attempts = calls.actions.flatMap(action => {
    const grant = grants.find(one => one.actions.includes(action));
    // The calls are about nothing that exists, and it has no tags.
    return grant && !grant.conditions ? [{ action, grant }] : [];
  });
  const refused = await Promise.all(
    attempts.map(async ({ action, grant }) => {
      const outcome = await calls.try(action);
      return typeof outcome === 'object' &&
        outcome.error instanceof AwsUnavailableError &&
        outcome.error.reason === 'access-denied'
        ? [
            refusedFinding(
              'missing',
              principalArn,
              grant,
              [action],
              permissionRemedy(environment, action),
            ),
          ]
        : [];
    }),
  );
  const unknown: ReadinessFinding = {
    ok: null,
    message: createMessage('readiness.permissionsUnknown', {
      principal: principalArn,
      reason: messagesOf(error),
    }),
    remedy: permissionRemedy(environment, 'iam:SimulatePrincipalPolicy'),
  };
  return [...refused.flat(), unknown];
}

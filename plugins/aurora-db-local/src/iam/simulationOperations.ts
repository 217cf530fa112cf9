import { defineOperation } from '../service/defineOperation';
import { AwsError, type Operation } from '../service/AwsService';
import { checkPolicyDocument } from './checkPolicyDocument';
import { iamInputs } from './iamInputs';
import { iamPage } from './iamPage';
import { policiesOfRole, type ManagedPolicies } from './ManagedPolicies';
import { effectOf } from './PolicyDocument';
import type { ConditionContext } from './policyConditions';
import { describeRole, type RoleRecord } from './RoleRecord';
import type { Roles } from './Roles';

/** AWS's managed policy that allows everything. Others of AWS's own have no effect here. */
const administratorAccess = 'arn:aws:iam::aws:policy/AdministratorAccess';

interface Call {
  action: string;
  resource: string;
  context: ConditionContext;
}

type NamedDocument = [name: string, document: string];

interface Rights {
  policies: readonly NamedDocument[];
  isAdministrator: boolean;
  /** The document of the permissions boundary. */
  boundary?: string;
}

/** Simulations of what a role may do. Nothing else here evaluates these policies. */
export function simulationOperations(
  roles: Roles,
  policies: ManagedPolicies,
): Record<string, Operation> {
  return {
    SimulatePrincipalPolicy: defineOperation(
      iamInputs.SimulatePrincipalPolicy,
      async (input, { accountId }) => {
        const given = [
          ...input.PolicyInputList,
          ...input.PermissionsBoundaryPolicyInputList,
        ];
        given.forEach(document => checkPolicyDocument(document, 'inline'));
        const arn = input.PolicySourceArn;
        const name = arn.slice(arn.lastIndexOf('/') + 1);
        const role = roles.find({ accountId }, name);
        if (!role || describeRole(role, accountId).Arn !== arn) {
          throw new AwsError('NoSuchEntity', `${arn} does not exist.`, 404);
        }
        const context: ConditionContext = new Map(
          input.ContextEntries.map(({ ContextKeyName, ContextKeyValues }) => [
            ContextKeyName.toLowerCase(),
            ContextKeyValues,
          ]),
        );
        const calls = input.ActionNames.flatMap(action =>
          input.ResourceArns.map(resource => ({ action, resource, context })),
        );
        const [givenBoundary] = input.PermissionsBoundaryPolicyInputList;
        const rights: Rights = {
          policies: [
            ...policiesOfRole(policies, role, accountId),
            ...input.PolicyInputList.map((document, index): NamedDocument => [
              `PolicyInputList.${index + 1}`,
              document,
            ]),
          ],
          isAdministrator:
            role.attachedPolicyArns.includes(administratorAccess),
          boundary: givenBoundary ?? boundaryOf(policies, role, accountId),
        };
        return iamPage(
          'EvaluationResults',
          calls.map(call => evaluate(rights, call)),
          input,
        );
      },
    ),
  };
}

/** The document of a role's boundary; one that allows nothing if it is not kept here. */
function boundaryOf(
  policies: ManagedPolicies,
  { permissionsBoundary: arn }: RoleRecord,
  accountId: string,
): string | undefined {
  if (arn === undefined) {
    return undefined;
  }
  return arn === administratorAccess
    ? JSON.stringify({
        Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
      })
    : (policies.documentOf({ accountId }, arn) ?? '{"Statement":[]}');
}

function evaluate(
  { policies, isAdministrator, boundary }: Rights,
  { action, resource, context }: Call,
) {
  const judged = policies.map(([name, document]) => ({
    name,
    effect: effectOf(document, action, resource, context),
  }));
  const isDenied = judged.some(({ effect }) => effect === 'deny');
  const isAllowed =
    judged.some(({ effect }) => effect === 'allow') || isAdministrator;
  const isWithin =
    boundary === undefined ||
    effectOf(boundary, action, resource, context) === 'allow';
  const decision = isAllowed && isWithin ? 'allowed' : 'implicitDeny';
  return {
    EvalActionName: action,
    EvalResourceName: resource,
    EvalDecision: isDenied ? 'explicitDeny' : decision,
    MatchedStatements: judged
      .filter(({ effect }) => effect !== 'nothing')
      .map(({ name }) => ({
        SourcePolicyId: name,
        SourcePolicyType: 'IAM Policy',
      })),
    MissingContextValues: [],
    PermissionsBoundaryDecisionDetail:
      boundary === undefined
        ? undefined
        : { AllowedByPermissionsBoundary: isWithin },
  };
}

import { paginate } from '../service/paginate';
import { AwsError, type Operation } from '../service/AwsService';
import { iamInputs } from './iamInputs';
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

/** Simulations of what a role may do. Nothing else here evaluates these policies. */
export function simulationOperations(
  roles: Roles,
  policies: ManagedPolicies,
): Record<string, Operation> {
  return {
    async SimulatePrincipalPolicy(rawInput, { accountId }) {
      const input = iamInputs.SimulatePrincipalPolicy.parse(rawInput);
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
      const { items, nextToken } = paginate(calls, {
        maxItems: input.MaxItems,
        token: input.Marker,
        invalidTokenCode: 'ValidationError',
      });
      return {
        EvaluationResults: items.map(call =>
          evaluate(policies, role, accountId, call),
        ),
        IsTruncated: nextToken !== undefined,
        Marker: nextToken,
      };
    },
  };
}

function evaluate(
  policies: ManagedPolicies,
  role: RoleRecord,
  accountId: string,
  { action, resource, context }: Call,
) {
  const judged = policiesOfRole(policies, role, accountId).map(
    ([name, document]) => ({
      name,
      effect: effectOf(document, action, resource, context),
    }),
  );
  const isDenied = judged.some(({ effect }) => effect === 'deny');
  const isAllowed =
    judged.some(({ effect }) => effect === 'allow') ||
    role.attachedPolicyArns.includes(administratorAccess);
  const boundary = role.permissionsBoundary;
  const isWithin =
    boundary === undefined ||
    boundary === administratorAccess ||
    effectOf(
      policies.documentOf({ accountId }, boundary) ?? '{"Statement":[]}',
      action,
      resource,
      context,
    ) === 'allow';
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
    PermissionsBoundaryDecisionDetail: boundary && {
      AllowedByPermissionsBoundary: isWithin,
    },
  };
}

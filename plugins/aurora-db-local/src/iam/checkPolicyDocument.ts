import { z } from 'zod';
import { AwsError } from '../service/AwsService';
import { findPrincipalProblem } from './findPrincipalProblem';
import { findResourceProblem } from './findResourceProblem';
import { isConditionOperator } from './policyConditions';

/** An identity-based policy, inline or managed, or the trust policy of a role. */
export type PolicyKind = 'managed' | 'inline' | 'trust';

const patterns = z
  .union([z.string(), z.array(z.string())])
  .transform(value => [value].flat());

const conditionValue = z.union([z.string(), z.number(), z.boolean()]);
const conditions = z.record(
  z.string(),
  z.record(z.string(), z.union([conditionValue, z.array(conditionValue)])),
);

const statementSchema = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.unknown().optional(),
  NotPrincipal: z.unknown().optional(),
  Action: patterns.optional(),
  NotAction: patterns.optional(),
  Resource: patterns.optional(),
  NotResource: patterns.optional(),
  Condition: conditions.default({}),
});

type Statement = z.infer<typeof statementSchema>;

const policySchema = z.strictObject({
  Version: z.enum(['2008-10-17', '2012-10-17']).optional(),
  Id: z.string().optional(),
  Statement: z
    .union([statementSchema, z.array(statementSchema).min(1)])
    .transform(value => [value].flat()),
});

/**
 * Throws IAM's error if a document is not a policy of its kind. IAM's words do not name what is
 * wrong, so that follows in parentheses.
 *
 * @param document - JSON
 */
export function checkPolicyDocument(document: string, kind: PolicyKind): void {
  const { Version, Statement } = parse(document);
  if (kind === 'managed' && Version !== '2012-10-17') {
    throw malformed('Policy document must be version 2012-10-17 or greater.');
  }
  const sids = Statement.flatMap(({ Sid }) => (Sid ? [Sid] : []));
  if (new Set(sids).size < sids.length) {
    throw malformed('Statement IDs (SID) in a single policy must be unique.');
  }
  for (const statement of Statement) {
    const problem =
      problemOfActions(statement) ??
      (kind === 'trust'
        ? problemOfTrust(statement)
        : problemOfIdentity(statement));
    if (problem !== undefined) {
      throw malformed(problem);
    }
  }
}

function parse(document: string): z.infer<typeof policySchema> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(document);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw malformed(`Syntax errors in policy. (${reason})`);
  }
  const policy = policySchema.safeParse(parsed);
  if (!policy.success) {
    throw malformed(`Syntax errors in policy. (${describe(policy.error)})`);
  }
  return policy.data;
}

/** The errors of the alternative that the document is closest to. */
function describe({ issues }: z.core.$ZodError): string {
  const texts = issues.flatMap(issue => {
    const alternatives =
      issue.code === 'invalid_union'
        ? issue.errors.toSorted((a, b) => depthOf(b) - depthOf(a))
        : [];
    const [closest] = alternatives;
    const inner = closest?.[0];
    const path = [...issue.path, ...(inner?.path ?? [])].map(String).join('.');
    return [`${path}: ${inner?.message ?? issue.message}`];
  });
  return texts.join('; ');
}

function depthOf(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(...issues.map(({ path }) => path.length));
}

function problemOfActions(statement: Statement): string | undefined {
  const { Action, NotAction, Sid = '', Condition } = statement;
  if (!/^[0-9A-Za-z]*$/.test(Sid)) {
    return `Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]* (${Sid})`;
  }
  if (Action && NotAction) {
    return 'Syntax errors in policy. (A statement has Action or NotAction, not both)';
  }
  const actions = Action ?? NotAction ?? [];
  if (actions.length === 0) {
    return 'Policy statement must contain actions.';
  }
  for (const action of actions) {
    const [vendor = '', ...rest] = action.split(':');
    if (rest.length === 0 && action !== '*') {
      return `Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc. (${action})`;
    }
    if (rest.length > 1) {
      return `Actions/Condition can contain only one colon. (${action})`;
    }
    if (vendor !== '*' && /[^a-zA-Z0-9.-]/.test(vendor)) {
      return `Vendor ${vendor} is not valid`;
    }
  }
  // IAM takes an unknown operator without keys.
  const [unknown] =
    Object.entries(Condition).find(
      ([operator, keys]) =>
        !isConditionOperator(operator) && Object.keys(keys).length > 0,
    ) ?? [];
  return unknown === undefined
    ? undefined
    : `Syntax errors in policy. (Condition: IAM has no operator ${unknown})`;
}

function problemOfIdentity(statement: Statement): string | undefined {
  const { Resource, NotResource } = statement;
  if (
    statement.Principal !== undefined ||
    statement.NotPrincipal !== undefined
  ) {
    return 'Policy document should not specify a principal.';
  }
  if (Resource && NotResource) {
    return 'Syntax errors in policy. (A statement has Resource or NotResource, not both)';
  }
  const resources = Resource ?? NotResource ?? [];
  if (resources.length === 0) {
    return 'Policy statement must contain resources.';
  }
  return resources
    .map(findResourceProblem)
    .find(problem => problem !== undefined);
}

function problemOfTrust(statement: Statement): string | undefined {
  const { Action = [], NotAction, Principal, NotPrincipal } = statement;
  if (statement.Resource !== undefined || statement.NotResource !== undefined) {
    return 'Has prohibited field Resource';
  }
  if (Principal === undefined && NotPrincipal === undefined) {
    return 'Missing required field Principal';
  }
  if (
    NotAction ||
    !Action.every(action => action === '*' || /^sts:/i.test(action))
  ) {
    return 'AssumeRole policy may only specify STS AssumeRole actions.';
  }
  return findPrincipalProblem(Principal ?? NotPrincipal);
}

function malformed(message: string): AwsError {
  return new AwsError('MalformedPolicyDocument', message);
}

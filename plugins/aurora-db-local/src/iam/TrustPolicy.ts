import { z } from 'zod';
import { meetsConditions } from './policyConditions';

const strings = z
  .union([z.string(), z.array(z.string())])
  .transform(value => [value].flat());

const statementSchema = z.looseObject({
  Effect: z.string(),
  Action: strings.default([]),
  Condition: z
    .record(z.string(), z.record(z.string(), z.unknown()))
    .default({}),
});

const trustPolicySchema = z.looseObject({
  Statement: z
    .union([statementSchema, z.array(statementSchema)])
    .transform(value => [value].flat()),
});

const externalIdKey = 'sts:externalid';

/**
 * Whether a trust policy is content with an external id, or its absence: a statement that allows
 * AssumeRole has no condition on it, or a condition that is met. Nothing else of the policy is read.
 *
 * @param document - JSON
 */
export function acceptsExternalId(
  document: string,
  externalId: string | undefined,
): boolean {
  const policy = trustPolicySchema.safeParse(JSON.parse(document));
  const demands = (policy.data?.Statement ?? [])
    .filter(
      ({ Effect, Action }) =>
        Effect === 'Allow' &&
        Action.some(action =>
          ['*', 'sts:*', 'sts:assumerole'].includes(action.toLowerCase()),
        ),
    )
    .map(({ Condition }) => onlyExternalId(Condition));
  const context = new Map(
    externalId === undefined ? [] : [[externalIdKey, [externalId]]],
  );
  return (
    demands.length === 0 ||
    demands.some(demand => meetsConditions(demand, context) ?? true)
  );
}

function onlyExternalId(condition: Record<string, Record<string, unknown>>) {
  return Object.fromEntries(
    Object.entries(condition).map(([operator, keys]) => [
      operator,
      Object.fromEntries(
        Object.entries(keys).filter(
          ([key]) => key.toLowerCase() === externalIdKey,
        ),
      ),
    ]),
  );
}

import type { IamConditions, IamPolicy, IamStatement } from '../IamPolicy';

/** A call with the details that IAM evaluates. */
export interface IamRequest {
  action: string;
  /** The resources of the call. The policies must allow every one of them. */
  resources: readonly IamRequestResource[];
  /** Condition keys of the call, e.g. `aws:CalledVia`. */
  context?: Readonly<Record<string, string | readonly string[]>>;
}

/** A resource of a call, with its condition keys. */
export interface IamRequestResource {
  arn: string;
  tags?: Readonly<Record<string, string>>;
  /** Condition keys of the resource itself, e.g. `ec2:Vpc`. */
  context?: Readonly<Record<string, string>>;
}

type Context = ReadonlyMap<string, readonly string[]>;

/**
 * Whether identity policies allow a call. Supports what these policies use: statements that allow,
 * and a few condition operators. Throws for any other operator, so that it takes no condition as
 * met by mistake.
 */
export function isAllowed(
  policies: readonly IamPolicy[],
  { action, resources, context = {} }: IamRequest,
): boolean {
  const statements = policies
    .flatMap(policy => policy.Statement)
    .filter(statement => list(statement.Action).includes(action));
  return resources.every(({ arn, tags = {}, context: own = {} }) => {
    const known = contextOf({
      ...context,
      ...own,
      ...Object.fromEntries(
        Object.entries(tags).map(([key, value]) => [
          `aws:ResourceTag/${key}`,
          value,
        ]),
      ),
    });
    return statements.some(
      statement =>
        concerns(statement, arn) && isMet(statement.Condition ?? {}, known),
    );
  });
}

/** Whether an ARN matches a pattern. Wildcards stay within each of the six parts. */
function isArnLike(arn: string, pattern: string): boolean {
  if (pattern === '*') {
    return true;
  }
  const parts = splitArn(pattern);
  return splitArn(arn).every((part, index) => isLike(part, parts[index] ?? ''));
}

function concerns({ Resource = [] }: IamStatement, arn: string): boolean {
  return list(Resource).some(pattern => isArnLike(arn, pattern));
}

function isMet(conditions: IamConditions, context: Context): boolean {
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) =>
      isConditionMet(operator, context.get(key.toLowerCase()), list(values)),
    ),
  );
}

function isConditionMet(
  operator: string,
  actual: readonly string[] | undefined,
  wanted: readonly string[],
): boolean {
  const some = (matches: (one: string, other: string) => boolean) =>
    actual?.some(one => wanted.some(other => matches(one, other))) ?? false;
  switch (operator) {
    case 'StringEquals':
    case 'ForAnyValue:StringEquals':
      return some((one, other) => one === other);
    case 'StringLike':
      return some(isLike);
    // IAM treats both alike, including wildcards.
    case 'ArnEquals':
    case 'ArnLike':
      return some(isArnLike);
    case 'Null':
      return wanted.includes(String(actual === undefined));
    default:
      throw new Error(`${operator} is not known here`);
  }
}

function isLike(text: string, pattern: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}

function splitArn(arn: string): string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}

function contextOf(
  values: Readonly<Record<string, string | readonly string[]>>,
): Context {
  return new Map(
    Object.entries(values).map(([key, value]) => [
      key.toLowerCase(),
      list(value),
    ]),
  );
}

function list(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

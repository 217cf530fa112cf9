import type { Deployable } from './StackRecord';

/** The parameters with another value, which may have changed in Systems Manager. */
export function changedParameterKeys(
  before: Deployable,
  after: Deployable,
): string[] {
  return Object.keys(after.parameters).filter(
    key => valueOf(before, key) !== valueOf(after, key),
  );
}

function valueOf(
  { parameters, resolvedParameters }: Deployable,
  key: string,
): string | undefined {
  return resolvedParameters?.[key] ?? parameters[key];
}

/** What is wrong with the actions of an alarm; undefined if nothing is. */
export function problemOfActions({
  OKActions,
  AlarmActions,
  InsufficientDataActions,
}: {
  OKActions: readonly string[];
  AlarmActions: readonly string[];
  InsufficientDataActions: readonly string[];
}): string | undefined {
  const badArn = [
    ...OKActions,
    ...AlarmActions,
    ...InsufficientDataActions,
  ].find(arn => !/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/.test(arn));
  return badArn === undefined ? undefined : `Invalid arn syntax: ${badArn}`;
}

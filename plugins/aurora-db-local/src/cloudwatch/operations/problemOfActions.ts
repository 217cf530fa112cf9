import type { Scope } from '../../service/AwsService';

/** What is wrong with the actions of an alarm; undefined if nothing is. */
export function problemOfActions(
  {
    OKActions,
    AlarmActions,
    InsufficientDataActions,
  }: {
    OKActions: readonly string[];
    AlarmActions: readonly string[];
    InsufficientDataActions: readonly string[];
  },
  { region: own }: Scope,
): string | undefined {
  const arns = [...OKActions, ...AlarmActions, ...InsufficientDataActions];
  const badArn = arns.find(
    arn => !/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/.test(arn),
  );
  if (badArn !== undefined) {
    return `Invalid arn syntax: ${badArn}`;
  }
  const region = arns
    .map(arn => arn.split(':')[3])
    .find(one => one !== '' && one !== own);
  return region === undefined
    ? undefined
    : `Invalid region ${region} specified. Only ${own} is supported.`;
}

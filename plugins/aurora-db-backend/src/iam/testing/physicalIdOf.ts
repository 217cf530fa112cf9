const random = 'a1b2c3d4e5f6';

/**
 * The id that CloudFormation generates for a resource without a name: `<stack>-<logical id>-<12
 * random characters>`. If the id is too long, CloudFormation cuts both names, the longer one first.
 * Source: CloudFormation's published generator of identifiers.
 */
export function physicalIdOf(
  stackName: string,
  logicalId: string,
  maxLength: number,
): string {
  const setup = maxLength - random.length - 2;
  const stackLength = Math.min(
    stackName.length,
    Math.max(Math.ceil(setup / 2), setup - logicalId.length),
  );
  const logicalLength = Math.min(logicalId.length, setup - stackLength);
  return [
    stackName.slice(0, stackLength),
    logicalId.slice(0, logicalLength),
    random,
  ].join('-');
}

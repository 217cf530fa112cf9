import { createHash } from 'node:crypto';
import type { Json } from '../template/parseTemplate';
import type { PhysicalName } from './ResourceType';

/** `<stack>-<logical id>-<12 characters>`. If it is too long, the first two parts are shortened. */
export function generatePhysicalName(
  { maxLength, lowerCase }: Pick<PhysicalName, 'maxLength' | 'lowerCase'>,
  stackName: string,
  logicalId: string,
  token: string,
): string {
  const suffix = randomSuffix(token);
  const cloudFormation = maxLength - suffix.length - 1;
  const half = Math.floor((cloudFormation - 1) / 2);
  const idLength = Math.min(
    logicalId.length,
    Math.max(half, cloudFormation - 1 - stackName.length),
  );
  const stackPart = stackName.slice(0, cloudFormation - 1 - idLength);
  const name = `${stackPart}-${logicalId.slice(0, idLength)}-${suffix}`.replace(
    /-{2,}/g,
    '-',
  );
  return lowerCase ? name.toLocaleLowerCase('en-US') : name;
}

/** Twelve letters and digits that depend only on the token: a repeated step gets the same name. */
export function randomSuffix(token: string): string {
  const hash = createHash('sha256').update(token).digest();
  return Array.from(hash.subarray(0, 12), byte =>
    'abcdefghijklmnopqrstuvwxyz0123456789'.charAt(byte % 36),
  ).join('');
}

/** The name in the template, if there is one. */
export function nameFromTemplate(
  name: PhysicalName,
  properties: Readonly<Record<string, Json>>,
): string | undefined {
  const value = properties[name.property];
  if (typeof value !== 'string') {
    return undefined;
  }
  return name.lowerCase ? value.toLocaleLowerCase('en-US') : value;
}

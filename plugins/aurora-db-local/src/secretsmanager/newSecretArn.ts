import type { Scope } from '../service/AwsService';
import { randomPassword } from './randomPassword';

/**
 * An ARN with six random characters, which distinguish a new secret from a deleted one of the same
 * name.
 */
export function newSecretArn(
  { accountId, region }: Scope,
  name: string,
): string {
  const suffix = randomPassword({
    PasswordLength: 6,
    ExcludeCharacters: '',
    ExcludeNumbers: false,
    ExcludePunctuation: true,
    ExcludeUppercase: false,
    ExcludeLowercase: false,
    IncludeSpace: false,
    RequireEachIncludedType: false,
  });
  return `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}-${suffix}`;
}

import type { Scope } from '../service';
import { accountRoot } from '../sts/accountRoot';
import { decodeSessionToken } from '../sts/sessionToken';
import {
  expiredToken,
  incompleteSignature,
  missingAuthenticationToken,
} from './commonErrors';
import type { WireRequest } from './Protocol';

/** Who calls, and which service in which region: all of it from the signature's credential scope. */
export interface Caller extends Scope {
  signingName: string;
  principalArn: string;
}

/**
 * Reads Signature Version 4's credential, from the header or a presigned URL. Signatures aren't verified.
 * An access key id of twelve digits is the account; the session token of an assumed role carries the role's.
 */
export function authenticate(
  { headers, query }: WireRequest,
  now: Date,
): Caller {
  const header = headers.authorization;
  const credential =
    header?.match(/\bCredential=([^,\s]+)/)?.[1] ??
    query.get('X-Amz-Credential');
  if (!credential) {
    throw header
      ? incompleteSignature('Authorization')
      : missingAuthenticationToken();
  }
  const [accessKeyId, , region, signingName, terminator] =
    credential.split('/');
  if (
    !accessKeyId ||
    !region ||
    !signingName ||
    terminator !== 'aws4_request'
  ) {
    throw incompleteSignature(header ? 'Authorization' : 'X-Amz-Credential');
  }
  const token =
    headers['x-amz-security-token'] ?? query.get('X-Amz-Security-Token');
  const session =
    typeof token === 'string' ? decodeSessionToken(token) : undefined;
  if (session) {
    if (session.expiresAt <= now.getTime()) {
      throw expiredToken();
    }
    return {
      accountId: session.accountId,
      principalArn: session.principalArn,
      region,
      signingName,
    };
  }
  return { ...accountRoot(accessKeyId), region, signingName };
}

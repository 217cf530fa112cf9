import type { Scope } from '../service/AwsService';
import { accountRoot } from '../sts/accountRoot';
import { decodeSessionToken } from '../sts/sessionToken';
import {
  expiredToken,
  incompleteSignature,
  missingAuthenticationToken,
} from './commonErrors';
import type { WireRequest } from './Protocol';

/** The caller, the service and the region, from the credential scope of the signature. */
export interface Caller extends Scope {
  signingName: string;
  principalArn: string;
}

/**
 * Reads Signature Version 4's credential from the header. Does not verify signatures. A credential
 * in the URL, as in presigned URLs, does not count: a web page can send any URL, but cannot send
 * such a header to another origin.
 *
 * An access key id of twelve digits is the account. The session token of an assumed role contains
 * the role's account.
 */
export function authenticate({ headers }: WireRequest, now: Date): Caller {
  const header = headers.authorization;
  if (!header) {
    throw missingAuthenticationToken();
  }
  const credential = header.match(/\bCredential=([^,\s]+)/)?.[1];
  if (!credential) {
    throw incompleteSignature('Authorization');
  }
  const [accessKeyId, , region, signingName, terminator] =
    credential.split('/');
  if (
    !accessKeyId ||
    !region ||
    !signingName ||
    terminator !== 'aws4_request'
  ) {
    throw incompleteSignature('Authorization');
  }
  const token = headers['x-amz-security-token'];
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

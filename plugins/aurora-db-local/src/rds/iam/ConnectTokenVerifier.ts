import { timingSafeEqual } from 'node:crypto';
import type {
  AccessKey,
  AccessKeys,
  Authorizer,
  Scope,
} from '../../service/AwsService';
import type { ClusterRecord } from '../clusters/ClusterRecord';
import { type ConnectToken, parseConnectToken } from './ConnectToken';
import type { RdsStore } from '../RdsStore';
import { signatureOf } from './signatureOf';

const service = 'rds-db';
/**
 * Longest time by which a client's clock may be ahead. Source: IAM user guide, "Signature Version
 * 4", of clock skew.
 */
const mostSkewMs = 5 * 60 * 1000;

/** A login with a token. */
export interface TokenLogin {
  scope: Scope;
  clusterIdentifier: string;
  /** Addresses at which clients reach the cluster. */
  hosts: string[];
  user: string;
  /** The password that the client sent. */
  token: string;
}

/** Decides whether an IAM token lets a user log in to a cluster, as RDS does. */
export class ConnectTokenVerifier {
  constructor(
    private readonly options: {
      store: RdsStore;
      accessKeys: AccessKeys;
      authorizer: Authorizer;
      log: (message: string) => void;
    },
  ) {}

  /** Whether the user may log in. If not, the log has the reason, without the token. */
  admits(login: TokenLogin): boolean {
    try {
      this.#verify(login);
      return true;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.options.log(
        `Login of ${login.user} to cluster ${login.clusterIdentifier} refused: ${reason}`,
      );
      return false;
    }
  }

  #verify(login: TokenLogin): void {
    const { scope, user } = login;
    const cluster = this.options.store.cluster(scope, login.clusterIdentifier);
    if (!cluster.iamAuthentication) {
      throw new Error(
        'IAM database authentication is off; ModifyDBCluster with EnableIAMDatabaseAuthentication switches it on',
      );
    }
    const token = parseConnectToken(login.token);
    checkPurpose(token, login, cluster);
    checkTime(token, Date.now());
    const key = this.#keyOf(token);
    if (!isSignedWith(key, token)) {
      throw new Error(
        `the token is not signed with the secret access key of ${token.accessKeyId}${
          key.expiresAt
            ? ''
            : ` (the README says which an account's own key has)`
        }`,
      );
    }
    const refusal = this.options.authorizer.refusalOf(
      key.principalArn,
      'rds-db:connect',
      `arn:aws:rds-db:${scope.region}:${scope.accountId}:dbuser:${cluster.resourceId}/${user}`,
    );
    if (refusal !== undefined) {
      throw new Error(refusal);
    }
  }

  #keyOf({ accessKeyId, sessionToken }: ConnectToken): AccessKey {
    const key = this.options.accessKeys.find(accessKeyId, sessionToken);
    if (!key) {
      throw new Error('the session token is not of this endpoint');
    }
    if (key.expiresAt && key.expiresAt.getTime() <= Date.now()) {
      throw new Error(
        `the credentials that signed the token expired at ${key.expiresAt.toISOString()}`,
      );
    }
    return key;
  }
}

/** Whether the token is for this user, this cluster and this region. */
function checkPurpose(
  token: ConnectToken,
  { scope: { region }, hosts, user }: TokenLogin,
  { port }: ClusterRecord,
): void {
  if (token.user !== user) {
    throw new Error(`the token is for the user ${JSON.stringify(token.user)}`);
  }
  if (!hosts.includes(token.host) || token.port !== port) {
    throw new Error(
      `the token is for ${token.host}:${token.port}, and the cluster is at port ${port} of ${hosts.join(', ')}`,
    );
  }
  if (token.scope.service !== service || token.scope.region !== region) {
    throw new Error(
      `the token is signed for ${token.scope.service} in ${token.scope.region}, not for ${service} in ${region}`,
    );
  }
}

function checkTime(
  { signedAt, expiresInSeconds, scope }: ConnectToken,
  now: number,
): void {
  const signed = signedAt.getTime();
  if (Number.isNaN(signed)) {
    throw new Error('X-Amz-Date is not a valid date');
  }
  if (signedAt.toISOString().slice(0, 10).replaceAll('-', '') !== scope.day) {
    throw new Error('X-Amz-Date is of another day than X-Amz-Credential');
  }
  if (signed - now > mostSkewMs) {
    throw new Error(
      `the token is signed in the future, at ${signedAt.toISOString()}`,
    );
  }
  if (now >= signed + expiresInSeconds * 1000) {
    throw new Error(
      `the token expired ${expiresInSeconds} s after ${signedAt.toISOString()}`,
    );
  }
}

/** In constant time, so that a signature cannot be guessed digit by digit. */
function isSignedWith(
  { secretAccessKey }: AccessKey,
  token: ConnectToken,
): boolean {
  return timingSafeEqual(
    Buffer.from(signatureOf(token, secretAccessKey), 'hex'),
    Buffer.from(token.signature, 'hex'),
  );
}

import { timingSafeEqual } from 'node:crypto';
import type { AccessKey, AccessKeys, Authorizer, Scope } from '../service';
import type { ClusterRecord } from './ClusterRecord';
import { type ConnectToken, parseConnectToken } from './ConnectToken';
import type { RdsStore } from './RdsStore';

const service = 'rds-db';
/** How far a client's clock may be ahead. Source: IAM user guide, "Signature Version 4", of clock skew. */
const mostSkewMs = 5 * 60 * 1000;

/** Somebody who wants to log in with a token. */
export interface TokenLogin {
  scope: Scope;
  clusterIdentifier: string;
  /** Where clients reach the cluster. */
  hosts: string[];
  user: string;
  /** What the client sent as its password. */
  token: string;
}

/** Decides whether an IAM token lets a user into a cluster, as RDS does. */
export class ConnectTokenVerifier {
  constructor(
    private readonly options: {
      store: RdsStore;
      accessKeys: AccessKeys;
      authorizer: Authorizer;
      log: (message: string) => void;
    },
  ) {}

  /** Whether the user may log in. The log says why not; it shows nothing of the token. */
  async admits(login: TokenLogin): Promise<boolean> {
    try {
      await this.#verify(login);
      return true;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.options.log(
        `The token of ${login.user} does not open cluster ${login.clusterIdentifier}: ${reason}`,
      );
      return false;
    }
  }

  async #verify(login: TokenLogin): Promise<void> {
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
    if (!(await isSignedWith(key, token))) {
      throw new Error(
        `it is not signed with the secret access key of ${token.accessKeyId}${
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
      throw new Error('its session token is not of this endpoint');
    }
    if (key.expiresAt && key.expiresAt.getTime() <= Date.now()) {
      throw new Error(
        `the credentials that signed it expired at ${key.expiresAt.toISOString()}`,
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
    throw new Error(`it is for the user ${JSON.stringify(token.user)}`);
  }
  if (!hosts.includes(token.host) || token.port !== port) {
    throw new Error(
      `it is for ${token.host}:${token.port}, and the cluster is at port ${port} of ${hosts.join(', ')}`,
    );
  }
  if (token.scope.service !== service || token.scope.region !== region) {
    throw new Error(
      `it is signed for ${token.scope.service} in ${token.scope.region}, not for ${service} in ${region}`,
    );
  }
}

function checkTime(
  { signedAt, expiresInSeconds, scope }: ConnectToken,
  now: number,
): void {
  const signed = signedAt.getTime();
  if (Number.isNaN(signed)) {
    throw new Error('X-Amz-Date: there is no such date');
  }
  if (signedAt.toISOString().slice(0, 10).replaceAll('-', '') !== scope.day) {
    throw new Error('X-Amz-Date is of another day than X-Amz-Credential');
  }
  if (signed - now > mostSkewMs) {
    throw new Error(`it is signed in the future, at ${signedAt.toISOString()}`);
  }
  if (now >= signed + expiresInSeconds * 1000) {
    throw new Error(
      `it expired ${expiresInSeconds} s after ${signedAt.toISOString()}`,
    );
  }
}

async function isSignedWith(
  { secretAccessKey }: AccessKey,
  token: ConnectToken,
): Promise<boolean> {
  // Loaded with the first token: they take 9 MB of memory, and most endpoints never see one.
  const { SignatureV4 } = await import('@smithy/signature-v4');
  const { Sha256 } = await import('@smithy/core/checksum');
  const { accessKeyId, sessionToken, host, port } = token;
  const { query } = await new SignatureV4({
    service,
    region: token.scope.region,
    credentials: { accessKeyId, secretAccessKey, sessionToken },
    sha256: Sha256,
  }).presign(
    {
      method: 'GET',
      protocol: 'https:',
      hostname: host,
      port,
      path: '/',
      query: token.signedParameters,
      headers: { host: `${host}:${port}` },
    },
    {
      signingDate: token.signedAt,
      expiresIn: token.expiresInSeconds,
    },
  );
  const expected = query?.['X-Amz-Signature'];
  return (
    typeof expected === 'string' &&
    timingSafeEqual(Buffer.from(expected), Buffer.from(token.signature))
  );
}

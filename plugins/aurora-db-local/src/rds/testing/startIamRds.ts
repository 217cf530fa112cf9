import { STS } from '@aws-sdk/client-sts';
import { Signer } from '@aws-sdk/rds-signer';
import type pg from 'pg';
import { startRds, type TestCluster, type TestRds } from './startRds';
import { trustPolicy } from '../../testing/trustPolicy';

export const accountId = '123456789012';
const region = 'ap-northeast-1';
const user = 'lambda-user';

/** The credentials of an SDK. */
export interface TestCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** The input for a token. Default: that of the current writer. */
export interface TokenWishes {
  credentials: TestCredentials;
  hostname?: string;
  port?: number;
  username?: string;
  region?: string;
}

/** An endpoint with its log, and helpers for tests of IAM authentication. */
export interface TestIamRds extends TestRds {
  log: string[];
  /** The log's reason for the last refused login. */
  lastRefusal(): string | undefined;
  resourceId(identifier: string): Promise<string>;
  /** Creates a role if it does not exist, and gives it only the given statements. */
  putRole(role: string, statements: object[]): Promise<void>;
  /** Temporary credentials of a role. */
  assume(role: string, account?: string): Promise<TestCredentials>;
  /** Creates a token as an application does. */
  tokenFor(cluster: TestCluster, wishes: TokenWishes): Promise<string>;
  /** Logs in as lambda-user with a password or token, and returns the user's name. */
  logIn(
    cluster: TestCluster,
    password: string | (() => Promise<string>),
    options?: Partial<pg.ClientConfig>,
  ): Promise<unknown>;
}

/** The statement that lets a role connect to a cluster. */
export function connectStatement(resourceId: string, more: object = {}) {
  return {
    Effect: 'Allow',
    Action: 'rds-db:connect',
    Resource: `arn:aws:rds-db:${region}:${accountId}:dbuser:${resourceId}/${user}`,
    ...more,
  };
}

export async function startIamRds(): Promise<TestIamRds> {
  const log: string[] = [];
  const test = await startRds({ log: message => void log.push(message) });
  const sts = new STS(test.endpoint.clientConfig());
  const iam = (operation: string, input: Record<string, unknown>) =>
    test.endpoint.services.call('iam', operation, input, {
      accountId,
      region,
      requestId: 'test',
      principalArn: `arn:aws:iam::${accountId}:root`,
    });
  return {
    ...test,
    log,
    lastRefusal: () => log.findLast(line => line.startsWith('Login of ')),
    async resourceId(identifier) {
      const { DBClusters: [cluster] = [] } = await test.rds.describeDBClusters({
        DBClusterIdentifier: identifier,
      });
      return cluster?.DbClusterResourceId ?? '';
    },
    async putRole(RoleName, Statement) {
      await iam('CreateRole', {
        RoleName,
        AssumeRolePolicyDocument: trustPolicy,
      }).catch((error: Error) => {
        if (error.name !== 'EntityAlreadyExists') {
          throw error;
        }
      });
      if (Array.isArray(Statement) && Statement.length === 0) {
        await iam('DeleteRolePolicy', {
          RoleName,
          PolicyName: 'database',
        }).catch((error: Error) => {
          if (error.name !== 'NoSuchEntity') {
            throw error;
          }
        });
        return;
      }
      await iam('PutRolePolicy', {
        RoleName,
        PolicyName: 'database',
        PolicyDocument: { Version: '2012-10-17', Statement },
      });
    },
    async assume(role, account = accountId) {
      const { Credentials } = await sts.assumeRole({
        RoleArn: `arn:aws:iam::${account}:role/${role}`,
        RoleSessionName: 'application',
      });
      return {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken,
      };
    },
    tokenFor: (cluster, wishes) =>
      new Signer({
        hostname: cluster.writer,
        port: cluster.port,
        username: user,
        region,
        ...wishes,
      }).getAuthToken(),
    logIn: (cluster, password, options) =>
      test.query(cluster, 'SELECT session_user AS me', {
        user,
        password,
        ...options,
      }),
  };
}

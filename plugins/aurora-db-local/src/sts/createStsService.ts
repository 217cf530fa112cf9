import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { uniqueId } from '../iam/RoleRecord';
import { defineOperation } from '../service/defineOperation';
import {
  AwsError,
  type AccessKeys,
  type AwsService,
  type RequestContext,
  type ServiceEnvironment,
} from '../service/AwsService';
import { accountRoot } from './accountRoot';
import { checkRoleTerms } from './checkRoleTerms';
import { SessionSecrets } from './SessionSecrets';
import { decodeSessionToken, encodeSessionToken } from './sessionToken';
import { stsInputs } from './stsInputs';

/**
 * The secret access key of an account's own access key, for the verification of signatures. It is
 * not a secret: any caller of this endpoint has root's rights.
 */
const accountSecret = 'any';

/** Longest session of an account's root user, and the default. */
const rootSessionSeconds = 3600;

/** STS: the caller's identity, and credentials of roles. Any valid role ARN can be assumed. */
export async function createStsService({
  stateDirectory,
  services,
}: Pick<ServiceEnvironment, 'stateDirectory' | 'services'>): Promise<
  AwsService & AccessKeys
> {
  const secrets = await SessionSecrets.open(
    join(stateDirectory, 'sts', 'session-key'),
  );
  return {
    signingName: 'sts',
    find(accessKeyId, sessionToken) {
      if (sessionToken === undefined) {
        return { ...accountRoot(accessKeyId), secretAccessKey: accountSecret };
      }
      const session = decodeSessionToken(sessionToken);
      return (
        session && {
          accountId: session.accountId,
          principalArn: session.principalArn,
          secretAccessKey: secrets.secretOf(accessKeyId, sessionToken),
          expiresAt: new Date(session.expiresAt),
        }
      );
    },
    operations: {
      GetCallerIdentity: defineOperation(
        stsInputs.GetCallerIdentity,
        async (_input, { accountId, principalArn }) => ({
          UserId: userIdOf(accountId, principalArn),
          Account: accountId,
          Arn: principalArn,
        }),
      ),

      AssumeRole: defineOperation(
        stsInputs.AssumeRole,
        async (input, context) => {
          await checkRoleTerms(services, context, input);
          return assumeRole(input, secrets);
        },
      ),

      GetSessionToken: defineOperation(
        stsInputs.GetSessionToken,
        async ({ DurationSeconds = rootSessionSeconds }, context) => {
          if (context.principalArn.includes(':assumed-role/')) {
            throw new AwsError(
              'AccessDenied',
              'Cannot call GetSessionToken with session credentials',
              403,
            );
          }
          // As on AWS, a root user who asks for more gets the longest session.
          const seconds = Math.min(DurationSeconds, rootSessionSeconds);
          return { Credentials: credentialsFor(context, seconds, secrets) };
        },
      ),
    },
  };
}

function assumeRole(
  {
    RoleArn,
    RoleSessionName,
    DurationSeconds,
    SourceIdentity,
  }: ReturnType<typeof stsInputs.AssumeRole.parse>,
  secrets: SessionSecrets,
) {
  const [, , , , accountId] = RoleArn.split(':');
  if (!accountId) {
    throw new AwsError('ValidationError', `${RoleArn} is invalid`);
  }
  const roleName = RoleArn.slice(RoleArn.lastIndexOf('/') + 1);
  const principalArn = `arn:aws:sts::${accountId}:assumed-role/${roleName}/${RoleSessionName}`;
  return {
    Credentials: credentialsFor(
      { accountId, principalArn },
      DurationSeconds,
      secrets,
    ),
    AssumedRoleUser: {
      AssumedRoleId: userIdOf(accountId, principalArn),
      Arn: principalArn,
    },
    PackedPolicySize: 0,
    SourceIdentity,
  };
}

function credentialsFor(
  {
    accountId,
    principalArn,
  }: Pick<RequestContext, 'accountId' | 'principalArn'>,
  durationSeconds: number,
  secrets: SessionSecrets,
) {
  const expiration = new Date(Date.now() + durationSeconds * 1000);
  const accessKeyId = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`;
  const sessionToken = encodeSessionToken({
    accountId,
    principalArn,
    expiresAt: expiration.getTime(),
  });
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secrets.secretOf(accessKeyId, sessionToken),
    SessionToken: sessionToken,
    Expiration: expiration,
  };
}

/**
 * For a root user, the account id. For an assumed role, the role's unique id and the session name.
 */
function userIdOf(accountId: string, principalArn: string): string {
  const [, role, session] =
    principalArn.split(':assumed-role')[1]?.split('/') ?? [];
  return role && session
    ? `${uniqueId(accountId, role)}:${session}`
    : accountId;
}

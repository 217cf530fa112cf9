import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { uniqueId } from '../iam/RoleRecord';
import { integerInput } from '../service/inputs';
import {
  AwsError,
  type AccessKeys,
  type AwsService,
  type RequestContext,
  type ServiceEnvironment,
} from '../service/AwsService';
import { accountRoot } from './accountRoot';
import { SessionSecrets } from './SessionSecrets';
import { decodeSessionToken, encodeSessionToken } from './sessionToken';

/**
 * The secret access key of an account's own access key, for the verification of signatures. It is
 * not a secret: any caller of this endpoint has root's rights.
 */
const accountSecret = 'any';

const assumeRoleInput = z.looseObject({
  RoleArn: z
    .string()
    .regex(
      /^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/,
      'must be the ARN of an IAM role',
    ),
  RoleSessionName: z
    .string()
    .regex(
      /^[\w+=,.@-]{2,64}$/,
      'must have 2 to 64 letters, digits or _+=,.@-',
    ),
  DurationSeconds: integerInput
    .pipe(z.number().min(900).max(43_200))
    .default(3600),
});

/** STS: the caller's identity, and credentials of roles. Any valid role ARN can be assumed. */
export async function createStsService({
  stateDirectory,
}: Pick<ServiceEnvironment, 'stateDirectory'>): Promise<
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
      async GetCallerIdentity(_input, { accountId, principalArn }) {
        return {
          UserId: userIdOf(accountId, principalArn),
          Account: accountId,
          Arn: principalArn,
        };
      },
      AssumeRole: async input =>
        assumeRole(assumeRoleInput.parse(input), secrets),
      async GetSessionToken(input, context) {
        const { DurationSeconds } = assumeRoleInput
          .pick({ DurationSeconds: true })
          .parse(input);
        return {
          Credentials: credentialsFor(context, DurationSeconds, secrets),
        };
      },
    },
  };
}

function assumeRole(
  {
    RoleArn,
    RoleSessionName,
    DurationSeconds,
  }: z.infer<typeof assumeRoleInput>,
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

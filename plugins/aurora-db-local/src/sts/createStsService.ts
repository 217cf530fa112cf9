import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { uniqueId } from '../iam/RoleRecord';
import { integerInput } from '../inputs';
import { AwsError, type AwsService, type RequestContext } from '../service';
import { encodeSessionToken } from './sessionToken';

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

/** STS: who is calling, and credentials of other accounts. Any well-formed role can be assumed. */
export function createStsService(): AwsService {
  return {
    signingName: 'sts',
    operations: {
      async GetCallerIdentity(_input, { accountId, principalArn }) {
        return {
          UserId: userIdOf(accountId, principalArn),
          Account: accountId,
          Arn: principalArn,
        };
      },
      AssumeRole: async input => assumeRole(assumeRoleInput.parse(input)),
      async GetSessionToken(input, context) {
        const { DurationSeconds } = assumeRoleInput
          .pick({ DurationSeconds: true })
          .parse(input);
        return { Credentials: credentialsFor(context, DurationSeconds) };
      },
    },
  };
}

function assumeRole({
  RoleArn,
  RoleSessionName,
  DurationSeconds,
}: z.infer<typeof assumeRoleInput>) {
  const [, , , , accountId] = RoleArn.split(':');
  if (!accountId) {
    throw new AwsError('ValidationError', `${RoleArn} is invalid`);
  }
  const roleName = RoleArn.slice(RoleArn.lastIndexOf('/') + 1);
  const principalArn = `arn:aws:sts::${accountId}:assumed-role/${roleName}/${RoleSessionName}`;
  return {
    Credentials: credentialsFor({ accountId, principalArn }, DurationSeconds),
    AssumedRoleUser: {
      AssumedRoleId: userIdOf(accountId, principalArn),
      Arn: principalArn,
    },
    PackedPolicySize: 0,
  };
}

function credentialsFor(
  session: Pick<RequestContext, 'accountId' | 'principalArn'>,
  durationSeconds: number,
) {
  const expiration = new Date(Date.now() + durationSeconds * 1000);
  return {
    AccessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
    SecretAccessKey: randomBytes(30).toString('base64'),
    SessionToken: encodeSessionToken({
      ...session,
      expiresAt: expiration.getTime(),
    }),
    Expiration: expiration,
  };
}

/** Account id for a root user; a role's unique id with the session name for an assumed role. */
function userIdOf(accountId: string, principalArn: string): string {
  const [, role, session] =
    principalArn.split(':assumed-role')[1]?.split('/') ?? [];
  return role && session
    ? `${uniqueId(accountId, role)}:${session}`
    : accountId;
}

import { z } from 'zod';
import { ignored, rejected } from '../service/inputHandling';
import { integerInput } from '../service/inputs';

const sessionTags = ignored(
  'No policy here can depend on a tag of a session: conditions are not evaluated.',
);
const noTokenSize = rejected('Session tokens are as long as their content.');
const noMfa = rejected('There are no MFA devices.');
const noSessionPolicies = rejected(
  'Session policies are not evaluated: use a role that has only the rights of the session.',
  ['[]'],
);

/** Inputs of the STS operations that aurora-db-local implements. */
export const stsInputs = {
  GetCallerIdentity: z.strictObject({}),
  AssumeRole: z.strictObject({
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
    ExternalId: z
      .string()
      .regex(
        /^[\w+=,.@:/-]{2,1224}$/,
        'must have 2 to 1224 letters, digits or _+=,.@:/-',
      )
      .optional(),
    SourceIdentity: z
      .string()
      .regex(
        /^[\w+=,.@-]{2,64}$/,
        'must have 2 to 64 letters, digits or _+=,.@-',
      )
      .optional(),
    MinimumSessionTokenSize: noTokenSize,
    Policy: noSessionPolicies,
    PolicyArns: noSessionPolicies,
    ProvidedContexts: rejected('There are no providers of contexts.', ['[]']),
    SerialNumber: noMfa,
    Tags: sessionTags,
    TokenCode: noMfa,
    TransitiveTagKeys: sessionTags,
  }),
  GetSessionToken: z.strictObject({
    DurationSeconds: integerInput
      .pipe(z.number().min(900).max(129_600))
      .optional(),
    MinimumSessionTokenSize: noTokenSize,
    SerialNumber: noMfa,
    TokenCode: noMfa,
  }),
};

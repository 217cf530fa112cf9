import { z } from 'zod';

/** Lifetime of a token in seconds. Source: RDS user guide, "IAM database authentication". */
const longestSeconds = 900;

const credentialPattern =
  /^(?<accessKeyId>\w+)\/(?<day>\d{8})\/(?<region>[a-z0-9-]+)\/(?<service>[a-z0-9-]+)\/aws4_request$/;

const parametersSchema = z.looseObject({
  Action: z.literal('connect'),
  DBUser: z.string().min(1),
  'X-Amz-Algorithm': z.literal('AWS4-HMAC-SHA256'),
  'X-Amz-Credential': z.string().transform((credential, context) => {
    const {
      accessKeyId = '',
      day = '',
      region = '',
      service = '',
    } = credentialPattern.exec(credential)?.groups ?? {};
    if (!accessKeyId) {
      context.addIssue({
        code: 'custom',
        message: 'must be <access key>/<date>/<region>/rds-db/aws4_request',
      });
    }
    return { accessKeyId, day, region, service };
  }),
  'X-Amz-Date': z
    .string()
    .regex(/^\d{8}T\d{6}Z$/, 'must be a date such as 20261128T093000Z'),
  'X-Amz-Expires': z
    .string()
    .regex(/^\d{1,9}$/, 'must be a number of seconds')
    .transform(Number)
    .pipe(z.number().min(1).max(longestSeconds)),
  'X-Amz-SignedHeaders': z.literal('host'),
  'X-Amz-Security-Token': z.string().optional(),
  'X-Amz-Signature': z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must have 64 hexadecimal digits'),
});

/**
 * A token that a client sends instead of a password: a presigned request to connect, without its
 * scheme.
 */
export interface ConnectToken {
  host: string;
  port: number;
  user: string;
  accessKeyId: string;
  sessionToken?: string;
  /** The credential's date (`yyyymmdd`), region and service. */
  scope: { day: string; region: string; service: string };
  signedAt: Date;
  expiresInSeconds: number;
  /** 64 hexadecimal digits. */
  signature: string;
  /** All parameters except the signature. */
  signedParameters: Record<string, string>;
}

/**
 * @throws Error that names the problem without quoting the token, because it might be a password
 */
export function parseConnectToken(text: string): ConnectToken {
  const url = URL.parse(`https://${text}`);
  if (!url || url.pathname !== '/' || !url.search) {
    throw new Error(
      'the password is no IAM token, which is <host>:<port>/?Action=connect&…',
    );
  }
  const entries = [...url.searchParams];
  const parameters = Object.fromEntries(entries);
  if (Object.keys(parameters).length < entries.length) {
    throw new Error('the token has a parameter twice');
  }
  const parsed = parametersSchema.safeParse(parameters);
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues
        .map(({ path, message }) => `${path.map(String).join('.')}: ${message}`)
        .join('; '),
    );
  }
  const { accessKeyId, ...scope } = parsed.data['X-Amz-Credential'];
  const { 'X-Amz-Signature': signature, ...signedParameters } = parameters;
  return {
    host: url.hostname,
    port: Number(url.port || 443),
    user: parsed.data.DBUser,
    accessKeyId,
    sessionToken: parsed.data['X-Amz-Security-Token'],
    scope,
    signedAt: parseDate(parsed.data['X-Amz-Date']),
    expiresInSeconds: parsed.data['X-Amz-Expires'],
    signature: parsed.data['X-Amz-Signature'],
    signedParameters,
  };
}

/**
 * @param text - for example `20261128T093000Z`
 */
function parseDate(text: string): Date {
  return new Date(
    text.replace(
      /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
      '$1-$2-$3T$4:$5:$6Z',
    ),
  );
}

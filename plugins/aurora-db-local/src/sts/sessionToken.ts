import { z } from 'zod';

const prefix = 'AuroraDbLocal.';

const sessionSchema = z.object({
  /** ARN of the assumed role with its session name. */
  principalArn: z.string(),
  accountId: z.string().regex(/^\d{12}$/),
  /** In milliseconds since the epoch. */
  expiresAt: z.number(),
});

/**
 * The content of an assumed role's session token. It is complete, so that sessions are not stored.
 */
export type Session = z.infer<typeof sessionSchema>;

export function encodeSessionToken(session: Session): string {
  return prefix + Buffer.from(JSON.stringify(session)).toString('base64url');
}

/** Undefined for tokens that AssumeRole of this endpoint did not issue. */
export function decodeSessionToken(token: string): Session | undefined {
  if (!token.startsWith(prefix)) {
    return undefined;
  }
  try {
    return sessionSchema.parse(
      JSON.parse(
        Buffer.from(token.slice(prefix.length), 'base64url').toString('utf8'),
      ),
    );
  } catch {
    return undefined;
  }
}

import { z } from 'zod';

const prefix = 'AuroraDbLocal.';

const sessionSchema = z.object({
  /** ARN of the assumed role with its session name. */
  principalArn: z.string(),
  accountId: z.string().regex(/^\d{12}$/),
  /** Epoch milliseconds. */
  expiresAt: z.number(),
});

/** What the session token of an assumed role carries: everything, so nothing has to be kept. */
export type Session = z.infer<typeof sessionSchema>;

export function encodeSessionToken(session: Session): string {
  return prefix + Buffer.from(JSON.stringify(session)).toString('base64url');
}

/** Undefined for tokens that AssumeRole of this endpoint didn't issue. */
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

import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

/** PostgreSQL's own default. */
const iterations = 4096;

/**
 * What PostgreSQL stores of a password, made here so that the password itself never is part of a statement, which a server
 * with `log_statement=all` would log. Format and arithmetic: RFC 5803 and PostgreSQL's documentation of pg_authid.
 */
export function scramVerifier(password: string): string {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(
    password.normalize('NFKC'),
    salt,
    iterations,
    32,
    'sha256',
  );
  const keyOf = (name: string) =>
    createHmac('sha256', salted).update(name).digest();
  const storedKey = createHash('sha256')
    .update(keyOf('Client Key'))
    .digest('base64');
  const serverKey = keyOf('Server Key').toString('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}

import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

/** PostgreSQL's default. */
const iterations = 4096;

/**
 * PostgreSQL's stored form of a password. It is computed here so that no statement contains the
 * password, because a server with `log_statement=all` would log it. Format and arithmetic: RFC 5803
 * and PostgreSQL's documentation of pg_authid.
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

import { readFileSync } from 'node:fs';

/** Numeric ids of an operating system account. */
export interface ServerAccount {
  uid: number;
  gid: number;
}

/** Existing accounts without rights. PostgreSQL refuses to run as root. */
const preferred = ['postgres', 'nobody'];

let known: ServerAccount | undefined;

/**
 * The account of the servers: undefined for this process's own. For root, an account without
 * rights.
 */
export function serverAccount(): ServerAccount | undefined {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  known ??= lookUp();
  return known;
}

function lookUp(): ServerAccount {
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'));
  for (const name of preferred) {
    const fields = accounts.find(([user]) => user === name);
    if (fields) {
      return { uid: Number(fields[2]), gid: Number(fields[3]) };
    }
  }
  throw new Error(
    `PostgreSQL does not run as root, and this system has none of the accounts ${preferred.join(', ')}: start aurora-db-local as another user.`,
  );
}

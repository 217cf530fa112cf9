import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { errorCodeOf } from '../../processes/errorCodeOf';

/** Passwords of the roles that RDS keeps to itself. Users never see them. */
export interface InternalPasswords {
  administration: string;
  replication: string;
}

/**
 * Reads the internal passwords from a file. If it does not exist, writes it, with new passwords or
 * those given.
 */
export async function internalPasswords(
  file: string,
  initial?: InternalPasswords,
): Promise<InternalPasswords> {
  if (!existsSync(file)) {
    const { administration, replication } = initial ?? {
      administration: newPassword(),
      replication: newPassword(),
    };
    await writeOnce(file, `${administration}\n${replication}\n`);
  }
  const [administration, replication] = (await readFile(file, 'utf8')).split(
    '\n',
  );
  if (!administration || !replication) {
    throw new Error(
      `${file} does not contain two passwords. Restore the file, or delete the state folder to start with an empty one.`,
    );
  }
  return { administration, replication };
}

function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

/** Writes a whole file, unless another process did. */
async function writeOnce(file: string, content: string): Promise<void> {
  const unfinished = `${file}.${randomUUID()}.new`;
  await writeFile(unfinished, content, { mode: 0o600 });
  try {
    await link(unfinished, file);
  } catch (error) {
    if (errorCodeOf(error) !== 'EEXIST') {
      throw error;
    }
  } finally {
    await rm(unfinished, { force: true });
  }
}

import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  mkdirSync,
  openSync,
} from 'node:fs';
import { errorCodeOf } from '../../processes/errorCodeOf';
import { serverAccount } from '../serverAccount';

/**
 * Creates a folder in a place where other users can create folders too, such as /var/tmp, or uses
 * an existing one of this user. Only this user and the servers' account can enter it.
 *
 * @throws Error that names the way out if another user created the folder or could have changed its
 *   content
 */
export function makePrivateFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (errorCodeOf(error) !== 'EEXIST') {
      throw error;
    }
  }
  const folder = openFolder(path);
  try {
    const { uid, mode } = fstatSync(folder);
    if (uid !== process.getuid?.()) {
      throw refusal(path, `belongs to another user (uid ${uid})`);
    }
    if ((mode & 0o022) !== 0) {
      throw refusal(
        path,
        `can be written by other users (mode ${(mode & 0o777).toString(8)})`,
      );
    }
    const account = serverAccount();
    if (account) {
      // The servers' account passes through to its own folders.
      fchownSync(folder, uid, account.gid);
    }
    fchmodSync(folder, account ? 0o710 : 0o700);
  } finally {
    closeSync(folder);
  }
}

function openFolder(path: string): number {
  const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;
  try {
    return openSync(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  } catch (error) {
    switch (errorCodeOf(error)) {
      case 'ELOOP':
      case 'ENOTDIR':
        throw refusal(path, 'is a link or a file');
      case 'EACCES':
        throw refusal(path, 'belongs to another user');
      default:
        throw error;
    }
  }
}

function refusal(path: string, reason: string): Error {
  return new Error(
    `aurora-db-local cannot keep PostgreSQL's files in ${path}: it ${reason}. ` +
      'Remove it, or choose a state folder whose parent folders every user can enter.',
  );
}

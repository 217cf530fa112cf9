import { createHmac, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeFileAtomically } from '../store/writeFileAtomically';

const keyBytes = 32;
/** Makes 40 characters, the length of AWS's secret access keys. */
const secretBytes = 30;

/**
 * Secret access keys of temporary credentials. Each is derived from its access key id and session
 * token with a key that never leaves the state folder. They are therefore not stored, stay the same
 * after a restart, and cannot be forged.
 */
export class SessionSecrets {
  /**
   * @param file - contains the key; created at the first use, readable only by its owner
   */
  static async open(file: string): Promise<SessionSecrets> {
    if (!existsSync(file)) {
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await writeFileAtomically(
        file,
        `${randomBytes(keyBytes).toString('hex')}\n`,
      );
    }
    const key = Buffer.from((await readFile(file, 'utf8')).trim(), 'hex');
    if (key.length !== keyBytes) {
      throw new Error(
        `${file} does not contain ${keyBytes} bytes in hexadecimal. Delete it to get a new key. Credentials that AssumeRole issued before then no longer work.`,
      );
    }
    return new SessionSecrets(key);
  }

  private constructor(private readonly key: Buffer) {}

  secretOf(accessKeyId: string, sessionToken: string): string {
    return createHmac('sha256', this.key)
      .update(`${accessKeyId}\n${sessionToken}`)
      .digest()
      .subarray(0, secretBytes)
      .toString('base64');
  }
}

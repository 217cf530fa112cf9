import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { internalPasswords, type InternalPasswords } from './internalPasswords';
import { makePrivateFolder } from './makePrivateFolder';
import { removeUnusedTemplates } from './removeUnusedTemplates';
import { fingerprintOfTemplates, ServerTemplates } from './ServerTemplates';

/**
 * Opens the templates of an endpoint: its own, or those of the folder in AURORA_DB_LOCAL_TEMPLATES.
 * Endpoints that share templates have the same internal passwords, because the templates contain
 * them.
 *
 * @param passwordFile - in the endpoint's state folder; if it exists, its passwords are kept
 */
export async function openTemplates(
  ownFolder: string,
  passwordFile: string,
): Promise<{ templates: ServerTemplates; passwords: InternalPasswords }> {
  const configured = process.env.AURORA_DB_LOCAL_TEMPLATES;
  const fingerprint = fingerprintOfTemplates();
  if (configured) {
    makePrivateFolder(configured);
    const folder = join(configured, fingerprint);
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    await removeUnusedTemplates(configured, fingerprint);
    const shared = await internalPasswords(join(folder, 'internal-passwords'));
    const passwords = await internalPasswords(passwordFile, shared);
    if (passwords.administration === shared.administration) {
      return {
        templates: new ServerTemplates(folder, passwords),
        passwords,
      };
    }
  }
  const passwords = await internalPasswords(passwordFile);
  const folder = join(ownFolder, fingerprint);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  await removeUnusedTemplates(ownFolder, fingerprint);
  return { templates: new ServerTemplates(folder, passwords), passwords };
}

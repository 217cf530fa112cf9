// Puts the templates into the backend's package while it is packed. Usage: (copy | remove) [folder]
import { cpSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);
const [command, packaged = join(root, 'plugins/aurora-db-backend/templates')] =
  process.argv.slice(2);
/** What a trial in the skeleton leaves there. */
const leftOut = ['node_modules', 'dist'];
/**
 * Names that npm or yarn never packs. The scaffolder renders the names of files, so that an
 * expression in the package becomes the name again.
 */
const unpackable = ['.github', '.gitignore'];

rmSync(packaged, { recursive: true, force: true });
if (command === 'copy') {
  cpSync(join(root, 'templates'), packaged, {
    recursive: true,
    filter: path => !leftOut.includes(basename(path)),
  });
  for (const path of readdirSync(packaged, { recursive: true })) {
    if (unpackable.includes(basename(path))) {
      const file = join(packaged, path);
      renameSync(file, join(dirname(file), `\${{ '${basename(path)}' }}`));
    }
  }
}

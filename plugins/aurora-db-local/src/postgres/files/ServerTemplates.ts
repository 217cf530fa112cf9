import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PostgresBinaries } from '../PostgresBinaries';
import { copyDataFolder } from './copyDataFolder';
import { makeServerFolder, removeFolder, writeServerFile } from './ServerFiles';
import { scramVerifier } from '../connections/scramVerifier';
import { administrationRole, replicationRole } from '../serverSettings';
import { serverAccount } from '../serverAccount';

const run = promisify(execFile);

/** Segments are copied whole: small ones keep snapshots, restores and archives of small databases small. PostgreSQL's default is 16. */
const walSegmentMegabytes = 4;

/** Passwords of the roles that RDS keeps to itself; they never leave the state folder. */
export interface InternalPasswords {
  administration: string;
  replication: string;
}

/** An initialized data folder for each version, so that a new cluster is a copy and not an initdb. */
export class ServerTemplates {
  readonly #ready = new Map<string, Promise<string>>();

  constructor(
    private readonly root: string,
    private readonly passwords: InternalPasswords,
  ) {}

  /** Makes the template of a version, unless it is there; resolves with its folder. */
  prepare(binaries: PostgresBinaries): Promise<string> {
    let template = this.#ready.get(binaries.version);
    if (!template) {
      template = this.#prepare(binaries);
      this.#ready.set(binaries.version, template);
      template.catch(() => this.#ready.delete(binaries.version));
    }
    return template;
  }

  /** Makes a fresh data folder. */
  async instantiate(binaries: PostgresBinaries, target: string): Promise<void> {
    const unfinished = `${target}.unfinished`;
    await removeFolder(unfinished);
    await copyDataFolder(await this.prepare(binaries), unfinished, {
      state: 'stopped',
    });
    await rename(unfinished, target);
  }

  async #prepare(binaries: PostgresBinaries): Promise<string> {
    const finished = join(this.root, binaries.version);
    if (existsSync(finished)) {
      return finished;
    }
    const directory = `${finished}.unfinished`;
    await removeFolder(directory);
    await makeServerFolder(directory);
    const passwordFile = join(this.root, `${binaries.version}.password`);
    await writeServerFile(passwordFile, this.passwords.administration);
    const options = {
      ...serverAccount(),
      cwd: directory,
      env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' },
    };
    try {
      await run(
        join(binaries.directory, 'bin', 'initdb'),
        [
          '-D',
          directory,
          '-U',
          administrationRole,
          '--auth=scram-sha-256',
          `--pwfile=${passwordFile}`,
          '-E',
          'UTF8',
          '--locale=C.UTF-8',
          '--data-checksums',
          `--wal-segsize=${walSegmentMegabytes}`,
          '--no-instructions',
          '--no-sync',
        ],
        options,
      );
    } finally {
      await removeFolder(passwordFile);
    }
    for (const database of ['template1', 'postgres']) {
      const single = run(
        join(binaries.directory, 'bin', 'postgres'),
        ['--single', '-j', '-D', directory, '-c', 'exit_on_error=on', database],
        options,
      );
      single.child.stdin?.end(
        this.#statements(database)
          .map(statement => `${statement};\n\n`)
          .join(''),
      );
      await single;
    }
    await rename(directory, finished);
    return finished;
  }

  /** What RDS has in a new server. Roles belong to all databases, extensions to each. */
  #statements(database: string): string[] {
    const roles = [
      `CREATE ROLE ${replicationRole} LOGIN REPLICATION PASSWORD '${scramVerifier(this.passwords.replication)}'`,
      'CREATE ROLE rds_password NOLOGIN',
      'CREATE ROLE rds_replication NOLOGIN',
      'CREATE ROLE rds_iam NOLOGIN',
      'CREATE ROLE rds_superuser NOLOGIN IN ROLE pg_monitor, pg_signal_backend, pg_checkpoint, rds_password, rds_replication',
    ];
    return [
      ...(database === 'template1' ? roles : []),
      'CREATE EXTENSION pg_stat_statements',
    ];
  }
}

/** Reads the internal passwords of a state folder, or makes them up the first time. */
export async function internalPasswords(
  file: string,
): Promise<InternalPasswords> {
  if (!existsSync(file)) {
    const password = () => randomBytes(24).toString('base64url');
    await writeFile(`${file}.new`, `${password()}\n${password()}\n`, {
      mode: 0o600,
    });
    await rename(`${file}.new`, file);
  }
  const [administration, replication] = (await readFile(file, 'utf8')).split(
    '\n',
  );
  if (!administration || !replication) {
    throw new Error(
      `${file} does not hold two passwords. Delete the state folder to begin anew, or restore the file.`,
    );
  }
  return { administration, replication };
}

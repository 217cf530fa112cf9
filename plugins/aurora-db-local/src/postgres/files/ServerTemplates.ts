import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PostgresBinaries } from '../PostgresBinaries';
import { copyDataFolder } from './copyDataFolder';
import { makeServerFolder, removeFolder, writeServerFile } from './ServerFiles';
import { scramVerifier } from '../connections/scramVerifier';
import { supportedMajors } from '../postgresPackages';
import {
  administrationDatabase,
  administrationRole,
  replicationRole,
  rolesOfRds,
} from '../serverSettings';
import {
  finalStatements,
  membershipsOfSuperuser,
  statementsOfEachDatabase,
} from '../privileges/privilegeStatements';
import type { InternalPasswords } from './internalPasswords';
import { serverAccount } from '../serverAccount';

const run = promisify(execFile);

/**
 * Segments are copied whole. Small ones keep snapshots, restores and archives of small databases
 * small. PostgreSQL's default is 16.
 */
const walSegmentMegabytes = 4;
const initdbArguments = [
  '-U',
  administrationRole,
  '--auth=scram-sha-256',
  '-E',
  'UTF8',
  '--locale=C.UTF-8',
  '--data-checksums',
  `--wal-segsize=${walSegmentMegabytes}`,
  '--no-instructions',
  '--no-sync',
];
/** The first one gets the roles, and the last one what needs the others, and is copied. */
const databases = ['template1', 'template0', 'postgres'];

/**
 * An initialized data folder for each version. A new cluster is a copy of it, which is faster than
 * initdb.
 */
export class ServerTemplates {
  readonly #ready = new Map<string, Promise<string>>();

  constructor(
    private readonly root: string,
    private readonly passwords: InternalPasswords,
  ) {}

  /** Makes the template of a version if it does not exist. Resolves with its folder. */
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
    // Of its own: the root can be shared, and the initdb of an endpoint that was killed still writes.
    const directory = `${finished}.${randomUUID()}.unfinished`;
    await makeServerFolder(directory);
    try {
      await this.#initialize(binaries, directory);
      await rename(directory, finished);
    } catch (error) {
      await removeFolder(directory);
      // Another endpoint may have made the same template in a shared folder.
      if (!existsSync(finished)) {
        throw error;
      }
    }
    return finished;
  }

  async #initialize(
    binaries: PostgresBinaries,
    directory: string,
  ): Promise<void> {
    const passwordFile = `${directory}.password`;
    await writeServerFile(passwordFile, this.passwords.administration);
    const options = {
      ...serverAccount(),
      cwd: directory,
      env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' },
    };
    try {
      await run(
        join(binaries.directory, 'bin', 'initdb'),
        ['-D', directory, `--pwfile=${passwordFile}`, ...initdbArguments],
        options,
      );
    } finally {
      await removeFolder(passwordFile);
    }
    for (const database of databases) {
      const single = run(
        join(binaries.directory, 'bin', 'postgres'),
        ['--single', '-j', '-D', directory, '-c', 'exit_on_error=on', database],
        options,
      );
      single.child.stdin?.end(
        statementsOf(
          database,
          Number.parseInt(binaries.version, 10),
          scramVerifier(this.passwords.replication),
        )
          .map(statement => `${statement};\n\n`)
          .join(''),
      );
      await single;
    }
  }
}

/**
 * The roles, functions and privileges that RDS has in a new server. Roles belong to all databases,
 * functions to each.
 */
function statementsOf(
  database: string,
  majorVersion: number,
  replicationVerifier: string,
): string[] {
  const roles = [
    `CREATE ROLE ${replicationRole} LOGIN REPLICATION PASSWORD '${replicationVerifier}'`,
    ...rolesOfRds.map(role => `CREATE ROLE ${role} NOLOGIN`),
    ...membershipsOfSuperuser(majorVersion),
  ];
  return [
    ...(database === 'template1' ? roles : []),
    ...statementsOfEachDatabase,
    ...(database === 'postgres'
      ? [
          ...finalStatements,
          `CREATE DATABASE ${administrationDatabase} TEMPLATE ${database}`,
        ]
      : []),
  ];
}

/**
 * Identifies the content of templates without passwords. A shared folder has a subfolder for each.
 */
export function fingerprintOfTemplates(): string {
  return createHash('sha256')
    .update(
      JSON.stringify([
        initdbArguments,
        supportedMajors.map(major =>
          databases.map(database => statementsOf(database, Number(major), '')),
        ),
      ]),
    )
    .digest('hex')
    .slice(0, 12);
}

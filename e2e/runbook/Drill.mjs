import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import {
  functionRole,
  functionRoleArn,
  startStaging,
} from '../startStaging.mjs';
import { Application } from './Application.mjs';
import { Runbook, shellBlocks } from './Runbook.mjs';
import { Shell } from './Shell.mjs';
import { writeQuickWaiters } from './writeQuickWaiters.mjs';

/** Environment of the functions: their role's credentials and logins by token. */
async function roleOf(variables) {
  const { stdout } = await execa(
    'aws',
    [
      ...['sts', 'assume-role', '--region', variables.AWS_REGION],
      ...['--role-arn', functionRoleArn],
      ...['--role-session-name', 'drill', '--output', 'json'],
    ],
    { env: variables, extendEnv: false },
  );
  const { Credentials: given } = JSON.parse(stdout);
  return {
    DATABASE_AUTH: 'iam',
    AWS_ACCESS_KEY_ID: given.AccessKeyId,
    AWS_SECRET_ACCESS_KEY: given.SecretAccessKey,
    AWS_SESSION_TOKEN: given.SessionToken,
  };
}

/**
 * An exercise of the runbook: a portal with a database, an installed application, and a shell in
 * its folder.
 */
export class Drill {
  database;
  #staging;
  #waiters = mkdtempSync(join(tmpdir(), 'aurora-db-waiters-'));
  shell;
  application;
  runbook;

  async start() {
    writeQuickWaiters(this.#waiters);
    this.#staging = await startStaging();
    const { database, folder, portal, portalUrl, token } = this.#staging;
    this.database = database;
    const variables = {
      ...this.#staging.variables,
      PORTAL_URL: portalUrl,
      PORTAL_TOKEN: token,
      FUNCTION_ROLE: functionRole,
      AWS_DATA_PATH: this.#waiters,
    };
    await this.#staging.writeApplication();
    for (const command of [
      'npm ci --no-audit --no-fund',
      'npm run generate',
      `npm run ca -- --from ${portal.localUrl}/_aurora-local/ca.pem`,
      'npm run migrate',
    ]) {
      await execa('bash', ['-c', command], {
        cwd: folder,
        env: variables,
        extendEnv: false,
      });
    }
    this.application = new Application({
      folder,
      owner: variables,
      functions: { ...variables, ...(await roleOf(variables)) },
    });
    this.shell = new Shell({ folder, variables });
    this.runbook = new Runbook(this.shell, this.commandsOf('runbook.md'));
  }

  /** The commands of one of the application's documents. */
  commandsOf(file) {
    return shellBlocks(
      readFileSync(join(this.#staging.folder, 'docs', file), 'utf8'),
    );
  }

  /** The portal's answer about a database, by default the first one. */
  async portalSays(path = '', name = this.database) {
    return this.#staging.client.get(
      `/api/aurora-db/clusters/default/${name}${path}`,
    );
  }

  async end() {
    await this.application?.stop();
    await this.shell?.end();
    await this.#staging?.stop();
    rmSync(this.#waiters, { recursive: true });
  }
}

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { Portal } from '../../scripts/Portal.mjs';
import { PortalClient } from '../../scripts/PortalClient.mjs';
import { ensureLambdaNode } from '../../scripts/ensureLambdaNode.mjs';
import { freePort } from '../../scripts/ports.mjs';
import { Application } from './Application.mjs';
import { Runbook, shellBlocks } from './Runbook.mjs';
import { Shell } from './Shell.mjs';

/** As production: a reader to fail over to, and protected against deletion. */
const environment = 'stg';
const account = '333333333333';
/** Of the functions, as the sample portal's configuration names it. */
const role = 'goal-mandala-lambda';

const exec = promisify(execFile);

/** What the functions run with: the credentials of their role, and logins by token. */
async function roleOf(variables) {
  const { stdout } = await exec(
    'aws',
    [
      ...['sts', 'assume-role', '--region', variables.AWS_REGION],
      ...['--role-arn', `arn:aws:iam::${account}:role/${role}`],
      ...['--role-session-name', 'drill', '--output', 'json'],
    ],
    { env: variables },
  );
  const { Credentials: given } = JSON.parse(stdout);
  return {
    DATABASE_AUTH: 'iam',
    AWS_ACCESS_KEY_ID: given.AccessKeyId,
    AWS_SECRET_ACCESS_KEY: given.SecretAccessKey,
    AWS_SESSION_TOKEN: given.SessionToken,
  };
}

/** Whoever practises the runbook: a portal with a database, an application that is installed, and a shell in its folder. */
export class Drill {
  database = `goal-mandala-${environment}`;
  #state = mkdtempSync(join(tmpdir(), 'aurora-db-runbook-'));
  #folder = join(this.#state, 'goal-mandala-api');
  #portal;
  #client;
  shell;
  application;
  runbook;

  async start() {
    // PostgreSQL runs as another user where this is root.
    chmodSync(this.#state, 0o755);
    this.#portal = new Portal({
      ports: { local: await freePort(), backend: await freePort() },
      state: this.#state,
    });
    await this.#portal.start();
    const { localUrl, backendUrl } = this.#portal;
    const portalUrl = backendUrl.replace('localhost', '127.0.0.1');
    this.#client = new PortalClient(portalUrl);
    const token = await this.#client.signIn();
    const task = await this.#client.finishTask(
      await this.#client.startTask('goal-mandala-db', {
        name: 'goal-mandala',
        environment,
        owner: 'group:default/guests',
      }),
    );
    assert.equal(task.status, 'completed', task.log.join('\n'));

    const variables = {
      ...process.env,
      PATH: [ensureLambdaNode(), process.env.PATH].join(delimiter),
      AWS_ENDPOINT_URL: localUrl,
      AWS_REGION: 'ap-northeast-1',
      AWS_ACCESS_KEY_ID: account,
      AWS_SECRET_ACCESS_KEY: 'not-a-secret-of-aurora-db-local',
      AWS_PAGER: '',
      DATABASE_SECRET_ID: (await this.portalSays()).secretArn,
      PORTAL_URL: portalUrl,
      PORTAL_TOKEN: token,
      FUNCTION_ROLE: role,
      // Where Prisma can't download its engine, this serves in its place.
      PRISMA_SCHEMA_ENGINE_BINARY: new URL(
        '../../scripts/prismaSchemaEngine.mjs',
        import.meta.url,
      ).pathname,
      CHECKPOINT_DISABLE: '1',
    };
    await exec(
      process.execPath,
      [
        new URL('../../scripts/application.mjs', import.meta.url).pathname,
        'goal-mandala',
        environment,
        this.#folder,
      ],
      { env: { ...process.env, AURORA_DB_LOCAL_URL: localUrl } },
    );
    for (const command of [
      'npm install --no-audit --no-fund',
      'npm run generate',
      `npm run ca -- --from ${localUrl}/_aurora-local/ca.pem`,
      'npm run migrate',
    ]) {
      await exec('bash', ['-c', command], {
        cwd: this.#folder,
        env: variables,
      });
    }
    this.application = new Application({
      folder: this.#folder,
      owner: variables,
      functions: { ...variables, ...(await roleOf(variables)) },
    });
    this.shell = new Shell({ folder: this.#folder, variables });
    this.runbook = new Runbook(this.shell, this.commandsOf('runbook.md'));
  }

  /** The commands of a document of the application's. */
  commandsOf(file) {
    return shellBlocks(readFileSync(join(this.#folder, 'docs', file), 'utf8'));
  }

  /** What the portal says of a database, the one that was made first unless told otherwise. */
  async portalSays(path = '', name = this.database) {
    return this.#client.get(`/api/aurora-db/clusters/default/${name}${path}`);
  }

  async end() {
    await this.application?.stop();
    await this.shell?.end();
    await this.#portal?.stop();
    rmSync(this.#state, { recursive: true, force: true });
  }
}

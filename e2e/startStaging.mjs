import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { Portal } from '../scripts/Portal.mjs';
import { PortalClient } from '../scripts/PortalClient.mjs';
import { ensureLambdaNode } from '../scripts/ensureLambdaNode.mjs';
import { freePort } from '../scripts/ports.mjs';

const script = name => new URL(`../scripts/${name}`, import.meta.url).pathname;

/** An environment like production, with a reader and protection, that a test may disturb. */
const environment = 'stg';
/** Role of the functions of stg in the sample portal's configuration. */
export const functionRole = 'goal-mandala-lambda';
export const functionRoleArn = `arn:aws:iam::333333333333:role/${functionRole}`;

/**
 * Starts a portal's backend with aurora-db-local, and creates the database goal-mandala of stg with
 * the template.
 *
 * `folder` is the future folder of its application. `variables` is the environment of the
 * application's commands.
 */
export async function startStaging() {
  const state = mkdtempSync(join(tmpdir(), 'aurora-db-staging-'));
  // As root, PostgreSQL runs as another user.
  chmodSync(state, 0o755);
  const portal = new Portal({
    ports: { local: await freePort(), backend: await freePort() },
    state,
  });
  const stop = async () => {
    await portal.stop();
    rmSync(state, { recursive: true, force: true });
  };
  try {
    await portal.start();
    const portalUrl = portal.backendUrl.replace('localhost', '127.0.0.1');
    const client = new PortalClient(portalUrl);
    const token = await client.signIn();
    const task = await client.finishTask(
      await client.startTask('goal-mandala-db', {
        name: 'goal-mandala',
        environment,
        owner: 'group:default/guests',
      }),
    );
    assert.equal(task.status, 'completed', task.log.join('\n'));
    const database = `goal-mandala-${environment}`;
    await client.entity(`resource:default/${database}`);
    const { connectionSecretArn, secretArn } = await client.get(
      `/api/aurora-db/clusters/default/${database}`,
    );
    const folder = join(state, 'goal-mandala-api');
    const variables = {
      ...process.env,
      PATH: [ensureLambdaNode(), process.env.PATH].join(delimiter),
      AWS_ENDPOINT_URL: portal.localUrl,
      AWS_REGION: 'ap-northeast-1',
      AWS_ACCESS_KEY_ID: '333333333333',
      AWS_SECRET_ACCESS_KEY: 'any',
      AWS_PAGER: '',
      DATABASE_SECRET_ID: connectionSecretArn,
      DATABASE_OWNER_SECRET_ID: secretArn,
      // Tests download nothing.
      PRISMA_ENGINE: 'wasm',
    };
    // Otherwise the application's test runner would report to this one.
    delete variables.NODE_TEST_CONTEXT;
    return {
      portal,
      portalUrl,
      client,
      token,
      database,
      folder,
      variables,
      stop,

      /**
       * Writes the application of a database into a folder and returns the output. Throws if the
       * folder is not empty, or if the database is not there.
       */
      async writeApplication(
        name = 'goal-mandala',
        target = folder,
        env = { AURORA_DB_LOCAL_URL: portal.localUrl },
      ) {
        const { stdout } = await execa(
          process.execPath,
          [script('application.mjs'), name, environment, target],
          { env },
        );
        return stdout;
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

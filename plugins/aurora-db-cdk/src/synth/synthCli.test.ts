import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { environmentProfiles } from '@aurora-db/backstage-plugin-aurora-db-common';
import { sampleRequest } from './sampleRequest';
import { synthesizeDatabase } from './synth';

/** Runs a command of this package like `npm run synth`. */
function run(
  file: string,
  ...args: string[]
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const transform = require.resolve('@backstage/cli/config/nodeTransform.cjs');
  return new Promise(resolve => {
    const child = execFile(
      process.execPath,
      ['-r', transform, join(__dirname, file), ...args],
      // Without credentials and region, so that no call to AWS can succeed.
      { env: { PATH: process.env.PATH, HOME: process.env.HOME } },
      (_, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr }),
    );
  });
}

const choices = environmentProfiles.join(', ');

test('prints only the template, as JSON', async () => {
  const { code, stdout, stderr } = await run('synthCli.ts', 'prod');
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual(
    JSON.parse(synthesizeDatabase(sampleRequest('prod'))),
  );
}, 180_000);

test('accepts a name, and prints the last change set of a create, with protection', async () => {
  const { stdout } = await run('synthCli.ts', 'stg', '--name', 'orders');
  expect(
    JSON.parse(stdout).Resources.DatabaseCluster5B53A178.Properties,
  ).toMatchObject({
    DBClusterIdentifier: 'orders-stg-aurora-cluster',
    DeletionProtection: true,
    EngineVersion: '15.17',
  });
}, 180_000);

test.each([
  [[], `No environment was given: choose one of ${choices}.`],
  [['prd'], `prd is not an environment: choose one of ${choices}.`],
  [
    ['dev', 'prod'],
    `One environment at a time, not dev prod: choose one of ${choices}.`,
  ],
  [['dev', '--name', 'Goal'], '--name "Goal": expected lower-case letters'],
  [['dev', '--name'], "Option '--name <value>' argument missing"],
  [['dev', '--region', 'x'], "Unknown option '--region'"],
])(
  '%j prints one sentence and exits with 2',
  async (args, sentence) => {
    const { code, stdout, stderr } = await run('synthCli.ts', ...args);
    expect(stderr.startsWith(sentence)).toBe(true);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  },
  180_000,
);

test('the child process explains itself if a user starts it', async () => {
  expect(await run('synthChild.ts')).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'synth-child is started by a parent process, with child_process.fork.\n',
  });
}, 180_000);

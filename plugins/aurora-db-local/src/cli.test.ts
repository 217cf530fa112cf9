import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { parse } from 'yaml';
import { sendRaw } from './testing/sendRaw';
import { endWithParent } from './testing/endWithParent';
import { makeStateDirectory } from './testing/makeStateDirectory';

const command = resolve(__dirname, '../bin/aurora-db-local.js');

function run(...options: string[]) {
  // Without jest's environment settings, as a user runs it.
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(
    process.execPath,
    [...endWithParent, command, ...options],
    {
      env,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  const ended = Promise.all([once(child, 'exit'), text(child.stderr)]).then(
    ([[code], stderr]) => ({ code, stderr }),
  );
  return { child, ended };
}

describe('the command line', () => {
  let stateDirectory: string;

  beforeAll(async () => {
    stateDirectory = await makeStateDirectory();
  });

  afterAll(() => rm(stateDirectory, { recursive: true, force: true }));

  it('prints its address when it is usable and ends on SIGTERM', async () => {
    const { child, ended } = run('--port', '0', '--state', stateDirectory);
    const [line] = await once(child.stdout, 'data');
    const url =
      /^aurora-db-local is ready at (http:\/\/127\.0\.0\.1:\d+) /.exec(
        String(line),
      )?.[1];
    const health = await sendRaw(`${url}/_aurora-local/health`, {
      method: 'GET',
    });
    expect(health.statusCode).toBe(200);

    const second = await run(
      '--port',
      new URL(url ?? '').port,
      '--state',
      stateDirectory,
    ).ended;
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(
      /^The state folder .* is in use by another aurora-db-local \(process \d+\)\..*\n$/,
    );

    child.kill('SIGTERM');
    await expect(ended).resolves.toMatchObject({ code: 0 });
    await expect(sendRaw(`${url}/`)).rejects.toThrow(/ECONNREFUSED/);
  }, 180_000);

  it.each([
    [['--port', 'http'], "--port is 'http'; give a number from 0 to 65535."],
    [['--port', ''], "--port is ''; give a number from 0 to 65535."],
    [['--port'], "Option '--port <value>' argument missing"],
    [['--prot', '1'], "Unknown option '--prot'"],
    [['start'], "Unexpected argument 'start'"],
    [
      ['--print-config', '--port', '0'],
      "--port is '0'; with --print-config, give the port",
    ],
  ])(
    'refuses %j in one sentence',
    async (options, sentence) => {
      const { code, stderr } = await run(...options).ended;
      expect(code).toBe(1);
      expect(stderr).toContain(sentence);
      expect(stderr.trim().split('\n')).toHaveLength(1);
    },
    60_000,
  );

  it('prints nothing but the configuration of the sample portal, for its port', async () => {
    const { child, ended } = run('--print-config', '--port', '4670');
    const printed = parse(await text(child.stdout));
    await expect(ended).resolves.toEqual({ code: 0, stderr: '' });
    const sample = await readFile(
      resolve(__dirname, '../../../app-config.yaml'),
      'utf8',
    );
    expect(
      parse(
        sample.replaceAll(
          '${AURORA_DB_LOCAL_URL:-http://127.0.0.1:4570}',
          'http://127.0.0.1:4670',
        ),
      ),
    ).toMatchObject(printed);
    expect(Object.keys(printed)).toEqual(['auroraDb', 'aws']);
  }, 180_000);

  it('prints its usage', async () => {
    const { child, ended } = run('--help');
    const output = await text(child.stdout);
    await expect(ended).resolves.toMatchObject({ code: 0 });
    expect(output).toContain('--state <folder>');
  }, 180_000);

  it('prints the fleet of a company', async () => {
    const { child, ended } = run('fleet', '--print', '--count', '3');
    const printed = JSON.parse(await text(child.stdout));
    expect(await ended).toEqual({ code: 0, stderr: '' });
    expect(printed.databases).toHaveLength(3);
  });
});

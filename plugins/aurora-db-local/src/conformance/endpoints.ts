import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEndpoint } from '../testing/startEndpoint';

/** The endpoint that the conformance tests call. */
export interface JudgedEndpoint {
  url: string;
  stop(): Promise<void>;
}

interface EndpointUnderTest {
  name: string;
  start(): Promise<JudgedEndpoint>;
}

const motoCommand = (process.env.PATH ?? '')
  .split(delimiter)
  .map(folder => join(folder, 'moto_server'))
  .find(path => existsSync(path));

/** aurora-db-local and, if it is installed, moto, an independent imitation of AWS. */
export const endpoints: EndpointUnderTest[] = [
  { name: 'aurora-db-local', start: startEndpoint },
  ...(motoCommand === undefined
    ? []
    : [{ name: 'moto', start: () => startMoto(motoCommand) }]),
];

export function clientConfig({ url }: JudgedEndpoint) {
  return {
    endpoint: url,
    region: 'ap-northeast-1',
    credentials: {
      accessKeyId: '123456789012',
      secretAccessKey: 'not-checked',
    },
    maxAttempts: 1,
  };
}

async function startMoto(command: string): Promise<JudgedEndpoint> {
  const port = await freePort();
  const moto = spawn(command, ['-H', '127.0.0.1', '-p', String(port)], {
    stdio: 'ignore',
  });
  const exited = once(moto, 'exit');
  const url = `http://127.0.0.1:${port}`;
  while (!(await answers(url))) {
    if (moto.exitCode !== null) {
      throw new Error(
        `moto_server ended with exit code ${moto.exitCode} before it answered.`,
      );
    }
    await sleep(100);
  }
  return {
    url,
    async stop() {
      moto.kill();
      await exited;
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(`${url}/moto-api/`);
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (typeof address !== 'object' || address === null) {
    throw new Error('A TCP server has no address.');
  }
  return address.port;
}

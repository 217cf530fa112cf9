import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
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
  // The system chooses the port, so that no other process can take it meanwhile.
  const moto = spawn(command, ['-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(moto, 'exit');
  const url = await new Promise<string>((resolve, reject) => {
    // Also reads its log of requests.
    createInterface({ input: moto.stderr }).on('line', line => {
      const [, address] = /Running on (http:\S+)/.exec(line) ?? [];
      if (address !== undefined) {
        resolve(address);
      }
    });
    exited.then(
      ([code]) =>
        reject(
          new Error(
            `moto_server ended with exit code ${code} before it answered.`,
          ),
        ),
      reject,
    );
  });
  return {
    url,
    async stop() {
      moto.kill();
      await exited;
    },
  };
}

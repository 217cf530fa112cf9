import { rm } from 'node:fs/promises';
import {
  createAuroraLocal,
  type AuroraLocal,
  type AuroraLocalOptions,
} from '../createAuroraLocal';
import { makeStateDirectory } from './makeStateDirectory';

/** An endpoint for one test file, on a free port with a state folder of its own. */
export interface TestEndpoint extends AuroraLocal {
  stateDirectory: string;
  /** Configuration of an SDK client that calls it; `accountId` chooses the account. */
  clientConfig(accountId?: string): {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
    maxAttempts: number;
  };
}

/** Starts an endpoint whose state folder goes with it when it stops. */
export async function startEndpoint(
  options: Pick<AuroraLocalOptions, 'log'> = {},
): Promise<TestEndpoint> {
  const stateDirectory = await makeStateDirectory();
  const endpoint = await createAuroraLocal({ ...options, stateDirectory });
  return {
    ...endpoint,
    stateDirectory,
    clientConfig: (accountId = '123456789012') => ({
      endpoint: endpoint.url,
      region: 'ap-northeast-1',
      credentials: { accessKeyId: accountId, secretAccessKey: 'not-checked' },
      maxAttempts: 1,
    }),
    async stop() {
      await endpoint.stop();
      await rm(stateDirectory, { recursive: true, force: true });
    },
  };
}

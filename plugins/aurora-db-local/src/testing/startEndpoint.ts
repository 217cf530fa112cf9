import { rm } from 'node:fs/promises';
import {
  createAuroraLocal,
  type AuroraLocal,
  type AuroraLocalOptions,
} from '../createAuroraLocal';
import { makeStateDirectory } from './makeStateDirectory';

/** An endpoint on a free port with its own state folder. */
export interface TestEndpoint extends AuroraLocal {
  stateDirectory: string;
  /** The configuration of an SDK client for it. `accountId` selects the account. */
  clientConfig(accountId?: string): {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
    maxAttempts: number;
  };
}

/** Starts an endpoint whose state folder is deleted when it stops. */
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

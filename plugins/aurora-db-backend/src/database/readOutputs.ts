import {
  type DatabaseNames,
  stackOutputs,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { ClusterReader } from '../ports/ClusterReader';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import { untilVisible } from '../ports/untilVisible';

/** The endpoints, port and secrets of a database. */
export interface DatabaseOutputs {
  stackId: string;
  endpoint?: string;
  readerEndpoint?: string;
  port?: number;
  /** The secret with the master password. */
  secretArn?: string;
  /** The secret with the address and no password. */
  connectionSecretArn?: string;
  /** The address that replaces AWS's endpoints, such as that of aurora-db-local. */
  awsEndpoint?: string;
  engineVersion?: string;
}

/**
 * Looks up a running database in RDS and logs its endpoints.
 *
 * @param options - `withinMs`: maximum time in ms until RDS shows a new cluster
 */
export async function readOutputs(
  clusters: ClusterReader,
  {
    environment,
    names,
  }: { environment: EnvironmentConfig; names: DatabaseNames },
  stack: DatabaseStack,
  log: (line: string) => void,
  options: { withinMs?: number } = {},
): Promise<DatabaseOutputs> {
  const cluster = await untilVisible(
    () => clusters.describe(environment, names.clusterIdentifier),
    options,
  );
  const outputs = {
    stackId: stack.stackId,
    endpoint: cluster?.endpoint,
    readerEndpoint: cluster?.readerEndpoint,
    port: cluster?.port,
    secretArn: stack.outputs[stackOutputs.secretArn],
    connectionSecretArn: stack.outputs[stackOutputs.connectionSecretArn],
    awsEndpoint: environment.endpoint,
    ...(cluster && { engineVersion: cluster.engineVersion }),
  };
  for (const [key, value] of Object.entries(outputs)) {
    if (value !== undefined) {
      log(`${key}: ${value}`);
    }
  }
  return outputs;
}

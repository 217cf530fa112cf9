import {
  databaseNames,
  type DeployRequest,
  stackOutputs,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { Config } from '@backstage/config';
import { AwsClients } from '../src/aws/AwsClients';
import { CloudFormationStacks } from '../src/aws/CloudFormationStacks';
import { environmentConfig } from '../src/config/environmentConfig';
import { readConfig } from '../src/config/readConfig';
import { databaseOfStack } from '../src/database/databaseOfStack';
import type { DatabaseStack } from '../src/ports/DatabaseStacks';
import type { DeployedDatabase } from './writeApplication';

/** What is known of a database. */
export interface FoundDatabase {
  database: DeployedDatabase;
  /** Of the stack; absent if the stack could not be read. */
  owner?: string;
  system?: string;
  /** Why the secret is unknown, in a sentence; absent if all is known. */
  missing?: string;
}

/** Looks a database up in AWS or aurora-db-local. Its names are known without either. */
export async function findDatabase(
  config: Config,
  { name, environment }: Pick<DeployRequest, 'name' | 'environment'>,
): Promise<FoundDatabase> {
  const auroraDb = readConfig(config);
  const place = environmentConfig(auroraDb, environment);
  const names = databaseNames(name, place);
  const { entityRef, stackName, clusterIdentifier } = names;
  const { region, accountId } = place;
  const known = { entityRef, stackName, clusterIdentifier };
  const aws = AwsClients.fromConfig(config);
  try {
    const stack = await new CloudFormationStacks(aws).describe(
      place,
      stackName,
    );
    const identity = stack && databaseOfStack(place, stack);
    if (stack && identity?.outcome === 'ours') {
      const { owner, system } = identity.database;
      return { database: { ...known, ...outputsOf(stack) }, owner, system };
    }
    return nowhere(`${names.base} is not deployed yet`);
  } catch (error) {
    return nowhere(error instanceof Error ? error.message : String(error));
  } finally {
    aws.destroy();
  }

  function nowhere(missing: string): FoundDatabase {
    const stackId = `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/unknown`;
    return { database: { ...known, stackId }, missing };
  }
}

function outputsOf({ stackId, outputs }: DatabaseStack) {
  return {
    stackId,
    secretArn: outputs[stackOutputs.secretArn],
    connectionSecretArn: outputs[stackOutputs.connectionSecretArn],
  };
}

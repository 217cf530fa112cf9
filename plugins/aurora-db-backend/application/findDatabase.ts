import {
  databaseNames,
  type DeployRequest,
  stackOutputs,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { Config } from '@backstage/config';
import { AwsClients } from '../src/aws/AwsClients';
import { CloudFormationStacks } from '../src/aws/cloudformation/CloudFormationStacks';
import { environmentConfig } from '../src/config/environmentConfig';
import { readConfig } from '../src/config/readConfig';
import { databaseOfStack } from '../src/database/databaseOfStack';
import { AwsUnavailableError } from '../src/ports/errors/AwsUnavailableError';
import type { DatabaseStack } from '../src/ports/DatabaseStacks';
import type { DeployedDatabase } from './writeApplication';

/** A database and its tags. */
export interface FoundDatabase {
  database: DeployedDatabase;
  owner: string;
  system?: string;
}

/**
 * Looks a database up in AWS or aurora-db-local.
 *
 * @throws Error that says why its secrets are unknown, with a way out
 */
export async function findDatabase(
  config: Config,
  { name, environment }: Pick<DeployRequest, 'name' | 'environment'>,
): Promise<FoundDatabase> {
  const auroraDb = readConfig(config);
  const place = environmentConfig(auroraDb, environment);
  const { base, entityRef, stackName, clusterIdentifier } = databaseNames(
    name,
    place,
  );
  const aws = AwsClients.fromConfig(config);
  try {
    const stack = await new CloudFormationStacks(aws).describe(
      place,
      stackName,
    );
    const identity = stack && databaseOfStack(place, stack);
    if (!stack || identity?.outcome !== 'ours') {
      throw new Error(
        `${base} is not deployed: account ${place.accountId} in ${place.region}${place.endpoint ? ` at ${place.endpoint}` : ''} has no stack ${stackName} of the portal. Create the database in the portal first`,
      );
    }
    const { owner, system } = identity.database;
    const database = {
      entityRef,
      stackName,
      clusterIdentifier,
      awsEndpoint: place.endpoint,
      ...outputsOf(stack),
    };
    if (!database.secretArn) {
      throw new Error(
        `${base} has no secret yet: its stack ${stackName} is ${stack.status}. Wait until it is complete, or deploy it again`,
      );
    }
    return { database, owner, system };
  } catch (error) {
    if (error instanceof AwsUnavailableError && place.endpoint) {
      throw new Error(
        `${error.message}. Start the portal with npm start. If it uses another port, set AURORA_DB_LOCAL_PORT as there`,
      );
    }
    throw error;
  } finally {
    aws.destroy();
  }
}

function outputsOf({ stackId, outputs }: DatabaseStack) {
  return {
    stackId,
    secretArn: outputs[stackOutputs.secretArn],
    connectionSecretArn: outputs[stackOutputs.connectionSecretArn],
  };
}

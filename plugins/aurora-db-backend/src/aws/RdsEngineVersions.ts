import { paginateDescribeDBEngineVersions } from '@aws-sdk/client-rds';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type {
  CreatableEngineVersion,
  EngineVersionReader,
} from '../ports/EngineVersionReader';
import type { AwsClients } from './AwsClients';
import { callAws } from './awsErrors';

/** Reads engine versions from RDS. */
export class RdsEngineVersions implements EngineVersionReader {
  readonly #clients: AwsClients;

  constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  listCreatable(
    environment: EnvironmentConfig,
  ): Promise<CreatableEngineVersion[]> {
    return callAws(environment, 'rds:DescribeDBEngineVersions', async () => {
      // Without IncludeAll, RDS lists only versions that it can create.
      const pages = paginateDescribeDBEngineVersions(
        { client: this.#clients.rds(environment) },
        {
          Engine: 'aurora-postgresql',
          DBParameterGroupFamily: 'aurora-postgresql15',
        },
      );
      const creatable: CreatableEngineVersion[] = [];
      for await (const page of pages) {
        for (const version of page.DBEngineVersions ?? []) {
          const { ServerlessV2FeaturesSupport: serverless } = version;
          const isAvailable = (version.Status ?? 'available') === 'available';
          if (version.EngineVersion && serverless && isAvailable) {
            creatable.push({
              version: version.EngineVersion,
              ...(serverless.MinCapacity !== undefined &&
                serverless.MaxCapacity !== undefined && {
                  capacity: {
                    min: serverless.MinCapacity,
                    max: serverless.MaxCapacity,
                  },
                }),
            });
          }
        }
      }
      return creatable;
    });
  }
}

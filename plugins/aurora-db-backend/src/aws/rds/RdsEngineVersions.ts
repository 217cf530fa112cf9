import {
  parameterGroupFamilies,
  parameterGroupFamily,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  type DBEngineVersion,
  paginateDescribeDBEngineVersions,
} from '@aws-sdk/client-rds';
import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';
import type {
  CreatableEngineVersion,
  EngineVersionReader,
} from '../../ports/EngineVersionReader';
import type { AwsClients } from '../AwsClients';

/** Reads engine versions from RDS. */
export class RdsEngineVersions implements EngineVersionReader {
  readonly #clients: AwsClients;

  constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  async listCreatable(
    environment: EnvironmentConfig,
    version?: string,
  ): Promise<CreatableEngineVersion[]> {
    const families =
      version === undefined
        ? parameterGroupFamilies
        : [parameterGroupFamily(version)];
    const listed = await Promise.all(
      families.map(family => this.#list(environment, family)),
    );
    return listed.flat().flatMap(found => toCreatable(found) ?? []);
  }

  #list(
    environment: EnvironmentConfig,
    family: string,
  ): Promise<DBEngineVersion[]> {
    return this.#clients.call(
      environment,
      'rds:DescribeDBEngineVersions',
      async () => {
        // Without IncludeAll, RDS lists only versions that it can create.
        const pages = paginateDescribeDBEngineVersions(
          { client: this.#clients.rds(environment) },
          { Engine: 'aurora-postgresql', DBParameterGroupFamily: family },
        );
        const versions: DBEngineVersion[] = [];
        for await (const page of pages) {
          versions.push(...(page.DBEngineVersions ?? []));
        }
        return versions;
      },
    );
  }
}

/** Returns undefined for a version that is not available as serverless. */
function toCreatable(
  version: DBEngineVersion,
): CreatableEngineVersion | undefined {
  const { EngineVersion, ServerlessV2FeaturesSupport: serverless } = version;
  const isAvailable = (version.Status ?? 'available') === 'available';
  if (!EngineVersion || !serverless || !isAvailable) {
    return undefined;
  }
  const { MinCapacity: min, MaxCapacity: max } = serverless;
  return {
    version: EngineVersion,
    ...(min !== undefined && max !== undefined && { capacity: { min, max } }),
  };
}

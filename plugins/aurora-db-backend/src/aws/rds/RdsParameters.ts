import {
  type Parameter,
  paginateDescribeDBClusterParameters,
  paginateDescribeDBParameters,
  DescribeEngineDefaultClusterParametersCommand,
  type RDSClient,
} from '@aws-sdk/client-rds';
import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';
import type { ParameterReader } from '../../ports/ParameterReader';
import type { AwsClients } from '../AwsClients';
import { awsErrorCode } from '../awsErrors';

/** RDS's maximum page size. */
const pageSize = 100;
/** RDS's answers about a group or a family that it does not know. */
const unknownName = /^(DBParameterGroupNotFound|InvalidParameterValue)/;

/** Reads parameter groups with RDS's API. */
export class RdsParameters implements ParameterReader {
  readonly #clients: AwsClients;

  constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  async readSet(
    environment: EnvironmentConfig,
    { kind, name }: { kind: 'cluster' | 'instance'; name: string },
  ): Promise<ReadonlyMap<string, string> | undefined> {
    const operation =
      kind === 'cluster'
        ? 'DescribeDBClusterParameters'
        : 'DescribeDBParameters';
    return this.#call(environment, operation, async client => {
      const pages =
        kind === 'cluster'
          ? paginateDescribeDBClusterParameters(
              { client, pageSize },
              { DBClusterParameterGroupName: name, Source: 'user' },
            )
          : paginateDescribeDBParameters(
              { client, pageSize },
              { DBParameterGroupName: name, Source: 'user' },
            );
      const values = new Map<string, string>();
      for await (const { Parameters } of pages) {
        addValues(values, Parameters);
      }
      return values;
    });
  }

  readDefaults(
    environment: EnvironmentConfig,
    family: string,
  ): Promise<ReadonlyMap<string, string> | undefined> {
    return this.#call(
      environment,
      'DescribeEngineDefaultClusterParameters',
      async client => {
        const values = new Map<string, string>();
        let Marker: string | undefined;
        do {
          const { EngineDefaults } = await client.send(
            new DescribeEngineDefaultClusterParametersCommand({
              DBParameterGroupFamily: family,
              MaxRecords: pageSize,
              Marker,
            }),
          );
          addValues(values, EngineDefaults?.Parameters);
          Marker = EngineDefaults?.Marker;
        } while (Marker);
        return values;
      },
    );
  }

  #call<T>(
    environment: EnvironmentConfig,
    operation: string,
    call: (client: RDSClient) => Promise<T>,
  ): Promise<T | undefined> {
    return this.#clients.call(environment, `rds:${operation}`, async () => {
      try {
        return await call(this.#clients.rds(environment));
      } catch (error) {
        if (unknownName.test(awsErrorCode(error) ?? '')) {
          return undefined;
        }
        throw error;
      }
    });
  }
}

function addValues(
  values: Map<string, string>,
  parameters: Parameter[] = [],
): void {
  for (const { ParameterName, ParameterValue } of parameters) {
    if (ParameterName && ParameterValue !== undefined) {
      values.set(ParameterName, ParameterValue);
    }
  }
}

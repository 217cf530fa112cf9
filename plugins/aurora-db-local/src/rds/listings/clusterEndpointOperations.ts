import { z } from 'zod';
import { defineOperation } from '../../service/defineOperation';
import type { Operation, Scope } from '../../service/AwsService';
import { filtersOf, page, pageInput, passes } from '../listing';
import { clusterNotFound } from '../rdsFaults';
import type { RdsContext } from '../RdsContext';

const describedSchema = z.object({
  DBClusterIdentifier: z.string(),
  Endpoint: z.string(),
  ReaderEndpoint: z.string(),
  Status: z.string(),
});

const input = z.strictObject({
  ...pageInput,
  Filters: filtersOf({
    'db-cluster-endpoint-type': ['reader', 'writer', 'custom'],
    'db-cluster-endpoint-custom-type': ['reader', 'any'],
    'db-cluster-endpoint-id': 'any',
    'db-cluster-endpoint-status': [
      'available',
      'creating',
      'deleting',
      'inactive',
      'modifying',
    ],
  }),
  DBClusterIdentifier: z.string().optional(),
  DBClusterEndpointIdentifier: z.string().optional(),
});

/** The endpoints that every cluster has. There are no custom ones, which alone have identifiers. */
export function clusterEndpointOperations({
  databases,
}: RdsContext): Record<string, Operation> {
  function endpointsOf(scope: Scope, wanted: string | undefined) {
    const name = wanted?.toLocaleLowerCase('en-US');
    const clusters = databases
      .clusters(scope)
      .filter(
        ({ record: { identifier, arn } }) =>
          name === undefined || name === identifier || wanted === arn,
      );
    if (wanted !== undefined && clusters.length === 0) {
      throw clusterNotFound(wanted);
    }
    return clusters.flatMap(cluster => {
      const { DBClusterIdentifier, Endpoint, ReaderEndpoint, Status } =
        describedSchema.parse(cluster.describe());
      const status = ['creating', 'deleting'].includes(Status)
        ? Status
        : 'available';
      return [
        { EndpointType: 'WRITER', Endpoint },
        { EndpointType: 'READER', Endpoint: ReaderEndpoint },
      ].map(endpoint => ({ DBClusterIdentifier, Status: status, ...endpoint }));
    });
  }

  return {
    DescribeDBClusterEndpoints: defineOperation(
      input,
      async (parsed, context) => {
        const matching = endpointsOf(context, parsed.DBClusterIdentifier)
          .filter(() => parsed.DBClusterEndpointIdentifier === undefined)
          .filter(({ EndpointType, Status }) =>
            passes(parsed.Filters, {
              'db-cluster-endpoint-type': [EndpointType],
              'db-cluster-endpoint-custom-type': [],
              'db-cluster-endpoint-id': [],
              'db-cluster-endpoint-status': [Status],
            }),
          );
        return page('DBClusterEndpoints', matching, parsed);
      },
    ),
  };
}

import { z } from 'zod';
import {
  AwsError,
  type AwsService,
  type RequestContext,
} from '../../service/AwsService';
import { defineOperation } from '../../service/defineOperation';

type Properties = Record<string, unknown>;
type Run = (input: Properties, context: RequestContext) => Promise<Properties>;

const anyInput = z.record(z.string(), z.unknown());

/** RDS without servers, for tests that need failures or delays at a chosen call. */
export class FakeRds {
  readonly clusters = new Map<string, Properties>();
  readonly instances = new Map<string, Properties>();
  readonly groups = new Map<string, Properties>();
  readonly snapshots: string[] = [];
  readonly calls: string[] = [];
  /** The error of the next calls of an operation, by its name. */
  readonly failures = new Map<string, AwsError>();
  /** Called before and after each call takes effect. The call waits for it. */
  onCall: (name: string, when: 'before' | 'after') => Promise<void> =
    async () => {};
  /** The status of new clusters and instances. */
  newStatus = 'available';

  readonly service: AwsService;

  /** The requests of the restores, without the modifications that follow. */
  readonly restores: Properties[] = [];

  readonly #restore: Run = async (input, context) => {
    this.restores.push(input);
    const create = this.service.operations.CreateDBCluster;
    return create ? create(input, context) : {};
  };

  constructor() {
    const operations: Record<string, Run> = {
      ...this.#crud(
        'DBCluster',
        'DBClusterIdentifier',
        this.clusters,
        'DBClusterNotFoundFault',
        'DBClusterAlreadyExistsFault',
      ),
      ...this.#crud(
        'DBInstance',
        'DBInstanceIdentifier',
        this.instances,
        'DBInstanceNotFound',
        'DBInstanceAlreadyExists',
      ),
      ...this.#crud(
        'DBClusterParameterGroup',
        'DBClusterParameterGroupName',
        this.groups,
        'DBParameterGroupNotFound',
        'DBParameterGroupAlreadyExists',
      ),
      ...this.#crud(
        'DBSubnetGroup',
        'DBSubnetGroupName',
        this.groups,
        'DBSubnetGroupNotFoundFault',
        'DBSubnetGroupAlreadyExists',
      ),
      RestoreDBClusterFromSnapshot: this.#restore,
      RestoreDBClusterToPointInTime: this.#restore,
      DescribeDBClusterParameters: async () => ({
        Parameters: [{ ParameterName: 'max_connections', ApplyType: 'static' }],
      }),
      ResetDBClusterParameterGroup: async () => ({}),
      AddTagsToResource: async () => ({}),
      RemoveTagsFromResource: async () => ({}),
    };
    const recorded = Object.entries(operations).map(([name, run]) => [
      name,
      defineOperation(anyInput, async (input, context) => {
        this.calls.push(name);
        const failure = this.failures.get(name);
        if (failure) {
          throw failure;
        }
        await this.onCall(name, 'before');
        const output = await run(input, context);
        await this.onCall(name, 'after');
        return output;
      }),
    ]);
    this.service = {
      signingName: 'rds',
      operations: Object.fromEntries(recorded),
    };
  }

  #crud(
    kind: string,
    idMember: string,
    records: Map<string, Properties>,
    missing: string,
    existing: string,
  ): Record<string, Run> {
    const get = (input: Properties) => {
      const found = records.get(String(input[idMember]));
      if (!found) {
        throw new AwsError(
          missing,
          `${kind} ${String(input[idMember])} not found.`,
          404,
        );
      }
      return found;
    };
    return {
      [`Create${kind}`]: async input => {
        const id = String(input[idMember]);
        if (records.has(id)) {
          throw new AwsError(
            existing,
            `${kind === 'DBCluster' ? 'DB Cluster' : kind} already exists`,
          );
        }
        const status =
          kind === 'DBInstance'
            ? { DBInstanceStatus: this.newStatus }
            : { Status: this.newStatus };
        const endpoint =
          kind === 'DBCluster'
            ? {
                Endpoint: `${id}.localhost`,
                Port: 5432,
                DbClusterResourceId: `cluster-${id}`,
              }
            : {};
        records.set(id, { ...input, ...status, ...endpoint });
        return {};
      },
      [`Modify${kind}`]: async input => {
        records.set(String(input[idMember]), { ...get(input), ...input });
        return {};
      },
      [`Delete${kind}`]: async input => {
        if (get(input).DeletionProtection === true) {
          throw new AwsError(
            'InvalidParameterCombination',
            'Cannot delete protected Cluster, please disable deletion protection and try again.',
          );
        }
        if (input.FinalDBSnapshotIdentifier !== undefined) {
          this.snapshots.push(String(input.FinalDBSnapshotIdentifier));
        }
        records.delete(String(input[idMember]));
        return {};
      },
      [`Describe${kind}s`]: async input => ({ [`${kind}s`]: [get(input)] }),
    };
  }
}

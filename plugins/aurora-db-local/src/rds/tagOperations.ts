import { z } from 'zod';
import { listInput } from '../service/inputs';
import {
  AwsError,
  type Collection,
  type Operation,
  type Scope,
} from '../service/AwsService';
import { defineOperation } from '../service/defineOperation';
import { filtersOf } from './listing';
import { invalidValue } from './rdsFaults';
import type { RdsContext } from './RdsContext';
import { mergeTags, tagsInput, type Tag } from './Tag';

const inputs = {
  AddTagsToResource: z.strictObject({
    ResourceName: z.string(),
    Tags: tagsInput,
  }),
  RemoveTagsFromResource: z.strictObject({
    ResourceName: z.string(),
    TagKeys: listInput(z.string()),
  }),
  ListTagsForResource: z.strictObject({
    ResourceName: z.string(),
    Filters: filtersOf(),
  }),
};

interface Tagged {
  tags(): Tag[];
  put(tags: Tag[]): Promise<void>;
}

/** Operations on the tags of all resources with an ARN. */
export function tagOperations({
  store,
}: RdsContext): Record<string, Operation> {
  function tagged<T extends { tags: Tag[] }>(
    collection: Collection<T>,
    code: string,
  ) {
    return (scope: Scope, name: string): Tagged => {
      const record = collection.get(scope, name);
      if (!record) {
        throw new AwsError(code, `${name} not found.`, 404);
      }
      return {
        tags: () => record.tags,
        put: tags => collection.put(scope, name, { ...record, tags }),
      };
    };
  }

  const byKind: Readonly<
    Record<string, (scope: Scope, name: string) => Tagged>
  > = {
    cluster: tagged(store.clusters, 'DBClusterNotFoundFault'),
    db: tagged(store.instances, 'DBInstanceNotFound'),
    'cluster-pg': tagged(
      store.clusterParameterGroups,
      'DBClusterParameterGroupNotFound',
    ),
    pg: tagged(store.parameterGroups, 'DBParameterGroupNotFound'),
    subgrp: tagged(store.subnetGroups, 'DBSubnetGroupNotFoundFault'),
    'cluster-snapshot': tagged(
      store.snapshots,
      'DBClusterSnapshotNotFoundFault',
    ),
    es: tagged(store.subscriptions, 'SubscriptionNotFound'),
  };

  function resource(scope: Scope, arn: string): Tagged {
    const [prefix, , service, region, accountId, kind = '', ...name] =
      arn.split(':');
    const find = byKind[kind];
    if (prefix !== 'arn' || service !== 'rds' || !find || name.length === 0) {
      throw invalidValue(`Invalid resource name: ${arn}`);
    }
    if (region !== scope.region || accountId !== scope.accountId) {
      throw invalidValue(
        `The specified resource name does not match an RDS resource in this region: ${arn}`,
      );
    }
    return find(scope, name.join(':').toLocaleLowerCase('en-US'));
  }

  return {
    AddTagsToResource: defineOperation(
      inputs.AddTagsToResource,
      async ({ ResourceName, Tags }, context) => {
        const found = resource(context, ResourceName);
        await found.put(mergeTags(found.tags(), Tags));
        return {};
      },
    ),

    RemoveTagsFromResource: defineOperation(
      inputs.RemoveTagsFromResource,
      async ({ ResourceName, TagKeys }, context) => {
        const found = resource(context, ResourceName);
        await found.put(
          found.tags().filter(({ Key }) => !TagKeys.includes(Key)),
        );
        return {};
      },
    ),

    ListTagsForResource: defineOperation(
      inputs.ListTagsForResource,
      async ({ ResourceName }, context) => ({
        TagList: resource(context, ResourceName).tags(),
      }),
    ),
  };
}

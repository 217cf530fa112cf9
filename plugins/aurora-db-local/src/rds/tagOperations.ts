import { z } from 'zod';
import { listInput } from '../service/inputs';
import {
  AwsError,
  type Collection,
  type Operation,
  type Scope,
} from '../service/AwsService';
import { defineOperation } from '../service/defineOperation';
import { automatedBackupName } from './listings/automatedBackupOperations';
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
  databases,
}: RdsContext): Record<string, Operation> {
  type Find = (scope: Scope, name: string) => Tagged;

  function tagged<T extends { tags: Tag[] }>(
    collection: Collection<T>,
    code: string,
    described: (scope: Scope, name: string) => Tag[] | undefined = () =>
      undefined,
  ): Find {
    return (scope, name) => {
      const record = collection.get(scope, name);
      if (record) {
        return {
          tags: () => record.tags,
          put: tags => collection.put(scope, name, { ...record, tags }),
        };
      }
      return readOnly(name, code, described(scope, name));
    };
  }

  /** A resource of RDS itself, or of a simulated fleet. */
  function readOnly(
    name: string,
    code: string,
    tags: Tag[] | undefined,
  ): Tagged {
    if (!tags) {
      throw new AwsError(code, `${name} not found.`, 404);
    }
    return {
      tags: () => tags,
      put: async () => {
        throw invalidValue(`The tags of ${name} cannot be changed.`);
      },
    };
  }

  const tagsOfDefault =
    (kind: 'cluster' | 'instance') => (scope: Scope, name: string) =>
      name.startsWith('default.')
        ? store.parameterGroup(scope, kind, name).tags
        : undefined;

  const byKind: Readonly<Record<string, Find>> = {
    cluster: tagged(
      store.clusters,
      'DBClusterNotFoundFault',
      (scope, name) =>
        databases.clusters(scope).find(one => one.record.identifier === name)
          ?.record.tags,
    ),
    db: tagged(
      store.instances,
      'DBInstanceNotFound',
      (scope, name) =>
        databases.instances(scope).find(one => one.record.identifier === name)
          ?.record.tags,
    ),
    'cluster-pg': tagged(
      store.clusterParameterGroups,
      'DBClusterParameterGroupNotFound',
      tagsOfDefault('cluster'),
    ),
    pg: tagged(
      store.parameterGroups,
      'DBParameterGroupNotFound',
      tagsOfDefault('instance'),
    ),
    subgrp: tagged(store.subnetGroups, 'DBSubnetGroupNotFoundFault'),
    'cluster-snapshot': tagged(
      store.snapshots,
      'DBClusterSnapshotNotFoundFault',
    ),
    es: tagged(store.subscriptions, 'SubscriptionNotFound'),
    og: (_, name) =>
      readOnly(
        name,
        'OptionGroupNotFoundFault',
        name.startsWith('default:aurora-postgresql-') ? [] : undefined,
      ),
    'cluster-auto-backup': (scope, name) =>
      readOnly(
        name,
        'DBClusterAutomatedBackupNotFoundFault',
        store.clusters
          .list(scope)
          .some(cluster => automatedBackupName(cluster) === name)
          ? []
          : undefined,
      ),
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

import {
  AwsError,
  type Collection,
  type Operation,
  type Scope,
} from '../service/AwsService';
import { defineEc2Operation } from './defineEc2Operation';
import { ec2Inputs, type Tag } from './ec2Inputs';
import type { NetworkAclRecord } from './NetworkAclRecord';
import type { SecurityGroups } from './SecurityGroups';

const mostTags = 50;

/** Tags of security groups, their rules, and network ACLs that callers created. */
export function tagOperations(
  groups: SecurityGroups,
  acls: Collection<NetworkAclRecord>,
): Record<string, Operation> {
  /** The tags of a resource, and how to change them. */
  function taggable(scope: Scope, id: string) {
    const acl = acls.get(scope, id);
    if (acl) {
      return {
        id,
        tags: acl.tags,
        put: (tags: Tag[]) => acls.put(scope, id, { ...acl, tags }),
      };
    }
    const group = groups
      .list(scope)
      .find(
        ({ groupId, rules }) =>
          groupId === id || rules.some(({ ruleId }) => ruleId === id),
      );
    const rule = group?.rules.find(({ ruleId }) => ruleId === id);
    if (!group) {
      throw new AwsError(
        id.startsWith('sg-') ? 'InvalidGroup.NotFound' : 'InvalidID',
        `The ID '${id}' is not valid, or its resource can't be tagged here.`,
      );
    }
    return {
      id,
      tags: rule?.tags ?? group.tags,
      async put(tags: Tag[]) {
        // Another resource of the same call may be a rule of the same group.
        const latest = groups.get(scope, group.groupId);
        await groups.put(
          scope,
          rule
            ? {
                ...latest,
                rules: latest.rules.map(one =>
                  one.ruleId === id ? { ...one, tags } : one,
                ),
              }
            : { ...latest, tags },
        );
      },
    };
  }

  return {
    CreateTags: defineEc2Operation(
      ec2Inputs.CreateTags,
      async ({ Resources, Tags }, context) => {
        const keys = new Set(Tags.map(({ Key }) => Key));
        const changes = Resources.map(id => taggable(context, id)).map(
          ({ tags, ...one }) => ({
            ...one,
            tags: [...tags.filter(({ Key }) => !keys.has(Key)), ...Tags],
          }),
        );
        const full = changes.find(
          ({ tags }) =>
            tags.filter(({ Key }) => !Key.startsWith('aws:')).length > mostTags,
        );
        if (full) {
          throw new AwsError(
            'TagLimitExceeded',
            `The maximum number of Tags for ${full.id} has been reached: ${mostTags}.`,
          );
        }
        for (const { tags, put } of changes) {
          await put(tags);
        }
        return {};
      },
    ),

    DeleteTags: defineEc2Operation(
      ec2Inputs.DeleteTags,
      async ({ Resources, Tags }, context) => {
        // Without tags, all go that are not AWS's own.
        const isDeleted = (tag: Tag) =>
          Tags
            ? Tags.some(
                ({ Key, Value }) =>
                  Key === tag.Key &&
                  (Value === undefined || Value === tag.Value),
              )
            : !tag.Key.startsWith('aws:');
        for (const { tags, put } of Resources.map(id =>
          taggable(context, id),
        )) {
          await put(tags.filter(tag => !isDeleted(tag)));
        }
        return {};
      },
    ),
  };
}

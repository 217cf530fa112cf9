import { defineOperation } from '../service/defineOperation';
import type { Operation } from '../service/AwsService';
import { iamInputs } from './iamInputs';
import { iamPage } from './iamPage';
import type { Roles } from './Roles';
import { withTags } from './roleTags';

/** Tags of roles. */
export function roleTagOperations(roles: Roles): Record<string, Operation> {
  return {
    TagRole: defineOperation(
      iamInputs.TagRole,
      async ({ RoleName, Tags }, context) => {
        const role = roles.get(context, RoleName);
        await roles.put(context, { ...role, tags: withTags(role.tags, Tags) });
        return {};
      },
    ),

    UntagRole: defineOperation(
      iamInputs.UntagRole,
      async ({ RoleName, TagKeys }, context) => {
        const role = roles.get(context, RoleName);
        const keys = TagKeys.map(key => key.toLowerCase());
        const tags = role.tags.filter(
          ({ Key }) => !keys.includes(Key.toLowerCase()),
        );
        await roles.put(context, { ...role, tags });
        return {};
      },
    ),

    ListRoleTags: defineOperation(
      iamInputs.RolePage,
      async ({ RoleName, ...page }, context) =>
        iamPage('Tags', roles.get(context, RoleName).tags, page),
    ),
  };
}

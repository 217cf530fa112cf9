import type { Operation } from '../service';
import { secretInputs } from './secretInputs';
import type { SecretStore } from './SecretStore';

/** Tags of secrets. */
export function tagOperations(secrets: SecretStore): Record<string, Operation> {
  return {
    async TagResource(rawInput, context) {
      const input = secretInputs.TagResource.parse(rawInput);
      const secret = secrets.getUsable(context, input.SecretId);
      const added = new Set(input.Tags.map(({ Key }) => Key));
      await secrets.put(context, {
        ...secret,
        tags: [
          ...secret.tags.filter(({ Key }) => !added.has(Key)),
          ...input.Tags,
        ],
      });
      return {};
    },

    async UntagResource(rawInput, context) {
      const input = secretInputs.UntagResource.parse(rawInput);
      const secret = secrets.getUsable(context, input.SecretId);
      await secrets.put(context, {
        ...secret,
        tags: secret.tags.filter(({ Key }) => !input.TagKeys.includes(Key)),
      });
      return {};
    },
  };
}

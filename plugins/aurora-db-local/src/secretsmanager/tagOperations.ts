import { AwsError, type Operation } from '../service/AwsService';
import { secretInputs } from './secretInputs';
import type { SecretRecord } from './SecretRecord';
import type { SecretStore } from './SecretStore';

/** Tags of secrets. */
export function tagOperations(secrets: SecretStore): Record<string, Operation> {
  return {
    async TagResource(rawInput, context) {
      const input = secretInputs.TagResource.parse(rawInput);
      const secret = secrets.getUsable(context, input.SecretId);
      const added = new Set(input.Tags.map(({ Key }) => Key));
      refuseSystemTags(secret, [...added]);
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
      refuseSystemTags(secret, input.TagKeys);
      await secrets.put(context, {
        ...secret,
        tags: secret.tags.filter(({ Key }) => !input.TagKeys.includes(Key)),
      });
      return {};
    },
  };
}

/**
 * Tags that a service gave its secret name its owner. Other secrets may have CloudFormation's tags.
 */
function refuseSystemTags(
  { owningService }: SecretRecord,
  keys: readonly string[],
): void {
  const reserved = keys.find(key => key.startsWith('aws:'));
  if (owningService !== undefined && reserved !== undefined) {
    throw new AwsError(
      'InvalidParameterException',
      `Tag key ${reserved} begins with 'aws:': only AWS services set and remove such tags.`,
    );
  }
}

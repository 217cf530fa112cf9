import { defineOperation } from '../service/defineOperation';
import { AwsError, type Operation } from '../service/AwsService';
import { secretInputs } from './secretInputs';
import type { SecretRecord } from './SecretRecord';
import type { SecretStore } from './SecretStore';

/** Tags of secrets. */
export function tagOperations(secrets: SecretStore): Record<string, Operation> {
  return {
    TagResource: defineOperation(
      secretInputs.TagResource,
      async (input, context) => {
        const secret = secrets.getUsable(context, input.SecretId);
        const added = new Set(input.Tags.map(({ Key }) => Key));
        refuseSystemTags(secret, [...added]);
        const tags = [
          ...secret.tags.filter(({ Key }) => !added.has(Key)),
          ...input.Tags,
        ];
        if (tags.length > 50) {
          throw new AwsError(
            'InvalidParameterException',
            `Secret ${secret.name} can have at most 50 tags.`,
          );
        }
        await secrets.put(context, { ...secret, tags });
        return {};
      },
    ),

    UntagResource: defineOperation(
      secretInputs.UntagResource,
      async (input, context) => {
        const secret = secrets.getUsable(context, input.SecretId);
        refuseSystemTags(secret, input.TagKeys);
        await secrets.put(context, {
          ...secret,
          tags: secret.tags.filter(({ Key }) => !input.TagKeys.includes(Key)),
        });
        return {};
      },
    ),
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

import { defineOperation } from '../service/defineOperation';
import { AwsError, type Operation } from '../service/AwsService';
import { newSecretArn } from './newSecretArn';
import { secretInputs } from './secretInputs';
import { refuseOwned, type SecretStore } from './SecretStore';

const dayMs = 86_400_000;

/** Deletes secrets after a recovery window, and restores them. */
export function deletionOperations(
  secrets: SecretStore,
): Record<string, Operation> {
  return {
    DeleteSecret: defineOperation(
      secretInputs.DeleteSecret,
      async (input, context) => {
        if (
          input.ForceDeleteWithoutRecovery &&
          input.RecoveryWindowInDays !== undefined
        ) {
          throw new AwsError(
            'InvalidParameterException',
            "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
          );
        }
        const now = new Date();
        if (input.ForceDeleteWithoutRecovery) {
          const secret = secrets.find(context, input.SecretId);
          if (secret) {
            refuseOwned(secret);
            await secrets.delete(context, secret);
          }
          // AWS accepts a forced deletion of a secret that does not exist.
          const arn = secret?.arn ?? newSecretArn(context, input.SecretId);
          return {
            ARN: arn,
            Name: secret?.name ?? input.SecretId,
            DeletionDate: now,
          };
        }
        const secret = secrets.getChangeable(context, input.SecretId);
        const deletionDate = new Date(
          now.getTime() + (input.RecoveryWindowInDays ?? 30) * dayMs,
        );
        await secrets.put(context, {
          ...secret,
          deletionDate,
          deletedDate: now,
        });
        return {
          ARN: secret.arn,
          Name: secret.name,
          DeletionDate: deletionDate,
        };
      },
    ),

    RestoreSecret: defineOperation(
      secretInputs.Secret,
      async ({ SecretId }, context) => {
        const secret = secrets.get(context, SecretId);
        const { deletionDate: _, deletedDate: __, ...restored } = secret;
        await secrets.put(context, restored);
        return { ARN: secret.arn, Name: secret.name };
      },
    ),
  };
}

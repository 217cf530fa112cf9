import { rotationDays, type SecretRecord } from './SecretRecord';

const dayMs = 86_400_000;

/** What DescribeSecret and ListSecrets share of a secret. */
export function describeSecret(secret: SecretRecord) {
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description,
    KmsKeyId: secret.kmsKeyId,
    ...describeRotation(secret),
    OwningService: secret.owningService,
    LastChangedDate: secret.lastChangedDate,
    CreatedDate: secret.createdDate,
    DeletedDate: secret.deletedDate,
    Tags: secret.tags,
  };
}

/** Nothing but the services that own secrets rotates here. */
function describeRotation({
  owningService,
  lastRotatedDate,
  createdDate,
}: SecretRecord) {
  if (owningService === undefined) {
    return { RotationEnabled: false };
  }
  return {
    RotationEnabled: true,
    RotationRules: { AutomaticallyAfterDays: rotationDays },
    LastRotatedDate: lastRotatedDate,
    NextRotationDate: new Date(
      (lastRotatedDate ?? createdDate).getTime() + rotationDays * dayMs,
    ),
  };
}

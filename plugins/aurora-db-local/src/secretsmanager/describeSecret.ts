import { rotationDays, type SecretRecord } from './SecretRecord';

const dayMs = 86_400_000;

/** The members that DescribeSecret and ListSecrets share. */
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

/** Only services rotate secrets here, those that they own. */
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

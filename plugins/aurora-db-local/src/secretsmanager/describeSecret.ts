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
    LastAccessedDate: secret.lastAccessedDate,
    CreatedDate: secret.createdDate,
    DeletedDate: secret.deletedDate,
    Tags: secret.tags.length > 0 ? secret.tags : undefined,
  };
}

/** The stages of the versions that have any, by version id; absent if there are none. */
export function stagesByVersion(
  secret: SecretRecord,
): Record<string, string[]> | undefined {
  const staged = secret.versions.filter(({ stages }) => stages.length > 0);
  return staged.length > 0
    ? Object.fromEntries(staged.map(({ id, stages }) => [id, stages]))
    : undefined;
}

/**
 * Only services rotate secrets here, those that they own. As on AWS, a secret that was never
 * rotated does not say that rotation is off.
 */
function describeRotation({
  owningService,
  lastRotatedDate,
  createdDate,
}: SecretRecord) {
  if (owningService === undefined) {
    return {};
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

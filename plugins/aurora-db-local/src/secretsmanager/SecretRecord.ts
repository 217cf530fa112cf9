import { z } from 'zod';

export const tagsSchema = z.array(
  z.object({
    Key: z.string().min(1).max(128),
    Value: z.string().max(256).default(''),
  }),
);

const versionSchema = z.object({
  id: z.string(),
  stages: z.array(z.string()),
  createdDate: z.coerce.date(),
  secretString: z.string().optional(),
  /** Base64. */
  secretBinary: z.string().optional(),
});

/** A secret as it is kept. */
export const secretRecordSchema = z.object({
  arn: z.string(),
  name: z.string(),
  description: z.string().optional(),
  kmsKeyId: z.string().optional(),
  tags: tagsSchema,
  /** The service that made it and alone may change it, for example `rds`. */
  owningService: z.string().optional(),
  lastRotatedDate: z.coerce.date().optional(),
  createdDate: z.coerce.date(),
  lastChangedDate: z.coerce.date(),
  /** When it is gone for good; set while it is scheduled for deletion. */
  deletionDate: z.coerce.date().optional(),
  /** When DeleteSecret was called. */
  deletedDate: z.coerce.date().optional(),
  versions: z.array(versionSchema),
});

export type SecretRecord = z.infer<typeof secretRecordSchema>;
export type SecretVersion = z.infer<typeof versionSchema>;

export const current = 'AWSCURRENT';
const previous = 'AWSPREVIOUS';
export const pending = 'AWSPENDING';

/** How often services rotate the secrets that they own. Source: Aurora user guide, "Password management with Secrets Manager". */
export const rotationDays = 7;

/**
 * The secret with a version added under the given stages. A stage belongs to one version: it leaves the one that had
 * it, AWSCURRENT leaves AWSPREVIOUS behind, and a version without stages is dropped.
 */
export function withVersion(
  secret: SecretRecord,
  version: Omit<SecretVersion, 'stages'>,
  stages: string[],
): SecretRecord {
  return withStages(
    { ...secret, versions: [...secret.versions, { ...version, stages: [] }] },
    version.id,
    stages,
  );
}

/** The secret with stages moved to one of its versions. */
export function withStages(
  secret: SecretRecord,
  versionId: string,
  stages: string[],
): SecretRecord {
  const formerCurrent = secret.versions.find(({ stages: held }) =>
    held.includes(current),
  )?.id;
  const moves = new Map(stages.map(stage => [stage, versionId]));
  if (
    stages.includes(current) &&
    formerCurrent !== undefined &&
    formerCurrent !== versionId
  ) {
    moves.set(previous, formerCurrent);
  }
  const versions = secret.versions.map(version => ({
    ...version,
    stages: [
      ...version.stages.filter(stage => !moves.has(stage)),
      ...Array.from(moves).flatMap(([stage, id]) =>
        id === version.id ? [stage] : [],
      ),
    ],
  }));
  return {
    ...secret,
    versions: versions.filter(version => version.stages.length > 0),
  };
}
